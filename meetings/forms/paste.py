"""A pasted list of people on its way into a record: the box, and the rows that were read, each with whom it means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.forms.people import anew
from meetings.known import match_bodies, match_people
from meetings.models import Mode
from meetings.paste import MOST_PEOPLE, Pasted
from partners import names
from partners.fields import about_organization, about_people
from partners.matching import MatchKind
from partners.matchwords import words
from partners.models import Organization, Person

if TYPE_CHECKING:
    from accounts.models import User

MOST_TYPED = 100_000  # characters

Choices = list[tuple[str, str]]


class PasteForm(forms.Form):
    """The box."""

    text = forms.CharField(
        label=gettext_lazy("List"),
        max_length=MOST_TYPED,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        help_text=gettext_lazy(
            "“Organization name title, name title / organization …”, one on each line, or rows of a spreadsheet."
        ),
    )

    def clean_text(self) -> str:
        return str(self.cleaned_data["text"]).replace("\0", "")


class PastedRow(forms.Form):
    """Somebody who was read from the list. ``which`` and ``who`` answer what was not clear."""

    keep = forms.BooleanField(label=gettext_lazy("Take over"), required=False)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    body = forms.CharField(label=gettext_lazy("Organization"), max_length=300, required=False)
    title = forms.CharField(label=gettext_lazy("Position"), max_length=100, required=False)
    mode = forms.ChoiceField(label=gettext_lazy("Mode"), choices=[("", "—"), *Mode.choices], required=False)
    which = forms.CharField(required=False, max_length=400)
    who = forms.CharField(required=False, max_length=400)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organization: Organization | None = None
        self.person: Person | None = None
        self.about_body = self.about_person = ""  # why it is, or may be, that record
        self.bodies: Choices = []  # to choose from, where it is not clear
        self.people: Choices = []
        self.note = ""  # is there already, or stands twice

    @property
    def taken(self) -> bool:
        return bool(self.is_valid() and self.cleaned_data["keep"])

    @property
    def asks(self) -> bool:
        """Whether somebody has to say who or which is meant before it can be taken over."""
        return bool(self.bodies or self.people)


class PastedRows(forms.BaseFormSet[PastedRow]):
    """All rows. Call ``settle`` before they are shown or saved."""

    def settle(self, user: User, *, home: Organization | None, present: set[UUID]) -> None:
        """Find out whom the rows mean: a few queries for all. ``home`` is the body of those of whom none is given,
        ``present`` are the people who are there already.
        """
        rows = [row for row in self.forms if row.is_valid()]
        self._bodies(rows, user, home)
        self._people(rows, user)
        seen: dict[Any, PastedRow] = {}
        for row in rows:
            key: Any = row.person.pk if row.person else (names.person_key(row.cleaned_data["name"]), _body_key(row))
            if row.person is not None and row.person.pk in present:
                row.note = _("Is in the list already.")
            elif key in seen and not row.asks:
                row.note = _("Stands in the pasted list twice.")
            seen.setdefault(key, row)

    def _bodies(self, rows: Sequence[PastedRow], user: User, home: Organization | None) -> None:
        texts = {text for row in rows if (text := _typed(row, "body"))}
        found = match_bodies(sorted(texts), user)
        keys = {key for match in found.values() for key in match.ids}
        known = {str(row.pk): row for row in Organization.objects.visible_to(user).filter(pk__in=keys)} if keys else {}
        for row in rows:
            text = _typed(row, "body")
            if not text:
                row.organization = home
                continue
            match, chosen = found[text], row.cleaned_data["which"]
            row.about_body = words(match)
            if match.kind is MatchKind.ONE and chosen != anew(text):
                row.organization = known.get(match.ids[0])
            elif chosen in match.ids:
                row.organization = known.get(chosen)
            elif match.kind is not MatchKind.NONE and chosen != anew(text):
                offered = [known[key] for key in match.ids if key in known]
                row.bodies = [
                    (str(one.pk), " · ".join(filter(None, (one.name, about_organization(one))))) for one in offered
                ]
                row.bodies.append((anew(text), _("Another one: make a new record")))

    def _people(self, rows: Sequence[PastedRow], user: User) -> None:
        found = match_people(
            [(_typed(row, "name"), row.organization.pk if row.organization else None) for row in rows], user
        )
        keys = {key for match in found for key in match.ids}
        known = {str(row.pk): row for row in Person.objects.visible_to(user).filter(pk__in=keys)} if keys else {}
        asked = [known[key] for match in found if match.kind is not MatchKind.ONE for key in match.ids if key in known]
        told = about_people(asked, user) if asked else {}
        for row, match in zip(rows, found, strict=True):
            text, chosen = _typed(row, "name"), row.cleaned_data["who"]
            row.about_person = words(match)
            if match.kind is MatchKind.ONE and chosen != anew(text):
                row.person = known.get(match.ids[0])
            elif chosen in match.ids:
                row.person = known.get(chosen)
            elif match.kind is not MatchKind.NONE and chosen != anew(text):
                offered = [known[key] for key in match.ids if key in known]
                row.people = [
                    (str(one.pk), " · ".join(filter(None, (one.name, told.get(one.pk, ""))))) for one in offered
                ]
                row.people.append((anew(text), _("Somebody else: make a new record")))


ROWS: type[PastedRows] = forms.formset_factory(
    PastedRow, formset=PastedRows, extra=0, max_num=MOST_PEOPLE, absolute_max=MOST_PEOPLE
)  # type: ignore[assignment]


def as_typed(pasted: Pasted) -> dict[str, str]:
    """What was read, as if somebody had typed it into the rows."""
    data = {"form-TOTAL_FORMS": str(len(pasted.people)), "form-INITIAL_FORMS": "0"}
    for number, one in enumerate(pasted.people):
        values = {
            "keep": "on",
            "name": one.name[:200],
            "body": (one.org or "")[:300],
            "title": (one.title or "")[:100],
            "mode": {"Onsite": Mode.ONSITE.value, "Online": Mode.ONLINE.value}.get(one.mode or "", ""),
        }
        data |= {f"form-{number}-{name}": value for name, value in values.items()}
    return data


def _typed(row: PastedRow, name: str) -> str:
    return " ".join(str(row.cleaned_data.get(name) or "").split())


def _body_key(row: PastedRow) -> Any:
    return row.organization.pk if row.organization else names.organization_key(_typed(row, "body"))
