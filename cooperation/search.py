"""Searching everything a person may see, by name, title or sentence (TECH, Search).

Exact before prefix before infix before similar, then the most recent. What is spelt alike stands before what only
shares letters, initial consonants or the romanised form. What only resembles is shown where nothing matches.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import connection, models, transaction
from django.db.models import Case, Exists, F, OuterRef, Prefetch, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from accounts.words import day_words, period_words
from cooperation.models import Agreement, AgreementParty, Commitment, Project
from meetings.models import Meeting, Trip
from partners import names
from partners.models import (
    Affiliation,
    DocumentBlock,
    Organization,
    OrganizationName,
    Person,
    PersonName,
    country_name,
)
from partners.search import LONGEST_QUERY, holding

if TYPE_CHECKING:
    from accounts.models import User

#: Hits of a kind beside the other kinds, and where one kind is asked for.
FEW, MANY = 6, 50
#: How much of a word must be alike (pg_trgm's word similarity, 0 to 1) for a name to be offered as similar.
ALIKE = 0.5
EXACT, PREFIX, INFIX, LETTERS = range(4)
#: Letters of a sentence shown around what was found.
AROUND = 60


class Kind(models.TextChoices):
    """What can be found, in the order in which it is shown."""

    ORGANIZATION = "organization", _("Organizations")
    PERSON = "person", _("People")
    AGREEMENT = "agreement", _("Agreements")
    MEETING = "meeting", _("Meetings")
    TRIP = "trip", _("Trips")
    COMMITMENT = "commitment", _("Commitments")
    PROJECT = "project", _("Projects")
    SENTENCE = "sentence", _("Sentences in documents")


@dataclass(frozen=True)
class Hit:
    """One thing found. ``parts`` is the text before, in and after what was found; the middle is marked."""

    id: UUID
    address: str
    parts: tuple[str, str, str]
    about: str = ""
    language: str = ""


@dataclass
class Group:
    """What was found of one kind. ``more``: the address of all of it, where there is more than is shown."""

    kind: Kind
    icon: str
    hits: list[Hit] = field(default_factory=list)
    more: str = ""
    similar: bool = False


def search(text: str, user: User, only: str = "") -> list[Group]:
    """What matches, by kind; kinds without a hit are left out. ``only`` asks for more of one kind.

    Where no organization or person matches, those whose names resemble the text are offered instead.
    """
    text = text[:LONGEST_QUERY].replace("\x00", " ").strip()
    if not names.norm(text).strip():
        return []
    kinds = [Kind(only)] if only in Kind.values else list(Kind)
    limit = MANY if only in Kind.values else FEW
    groups = [_group(kind, text, user, limit) for kind in kinds]
    if not any(group.hits for group in groups if group.kind in (Kind.ORGANIZATION, Kind.PERSON)):
        for group in groups:
            if group.kind in SIMILAR:
                group.hits, group.similar = SIMILAR[group.kind](text, user), True
    return [group for group in groups if group.hits]


def _group(kind: Kind, text: str, user: User, limit: int) -> Group:
    found = FOUND[kind](text, user)[: limit + 1]
    hits = [TOLD[kind](row, text) for row in found]
    more = ""
    if len(hits) > limit:
        more = reverse(LISTS[kind]) if kind in LISTS else reverse("search")
    return Group(kind, ICONS[kind], hits[:limit], more)


# ---------------------------------------------------------------------------------------------- what is found


def _rank(column: str, text: str) -> Case:
    """How well a column in composed form (``norm``) meets the text."""
    key = names.norm(text)
    return Case(
        When(**{column: key}, then=Value(EXACT)),
        When(**{f"{column}__startswith": key}, then=Value(PREFIX)),
        When(**{f"{column}__contains": key}, then=Value(INFIX)),
        default=Value(LETTERS),
    )


def _named(rows: Any, spellings: Any, link: str, text: str, user: User) -> Any:
    """Records whose spellings match, ranked by the best of them. A single letter or syllable must begin a name."""
    ranked = spellings.filter(**{link: OuterRef("pk")}).annotate(rank=_rank("key", text)).order_by("rank")
    best = Coalesce(Subquery(ranked.values("rank")[:1]), Value(LETTERS))
    if _is_short(text):
        begins = spellings.filter(**{link: OuterRef("pk")}, key__startswith=names.norm(text))
        return rows.filter(Exists(begins)).annotate(rank=best)
    return rows.matching(text, user).annotate(rank=best)


def _is_short(text: str) -> bool:
    """A trigram index answers nothing for one letter or syllable."""
    return len(names.norm(text)) < 2


def _organizations(text: str, user: User) -> Any:
    rows = Organization.objects.visible_to(user)
    spellings = OrganizationName.objects.visible_to(user)
    found = _named(rows, spellings, "organization", text, user).select_related("parent")
    return found.prefetch_related(Prefetch("names", spellings, to_attr="spellings")).order_by("rank", "name", "pk")


def _people(text: str, user: User) -> Any:
    rows = Person.objects.visible_to(user).filter(erased_at__isnull=True)
    held = Affiliation.objects.visible_to(user).select_related("organization")
    found = _named(rows, PersonName.objects.visible_to(user), "person", text, user)
    return found.prefetch_related(Prefetch("affiliations", held, to_attr="held")).order_by("rank", "name", "pk")


def _titled(rows: Any, column: str, text: str, user: User, *recent: Any) -> Any:
    """Records whose title matches, or that concern somebody who does: spelt alike first, then the most recent."""
    folded = names.jamo(text)
    rank = Case(
        When(search_text=folded, then=Value(EXACT)),
        When(Q(search_text__startswith=folded), then=Value(PREFIX)),
        When(Q(**{f"{column}__icontains": text}), then=Value(INFIX)),
        default=Value(LETTERS),
    )
    found = rows.filter(search_text__startswith=folded) if _is_short(text) else rows.matching(text, user)
    return found.annotate(rank=rank).order_by("rank", *recent, "pk")


def _agreements(text: str, user: User) -> Any:
    parties = Prefetch("parties", AgreementParty.objects.select_related("organization"))
    rows = Agreement.objects.visible_to(user).prefetch_related(parties)
    return _titled(rows, "title", text, user, F("signed_on").desc(nulls_last=True))


def _meetings(text: str, user: User) -> Any:
    return _titled(Meeting.objects.visible_to(user).select_related("host"), "title", text, user, "-held_on")


def _trips(text: str, user: User) -> Any:
    rows = Trip.objects.visible_to(user).prefetch_related("destinations")
    return _titled(rows, "title", text, user, F("start_on").desc(nulls_last=True))


def _commitments(text: str, user: User) -> Any:
    rows = Commitment.objects.visible_to(user).select_related("owner")
    return _titled(rows, "text", text, user, F("due_end").desc(nulls_last=True))


def _projects(text: str, user: User) -> Any:
    return _titled(Project.objects.visible_to(user), "title", text, user, "-created_at")


def _sentences(text: str, user: User) -> Any:
    if _is_short(text):
        return DocumentBlock.objects.none()
    rows = DocumentBlock.objects.visible_to(user).filter(holding(text)).select_related("document")
    alike = Case(When(text__icontains=text, then=Value(INFIX)), default=Value(LETTERS))
    return rows.annotate(rank=alike).order_by("rank", "-document__created_at", "document_id", "line")


FOUND: dict[str, Callable[[str, User], Any]] = {
    Kind.ORGANIZATION: _organizations,
    Kind.PERSON: _people,
    Kind.AGREEMENT: _agreements,
    Kind.MEETING: _meetings,
    Kind.TRIP: _trips,
    Kind.COMMITMENT: _commitments,
    Kind.PROJECT: _projects,
    Kind.SENTENCE: _sentences,
}


# ------------------------------------------------------------------------------------------- what only resembles


def _resembling(rows: Any, spellings: Any, link: str, text: str) -> list[Any]:
    """Records one of whose spellings resembles the text, the nearest first."""
    folded = names.jamo(text)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL pg_trgm.word_similarity_threshold = %s", [ALIKE])
        near = (
            spellings.filter(search_text__trigram_word_similar=folded)
            .annotate(alike=_WordSimilarity(Value(folded), F("search_text")))
            .order_by("-alike")
            .values_list(link, flat=True)
        )
        keys = list(dict.fromkeys(near[: FEW * 4]))[:FEW]
        found = {row.pk: row for row in rows.filter(pk__in=keys)}
    return [found[key] for key in keys if key in found]


class _WordSimilarity(models.Func):
    function = "word_similarity"
    output_field = models.FloatField()


def _similar_organizations(text: str, user: User) -> list[Hit]:
    spellings = OrganizationName.objects.visible_to(user)
    rows = Organization.objects.visible_to(user).prefetch_related(Prefetch("names", spellings, to_attr="spellings"))
    return [
        _organization(row, text)
        for row in _resembling(rows.select_related("parent"), spellings, "organization_id", text)
    ]


def _similar_people(text: str, user: User) -> list[Hit]:
    held = Affiliation.objects.visible_to(user).select_related("organization")
    rows = Person.objects.visible_to(user).filter(erased_at__isnull=True)
    rows = rows.prefetch_related(Prefetch("affiliations", held, to_attr="held"))
    return [_person(row, text) for row in _resembling(rows, PersonName.objects.visible_to(user), "person_id", text)]


SIMILAR: dict[str, Callable[[str, User], list[Hit]]] = {
    Kind.ORGANIZATION: _similar_organizations,
    Kind.PERSON: _similar_people,
}


# ------------------------------------------------------------------------------------------------ how it is told


def marked(text: str, query: str) -> tuple[str, str, str]:
    """The text before, in and after the first place where the query, or its first word, stands in it."""
    folded = names.norm(text)
    if len(folded) == len(text):
        for wanted in (names.norm(query), *names.norm(query).split()):
            place = folded.find(wanted)
            if wanted and place >= 0:
                return text[:place], text[place : place + len(wanted)], text[place + len(wanted) :]
    return text, "", ""


def _organization(row: Any, text: str) -> Hit:
    spelt = next((name.text for name in row.spellings if name.text != row.name and marked(name.text, text)[1]), "")
    own = marked(row.name, text)
    about = [spelt if not own[1] else "", row.parent.name if row.parent else "", country_name(row.country)]
    return Hit(row.pk, reverse("organization", kwargs={"pk": row.pk}), own, _line(*about), names.language_of(row.name))


def _person(row: Any, text: str) -> Hit:
    held = row.held[0] if row.held else None
    about = _line(held.organization.name, held.title) if held else country_name(row.country)
    return Hit(
        row.pk, reverse("person", kwargs={"pk": row.pk}), marked(row.name, text), about, names.language_of(row.name)
    )


def _agreement(row: Any, text: str) -> Hit:
    parties = ", ".join(party.organization.name for party in row.parties.all())
    about = _line(day_words(row.signed_on, weekday=False), row.reference, parties)
    return Hit(row.pk, reverse("agreement", kwargs={"pk": row.pk}), marked(row.title, text), about)


def _meeting(row: Any, text: str) -> Hit:
    host = row.host.name if row.host else ""
    about = _line(day_words(row.held_on, weekday=False), row.reference, row.get_kind_display(), host)
    return Hit(row.pk, reverse("meeting", kwargs={"pk": row.pk}), marked(row.title, text), about)


def _trip(row: Any, text: str) -> Hit:
    places = ", ".join(str(place) for place in row.destinations.all())
    about = _line(period_words(row.start_on, row.end_on), row.reference, places)
    return Hit(row.pk, reverse("trip", kwargs={"pk": row.pk}), marked(row.title, text), about)


def _commitment(row: Any, text: str) -> Hit:
    owner = row.owner.name if row.owner else row.get_side_display()
    about = _line(row.get_state_display(), day_words(row.due_end, weekday=False), owner, row.reference)
    shown = Truncator(row.text).chars(160)
    return Hit(row.pk, reverse("commitment", kwargs={"pk": row.pk}), marked(shown, text), about)


def _project(row: Any, text: str) -> Hit:
    about = _line(row.get_stage_display(), row.reference)
    return Hit(row.pk, reverse("project", kwargs={"pk": row.pk}), marked(row.title, text), about)


def _sentence(row: Any, text: str) -> Hit:
    before, hit, after = marked(" ".join(row.text.split()), text)
    if not hit:
        before, after = Truncator(before).chars(AROUND * 3), ""
    if len(before) > AROUND and hit:
        before = "…" + before[-AROUND:]
    if len(after) > AROUND * 2:
        after = after[: AROUND * 2] + "…"
    address = f"{reverse('document', kwargs={'pk': row.document_id})}?line={row.line}#l{row.line}"
    place = str(_("line %(line)d")) % {"line": row.line}
    return Hit(row.document_id, address, (before, hit, after), _line(row.document.name, place))


def _line(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


TOLD: dict[str, Callable[[Any, str], Hit]] = {
    Kind.ORGANIZATION: _organization,
    Kind.PERSON: _person,
    Kind.AGREEMENT: _agreement,
    Kind.MEETING: _meeting,
    Kind.TRIP: _trip,
    Kind.COMMITMENT: _commitment,
    Kind.PROJECT: _project,
    Kind.SENTENCE: _sentence,
}
ICONS: dict[str, str] = {
    Kind.ORGANIZATION: "body",
    Kind.PERSON: "person",
    Kind.AGREEMENT: "tie",
    Kind.MEETING: "meet",
    Kind.TRIP: "trip",
    Kind.COMMITMENT: "give",
    Kind.PROJECT: "folder",
    Kind.SENTENCE: "doc",
}
#: The list page of a kind, which takes the same ``?q=``.
LISTS: dict[str, str] = {
    Kind.ORGANIZATION: "organizations",
    Kind.PERSON: "people",
    Kind.AGREEMENT: "agreements",
    Kind.MEETING: "meetings",
    Kind.TRIP: "trips",
    Kind.COMMITMENT: "commitments",
    Kind.PROJECT: "projects",
}
