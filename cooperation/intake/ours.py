"""Ours or theirs: what a report leaves open about us is asked once, and the answer is remembered.

Three questions. *Which is our institute*, while nobody has said so and the report's addressee and its travellers'
bodies are not one. *Is this body one of ours*, of bodies whose travellers went with us and of departments that no
institute is named for; the answer is kept with the organization. *Whom do these words mean* ("한국 측"), where the
report has two bodies of our country; the answer is kept as a rule of the institute (``SideWord``).

Questions are asked anew at every matching: what was answered elsewhere meanwhile is only a note.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from cooperation.intake import facts
from cooperation.intake.facts import Draft, Json
from cooperation.intake.registry import Found
from cooperation.models import Match, Proposal, ProposalKind, ProposalState, SideWord
from meetings.models import ReportRevision, Side
from meetings.reader.facts.known_bodies import known as well_known
from meetings.reader.facts.places import countries_in
from partners import names, ours
from partners.models import Organization, OtherSide

INSTITUTE, BODY, WORDS = "our_institute", "ours_or_theirs", "side_words"
ASKS = {INSTITUTE, BODY, WORDS}
OURS, NONE = "ours", "none"

#: Words that mean everybody of our country who was there; which of them promised is not said.
SIDE_WORDS = re.compile(
    r"(?:한국|대한민국)\s?(?:측|쪽|대표단)|Korean\s+(?:side|delegation|team|party)|"
    r"(?:la\s+)?(?:parte|delegación)\s+coreana|(?:el\s+)?lado\s+coreano",
    re.IGNORECASE,
)
#: Words that mean whoever wrote the report.
OUR_WORDS = re.compile(
    r"우리\s?(?:측|원|기관|시|청|연구원|진흥원|대학)|(?<![가-힣])(?:당원|본원|당\s?기관|본\s?기관)(?=[은는이가에의\s])|"
    r"\bour\s+(?:side|institute|organi[sz]ation)\b|nuestra\s+(?:institución|delegación)",
    re.IGNORECASE,
)
#: A side as lists of attendees head it: "(페루 측)", "Korean side:".
_HEAD = re.compile(r"([가-힣A-Za-z]{1,12})\s?(?:측|쪽)|\b([A-Za-z]+)\s+side\b", re.IGNORECASE)
#: A department: the last part of a body's name when the body is left out.
_DEPARTMENT = re.compile(r"^[가-힣A-Za-z0-9·]{2,16}(?:팀|본부|센터|그룹|파트|부서|[가-힣]{2}실|[가-힣]{2}과)$")
_NO_DEPARTMENT = re.compile(r"(?:총리실|대통령실|조정실|의회|학과)$")


# ------------------------------------------------------------------------------------------------- asking


@dataclass
class _Situation:
    """What is known of us when a revision is matched."""

    revision: ReportRevision
    rows: list[Proposal]
    institutes: list[Organization] = field(default_factory=ours.institutes)

    def __post_init__(self) -> None:
        self.bodies = {row.read_id: row for row in self.rows if row.kind == ProposalKind.ORGANIZATION}
        self.trip = next((row for row in self.rows if row.kind == ProposalKind.TRIP), None)
        keys = {key for row in self.bodies.values() if (key := _record_id(row))}
        known = Organization.objects.select_related("parent__parent").in_bulk(keys) if keys else {}
        self.records = {read_id: known.get(_record_id(row)) for read_id, row in self.bodies.items()}

    @property
    def travellers(self) -> list[str]:
        """Read ids of the travellers' bodies, each once."""
        entries = self.trip.data["travellers"] if self.trip else ()
        return list(dict.fromkeys(key for entry in entries if (key := entry.get("org_id")) in self.bodies))

    def is_ours(self, read_id: str) -> bool:
        record = self.records.get(read_id)
        if record is not None and ours.is_ours(record):
            return True
        return not self.institutes and bool(self.bodies[read_id].data.get("ours"))

    @property
    def countries(self) -> set[str]:
        """Our countries; Korea's while nobody has said who we are, because reports are read in the Korean form."""
        return {row.country for row in self.institutes if row.country} or {"KR"}


