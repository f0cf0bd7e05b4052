"""What is asked for: day, years, departments, documents, columns and kinds of files. Frozen with an answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from partners.models import Organization
from partners.ours import family


class DocumentKind(TextChoices):
    LEDGER = "ledger", _("Ledger of agreements")
    CARDS = "cards", _("Cards of agreements")
    PERFORMANCE = "performance", _("Performance of agreements")
    TRIPS = "trips", _("Official trips abroad")


class Which(TextChoices):
    """Which agreements the years choose."""

    IN_FORCE = "in_force", _("In force at any time in these years")
    SIGNED = "signed", _("Signed in these years")
    ALL = "all", _("All signed up to the day")


class FileKind(TextChoices):
    XLSX = "xlsx", "XLSX"
    PDF = "pdf", "PDF"
    HWPX = "hwpx", "HWPX"


@dataclass(frozen=True)
class Asked:
    """One request. ``columns``: "document.key"; of a document without any its usual ones are meant.

    Departments: ids; none means all, and those below one are meant with it.
    """

    on: date
    first: int
    last: int
    which: str = Which.IN_FORCE
    departments: tuple[UUID, ...] = ()
    documents: tuple[str, ...] = (DocumentKind.LEDGER,)
    columns: tuple[str, ...] = ()
    kinds: tuple[str, ...] = (FileKind.XLSX, FileKind.PDF, FileKind.HWPX)
    evidence: bool = False

    @property
    def begins(self) -> date:
        return date(self.first, 1, 1)

    @property
    def ends(self) -> date:
        """The last day that is asked about: of the years, but not after the day itself."""
        return min(date(self.last, 12, 31), self.on)

    def frozen(self) -> dict[str, Any]:
        """As JSON; ``thawed`` makes it whole again."""
        return {
            "on": self.on.isoformat(),
            "first": self.first,
            "last": self.last,
            "which": str(self.which),
            "departments": [str(key) for key in self.departments],
            "documents": [str(one) for one in self.documents],
            "columns": list(self.columns),
            "kinds": [str(one) for one in self.kinds],
            "evidence": self.evidence,
        }

    def columns_of(self, document: str) -> list[str]:
        return [column.partition(".")[2] for column in self.columns if column.partition(".")[0] == document]


def thawed(frozen: Mapping[str, Any]) -> Asked:
    return Asked(
        on=date.fromisoformat(frozen["on"]),
        first=frozen["first"],
        last=frozen["last"],
        which=frozen["which"],
        departments=tuple(UUID(key) for key in frozen["departments"]),
        documents=tuple(frozen["documents"]),
        columns=tuple(frozen["columns"]),
        kinds=tuple(frozen["kinds"]),
        evidence=frozen["evidence"],
    )


def with_those_below(departments: tuple[UUID, ...]) -> set[UUID]:
    """The departments and all below them, and those they took over from: their files are kept there now."""
    found = family(departments)
    while fresh := set(Organization.objects.filter(successor__in=found).values_list("pk", flat=True)) - found:
        found |= family(fresh)
    return found
