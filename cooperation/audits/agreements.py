"""Facts of agreements for an answer: as of its day, and as far as they are open to whoever issues it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.words import counted, day_words
from cooperation.audits.asking import Asked, Which, with_those_below
from cooperation.models import (
    Agreement,
    AgreementActivity,
    AgreementCheck,
    AgreementFile,
    AgreementParty,
    Amendment,
    Closing,
    Commitment,
    CommitmentState,
    Decision,
    Missing,
    Renewal,
    Standing,
    Term,
)
from partners.models import country_name

if TYPE_CHECKING:
    from accounts.models import User


@dataclass
class Facts:
    """An agreement, with ``as_of`` of the day, and what hangs on it up to that day."""

    agreement: Any
    on: date
    parties: list[Any] = field(default_factory=list)
    files: list[Any] = field(default_factory=list)
    amendments: list[Any] = field(default_factory=list)
    decisions: list[Any] = field(default_factory=list)
    checks: list[Any] = field(default_factory=list)
    activities: list[Any] = field(default_factory=list)
    kept: list[Any] = field(default_factory=list)
    year: int = 0  # of the performance of one year

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(str(Missing(code).label) for code in self.agreement.missing)


def asked_for(user: User, asked: Asked) -> Any:
    """The agreements the answer speaks of, oldest first. Signed ones only: nothing else is an agreement yet."""
    rows = Agreement.objects.visible_to(user).filter(signed_on__lte=asked.on)
    if asked.departments:
        rows = rows.filter(department__in=with_those_below(asked.departments))
    if asked.which == Which.SIGNED:
        rows = rows.filter(signed_on__range=(asked.begins, asked.ends))
    rows = rows.standing_on(asked.on)
    if asked.which == Which.IN_FORCE:
        rows = rows.filter(
            Q(ends_on__isnull=True) | Q(ends_on__gte=asked.begins),
            Q(closed_on__isnull=True) | Q(closed_on__gte=asked.begins),
            begins_on__lte=asked.ends,
        )
    return rows.order_by("signed_on", "number", "pk")


def years_in_force(user: User, asked: Asked) -> list[tuple[UUID, int]]:
    """(agreement, year) for each asked year in which it was in force on some day, by agreement."""
    found = []
    for pk, begins, ends, closed in asked_for(user, asked).values_list("pk", "begins_on", "ends_on", "closed_on"):
        over = min(day for day in (ends, closed, asked.ends) if day is not None)
        found += [
            (pk, year) for year in range(max(asked.first, begins.year), min(asked.last, over.year) + 1)
        ]  # fmt: skip
    return found


def facts_of(user: User, keys: Sequence[UUID], on: date) -> list[Facts]:
    """The facts of these agreements in their order. The number of queries does not depend on how many they are."""
    rows = {
        row.pk: row
        for row in Agreement.objects.visible_to(user)
        .filter(pk__in=keys)
        .as_of(on)
        .select_related("department", "officer")
    }
    found = {key: Facts(rows[key], on) for key in keys if key in rows}
    _hang(found, "parties", AgreementParty.objects.filter(agreement__in=found).select_related(
        "organization", "signatory").order_by("order", "created_at"))  # fmt: skip
    _hang(found, "files", AgreementFile.objects.visible_to(user).filter(
        agreement__in=found, created_at__date__lte=on).select_related("document").order_by(
        "created_at", "pk"))  # fmt: skip
    _hang(found, "amendments", Amendment.objects.visible_to(user).filter(
        agreement__in=found, signed_on__lte=on).order_by("ordinal"))  # fmt: skip
    _hang(found, "decisions", Decision.objects.filter(
        agreement__in=found, decided_on__lte=on).order_by("decided_on", "created_at"))  # fmt: skip
    _hang(found, "checks", AgreementCheck.objects.visible_to(user).filter(
        agreement__in=found, answered_on__lte=on).exclude(answer="").select_related("round").order_by(
        "round__year", "round__opened_on", "pk"))  # fmt: skip
    _hang(found, "activities", AgreementActivity.objects.visible_to(user).filter(
        agreement__in=found, happened_on__lte=on).select_related("meeting", "trip", "project").order_by(
        "happened_on", "pk"))  # fmt: skip
    _hang(found, "kept", Commitment.objects.visible_to(user).filter(
        agreement__in=found, state=CommitmentState.DONE, closed_on__lte=on).order_by("closed_on", "pk"))  # fmt: skip
    return list(found.values())


def _hang(found: dict[UUID, Facts], name: str, rows: Iterable[Any]) -> None:
    grouped: dict[UUID, list[Any]] = defaultdict(list)
    for row in rows:
        grouped[row.agreement_id].append(row)
    for key, those in grouped.items():
        setattr(found[key], name, those)


# ------------------------------------------------------------------------------------------------ what cells say


def partners(facts: Facts) -> str:
    """The other parties, each with its country where that is not ours."""
    names = []
    home = {party.organization.country for party in facts.parties if party.organization.ours} or {"KR"}
    for party in facts.parties:
        body = party.organization
        if not body.ours:
            country = country_name(body.country) if body.country and body.country not in home else ""
            names.append(f"{body.name} ({country})" if country else body.name)
    return "\n".join(names)


def countries(facts: Facts) -> str:
    names = (country_name(party.organization.country) for party in facts.parties if not party.organization.ours)
    return ", ".join(dict.fromkeys(name for name in names if name))


def term(facts: Facts) -> str:
    """From when to when, and how it goes on."""
    agreement = facts.agreement
    begins, ends = agreement.begins_on, agreement.ends_on
    if ends:
        text = f"{day_words(begins, weekday=False)} ~\N{NO-BREAK SPACE}{day_words(ends, weekday=False)}"
    elif agreement.term == Term.OPEN or agreement.renewal == Renewal.EVERGREEN:
        text = _("%(day)s ~ open-ended") % {"day": day_words(begins, weekday=False)}
    else:
        return ""
    if agreement.renewal == Renewal.AUTOMATIC:
        text += "\n" + _("renews by itself, %(years)s years each time") % {"years": agreement.renewal_years}
    return text


def last_day(facts: Facts) -> Any:
    """The day it ends; of one without an end that it has none."""
    agreement = facts.agreement
    if agreement.ends_on is None and (agreement.term == Term.OPEN or agreement.renewal == Renewal.EVERGREEN):
        return _("open-ended")
    return agreement.ends_on


def standing(facts: Facts) -> str:
    """Where it stands on the day; of a closed one also as what and when."""
    agreement = facts.agreement
    text = str(Standing(agreement.standing).label)
    if agreement.standing == Standing.CLOSED and agreement.closed_as and agreement.closed_on <= facts.on:
        how, day = Closing(agreement.closed_as).label, day_words(agreement.closed_on, weekday=False)
        return f"{how} ({day})"
    return text


def progress(facts: Facts) -> str:
    """Where it stands, what was done under it and when last, and what was decided last."""
    lines = [standing(facts)]
    done = len(facts.activities) + len(facts.kept)
    if done:
        last = max([row.happened_on for row in facts.activities] + [row.closed_on for row in facts.kept])
        lines.append(_("%(count)s activities, last on %(day)s") % {
            "count": counted(done), "day": day_words(last, weekday=False)})  # fmt: skip
    else:
        lines.append(_("No activity"))
    if facts.decisions:
        decision = facts.decisions[-1]
        lines.append(_("Decided: %(what)s (%(day)s)") % {
            "what": decision.get_kind_display(), "day": day_words(decision.decided_on, weekday=False)})  # fmt: skip
    return "\n".join(lines)


def changes(facts: Facts) -> str:
    """Amendments signed up to the day."""
    return "\n".join(
        _("No. %(number)s (%(day)s): %(what)s") % {
            "number": row.ordinal, "day": day_words(row.signed_on, weekday=False), "what": row.changes}
        for row in facts.amendments
    )  # fmt: skip


def check_words(rows: Iterable[Any]) -> str:
    lines = []
    for row in rows:
        text = f"{row.round.year}: {row.get_answer_display()}"
        text += f" – {row.text}" if row.text else ""
        lines.append(text + (f" ({_('Countermeasure')}: {row.countermeasure})" if row.countermeasure else ""))
    return "\n".join(lines)


def checks(facts: Facts) -> str:
    return check_words(facts.checks)


def signatories(facts: Facts) -> str:
    """Who signed for whom, under which title and when."""
    lines = []
    for party in facts.parties:
        if party.signatory:
            day = f" ({day_words(party.signed_on, weekday=False)})" if party.signed_on else ""
            who = " ".join(part for part in (party.signatory_title, str(party.signatory)) if part)
            lines.append(f"{party.organization.name}: {who}{day}")
    return "\n".join(lines)


def files(facts: Facts) -> str:
    return "\n".join(f"{row.document.name} ({row.get_role_display()})" for row in facts.files)


# ------------------------------------------------------------------------------------------------ of one year


def of_year(facts: Facts, year: int) -> Facts:
    """The same agreement with what was done and answered in that year alone."""
    return Facts(
        facts.agreement, facts.on, facts.parties,
        activities=[row for row in facts.activities if row.happened_on.year == year],
        kept=[row for row in facts.kept if row.closed_on.year == year],
        checks=[row for row in facts.checks if row.round.year == year],
        year=year,
    )  # fmt: skip


def of_kind(facts: Facts, kind: str) -> int:
    """How many activities are a meeting, a trip, a project; ``text`` those entered by hand."""
    if kind == "text":
        return sum(1 for row in facts.activities if not (row.meeting_id or row.trip_id or row.project_id))
    return sum(1 for row in facts.activities if getattr(row, f"{kind}_id"))


def done(facts: Facts) -> str:
    """What was done, a line each, by day."""
    lines = [(row.happened_on, str(row)) for row in facts.activities] + [
        (row.closed_on, row.text) for row in facts.kept
    ]
    return "\n".join(f"{day_words(day, weekday=False)} {text}" for day, text in sorted(lines, key=lambda line: line[0]))