def _record_id(row: Proposal) -> UUID | None:
    """The record a body's proposal became, else the one that is preselected."""
    return row.became_organization_id or (row.suggested if row.state == ProposalState.WAITING else None)


def ask(revision: ReportRevision, rows: list[Proposal]) -> None:
    """Bring the questions about us in step with what is known now. ``rows`` are all proposals, just matched.

    A question that is moot becomes a note, which nobody must answer. What was answered stays.
    """
    situation = _Situation(revision, rows)
    wanted = [*_which_institute(situation), *_which_bodies(situation), *_which_words(situation)]
    present = {row.fingerprint: row for row in rows if row.data.get("ask") in ASKS}
    for draft in wanted:
        draft.fingerprint = facts.fingerprint(draft)
        row = present.pop(draft.fingerprint, None)
        if row is None:
            Proposal.objects.get_or_create(
                revision=revision,
                fingerprint=draft.fingerprint,
                defaults={
                    "kind": draft.kind,
                    "read_id": draft.read_id,
                    "title": draft.title[: facts.LONGEST_TITLE],
                    "data": draft.data,
                    "quote": draft.quote,
                    "lines": draft.lines,
                    "order": max((one.order for one in rows), default=0) + 1,
                },
            )
        elif row.state == ProposalState.WAITING and row.data != draft.data:
            row.data = draft.data
            row.save(update_fields=["data"])
    for row in present.values():
        if row.state == ProposalState.WAITING and not row.data.get("optional"):
            row.data = row.data | {"optional": True, "settled": True}
            row.save(update_fields=["data"])
    _take_words(situation)


def _draft(ask_: str, read_id: str, identity: tuple[str, ...], title: str, lines: Iterable[int], data: Json) -> Draft:
    at = sorted(set(lines))[:4]
    return Draft(ProposalKind.QUESTION, read_id[:64], (ask_, *identity), title, {"ask": ask_, "lines": at, **data}, at)


def _lines(row: Proposal) -> list[int]:
    return list(row.lines[:2])


def _which_institute(now: _Situation) -> Iterable[Draft]:
    if now.institutes or any(row.data.get("ours") for row in now.bodies.values()):
        return
    candidates = [key for key in (now.trip.data.get("ours_maybe") or () if now.trip else ()) if key in now.bodies]
    if len(candidates) < 2:
        return
    titles = [now.bodies[key].title for key in candidates]
    yield _draft(
        INSTITUTE,
        "our institute",
        tuple(sorted(map(names.organization_key, titles))),
        " / ".join(titles),
        [line for key in candidates for line in _lines(now.bodies[key])[:1]],
        {"bodies": candidates, "values": titles},
    )


def _which_bodies(now: _Situation) -> Iterable[Draft]:
    if not now.institutes and not any(row.data.get("ours") for row in now.bodies.values()):
        return  # first who we are, then who belongs to us
    travelled = set(now.travellers)
    for read_id, row in now.bodies.items():
        if row.state == ProposalState.REJECTED or row.data.get("optional") or now.is_ours(read_id):
            continue
        record = now.records.get(read_id)
        if record is not None and ours.other_side(record):
            continue  # somebody said so before
        with_us = read_id in travelled
        if not with_us and not _is_stray_department(row, record, now.countries):
            continue
        yield _draft(
            BODY,
            f"ours {read_id}",
            (names.organization_key(row.data["canonical"]),),
            row.title,
            _lines(row),
            {
                "organization": read_id,
                "about": read_id,
                "values": [row.title],
                "institutes": [[str(one.pk), one.name] for one in now.institutes],
                "travelled": with_us,
            },
        )


def _is_stray_department(row: Proposal, record: Organization | None, home: set[str]) -> bool:
    """Whether the name is one of a department, and neither name nor record says whose."""
    if record is not None and (record.parent_id or record.country not in {"", *home}):
        return False
    country = row.data.get("country") or ""
    texts = facts.spellings(row.data)
    return (
        country in {"", *home}
        and all(" " not in text for text in texts)
        and any(_DEPARTMENT.match(text) and not _NO_DEPARTMENT.search(text) for text in texts)
        and not any(names.organization_key(text) in well_known() for text in texts)
    )


