"""Who sees the papers of an agreement: its files, and the evidence of what was done and answered under it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.db import models

from cooperation.models.agreements import Agreement
from cooperation.models.checks import AgreementCheck
from cooperation.models.parties import AgreementFile
from cooperation.models.projects import AgreementActivity
from meetings.models import papers_of_reports
from partners.models import Document, DocumentQuerySet

if TYPE_CHECKING:
    from accounts.models import User

Rows = models.QuerySet[Any, Any]


def _files() -> Rows:
    return AgreementFile.objects.order_by()


def _evidence_of_activities() -> Rows:
    return AgreementActivity.objects.filter(evidence__isnull=False).order_by()


def _evidence_of_checks() -> Rows:
    return AgreementCheck.objects.filter(evidence__isnull=False).order_by()


#: The rows that hold a paper, and the key by which they do.
HOLDERS: tuple[tuple[Callable[[], Rows], str], ...] = (
    (_files, "document"),
    (_evidence_of_activities, "evidence"),
    (_evidence_of_checks, "evidence"),
)


def decide_who_sees() -> None:
    """An agreement that is secret hides its papers. A report that is evidence stays as open as the report."""

    def hider(rows: Callable[[], Rows], key: str) -> Callable[[User], Rows]:
        def hidden(user: User) -> Rows:
            secret = rows().filter(agreement__in=Agreement.objects.secret_to(user))
            if key == "evidence":
                secret = secret.exclude(evidence__in=papers_of_reports())
            return secret.values(f"{key}_id")

        return hidden

    def papers(rows: Callable[[], Rows], key: str) -> Callable[[], Rows]:
        return lambda: rows().values(f"{key}_id")

    for rows, key in HOLDERS:
        DocumentQuerySet.hiders.append(hider(rows, key))
        DocumentQuerySet.papers.append(papers(rows, key))


def open_papers(agreement: Agreement) -> None:
    """The agreement is no longer confidential: nor are its papers, but those that something else keeps so."""
    held = models.Q()
    for rows, key in HOLDERS:
        held |= models.Q(pk__in=rows().filter(agreement=agreement).values(f"{key}_id"))
    kept = Document.objects.filter(held, confidential=True, readers=None).exclude(pk__in=papers_of_reports())
    for rows, key in HOLDERS:
        elsewhere = rows().filter(agreement__confidential=True).exclude(agreement=agreement)
        kept = kept.exclude(pk__in=elsewhere.values(f"{key}_id"))
    kept.update(confidential=False)