def _which_words(now: _Situation) -> Iterable[Draft]:
    home = [
        key
        for key, row in now.bodies.items()
        if row.state != ProposalState.REJECTED
        and not row.data.get("optional")
        and (now.is_ours(key) or (row.data.get("country") or "") in now.countries)
    ]
    if len(home) < 2:
        return
    rules = {word.key: word for word in SideWord.objects.all()}
    spoken: dict[str, list[Proposal]] = {}
    for row in now.rows:
        if row.kind == ProposalKind.COMMITMENT and (text := side_words(row)):
            spoken.setdefault(names.norm(text), []).append(row)
    for key, promises in spoken.items():
        rule = rules.get(key)
        if rule is not None and _applies(rule, now):
            continue
        text = side_words(promises[0])
        yield _draft(
            WORDS,
            f"words {key}",
            (key,),
            text,
            [line for row in promises for line in row.lines[:1]],
            {"words": text, "bodies": home, "values": [now.bodies[one].title for one in home]},
        )


def _applies(rule: SideWord, now: _Situation) -> bool:
    """Whether what was remembered says something here: its body is ours, or of this report."""
    if rule.organization_id is None or any(one.pk == rule.organization_id for one in now.institutes):
        return True
    return any(record is not None and record.pk == rule.organization_id for record in now.records.values())


def side_words(row: Proposal) -> str:
    """The words for our country's side by which a promise says who made it; empty where it names a body, or nobody."""
    data = row.data
    for text in (data.get("actor_reason") or "", re.split(r"[은는이가:)\]]", data["quote"], maxsplit=1)[0]):
        found = SIDE_WORDS.search(text)
        if found is not None:
            return re.sub(r"\s+", " ", found.group())
    return ""


def _take_words(now: _Situation) -> None:
    """Let promises that wait and name no body take the one their words mean: a remembered one, or our institute."""
    rules: dict[str, SideWord] | None = None
    changed = []
    for row in now.rows:
        if row.kind != ProposalKind.COMMITMENT or row.state != ProposalState.WAITING or row.data.get("side"):
            continue
        text = side_words(row)
        if text:
            if rules is None:
                rules = {word.key: word for word in SideWord.objects.all()}
            rule = rules.get(names.norm(text))
            if rule is not None and _applies(rule, now):
                changed += _point(row, rule.organization_id, now)
        elif not row.data.get("actor_org") and len(now.institutes) == 1 and OUR_WORDS.search(row.data["quote"]):
            changed += _point(row, now.institutes[0].pk, now)
    Proposal.objects.bulk_update(changed, ["data"])


def _point(row: Proposal, body: UUID | None, now: _Situation) -> list[Proposal]:
    """Say in a promise's data whose it is; the row, where that is news."""
    read_id = next((key for key, record in now.records.items() if record is not None and record.pk == body), None)
    title = now.bodies[read_id].title if read_id else ""
    if body is not None and not title:
        title = str(Organization.objects.get(pk=body))
    said = {"actor_org": read_id, "actor": title, "owner_said": str(body) if body and not read_id else ""}
    if all(row.data.get(key) == value for key, value in said.items()):
        return []
    row.data = row.data | said
    return [row]


# ------------------------------------------------------------------------------------------------ answering


def choices(row: Proposal) -> list[str]:
    """The answers a question about us takes."""
    data = row.data
    if data["ask"] == BODY:
        several = [f"{OURS}:{key}" for key, _name in data["institutes"]]
        return [*(several if len(several) > 1 else [OURS]), OtherSide.THEIRS.value, OtherSide.THIRD.value]
    last = NONE if data["ask"] == INSTITUTE else OtherSide.THIRD.value
    return [*(f"body:{key}" for key in data["bodies"]), last]


def options(row: Proposal) -> list[tuple[str, str]]:
    """The answers with the words of their buttons, in the reader's language."""
    return [(choice, label(row, choice)) for choice in choices(row)]


def label(row: Proposal, choice: str) -> str:
    """The words of one answer."""
    data = row.data
    kind, _colon, key = choice.partition(":")
    if kind == "body":
        return str(dict(zip(data["bodies"], data["values"], strict=True)).get(key, key))
    if kind == OURS:
        institutes = dict(data.get("institutes") or ())
        name = institutes.get(key) or (next(iter(institutes.values())) if len(institutes) == 1 else "")
        return _("Ours: a department of %(institute)s") % {"institute": name} if name else _("Ours")
    if kind == NONE:
        return _("None of these")
    if data["ask"] == WORDS:
        return _("Nobody in particular")
    return str(OtherSide(kind).label)


def sentence(row: Proposal) -> str:
    """A question about us, in the reader's language."""
    if row.data["ask"] == INSTITUTE:
        return _("Which of these is our own institute?")
    if row.data["ask"] == WORDS:
        return _("Whom does “%(words)s” mean?") % {"words": row.data["words"]}
    return _("Is “%(name)s” one of ours?") % {"name": row.title}


def why(row: Proposal) -> str:
    """Why it is asked, and what becomes of the answer."""
    if row.data.get("settled"):
        return _("Known meanwhile. An answer here would change it.")
    if row.data["ask"] == INSTITUTE:
        return _("The report is addressed to one body and its travellers come from another. Sides follow from it.")
    if row.data["ask"] == WORDS:
        return _("The report names more than one body of our country. Remembered: the next report does not ask.")
    if row.data.get("travelled"):
        return _("A traveller comes from it. Remembered with the organization: the next report does not ask.")
    return _("It reads like a department, and nothing says whose. Remembered with the organization.")


# ------------------------------------------------------------------------------------------ who it was then


def as_of_then(rows: list[Proposal], found: dict[UUID, Found], on: date | None) -> None:
    """Where a name is one of our departments', let the day of the report say which: the one that was there then, or the
    one that took over from it. Changes ``found``. Two queries, and none where no department of ours is among them.
    """
    if on is None:
        return
    keys = {key for row in rows for key in found[row.pk].candidates}
    known = Organization.objects.select_related("parent__parent", "successor__successor").in_bulk(keys) if keys else {}
    for row in rows:
        result = found[row.pk]
        bodies = [known[key] for key in result.candidates if key in known]
        if not bodies or not all(ours.is_ours(body) for body in bodies):
            continue
        there = [body for body in bodies if ours.existed(body, on)]
        if len(there) == 1:
            if len(bodies) > 1:
                found[row.pk] = Found(Match.ONE, "ours_then", {"record": str(there[0])}, (there[0].pk,))
            continue
        heirs = {heir.pk: heir for body in bodies if (heir := ours.in_charge(body, on)).pk != body.pk}
        if not there and len(heirs) == 1:
            (heir,) = heirs.values()
            values = {"record": str(heir), "name": str(bodies[0])}
            found[row.pk] = Found(Match.ONE, "ours_took_over", values, (heir.pk,))


def home_of(entry: Json, on: date | None) -> Organization | None:
    """The body of a traveller of whom the report gives a department, or nothing: that department of ours, as it was on
    that day, else our institute, where there is exactly one.
    """
    above = ours.institutes()
    department = " ".join((entry.get("dept") or "").split())
    if department:
        below = Organization.objects.filter(pk__in=ours.family(one.pk for one in above)).named(department)
        found = {body.pk: body for body in (ours.in_charge(row, on) if on else row for row in below)}
        if len(found) == 1:
            return next(iter(found.values()))
    return above[0] if len(above) == 1 else None


def spoken_side(line: str, name: str) -> str:
    """On whose side a list puts somebody of whom it names no body: by the last "… 측" before the name; empty where that
    is neither ours, nor the other's, nor a country's.
    """
    before = line[: line.find(name)] if name and name in line else ""
    heads = list(_HEAD.finditer(before))
    if not heads:
        return ""
    head = heads[-1]
    if SIDE_WORDS.search(head.group()) or OUR_WORDS.search(head.group()):
        return Side.OURS.value
    word = head.group(1) or head.group(2) or ""
    named = [iso for iso, _name in countries_in(word)]
    return Side.THEIRS.value if word in {"상대", "현지", "host"} or named else ""
