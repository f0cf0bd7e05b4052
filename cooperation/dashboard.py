"""Where things stand on a day, for a manager: four numbers and the named rows behind them.

Every number has a link to the list with the same count: both come from the same rules (``as_of``, ``overdue``,
``in_state``), and a test compares each number with its list. The number of queries does not depend on the data.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Q
from django.urls import reverse

from cooperation.models import (
    FORCE,
    Agreement,
    AgreementCheck,
    AgreementParty,
    AgreementType,
    CheckAnswer,
    CheckRound,
    Commitment,
    Standing,
)
from meetings.models import Side, Trip, TripState, TripTraveller
from partners.models import country_name

if TYPE_CHECKING:
    from accounts.models import User

#: How many rows stand below each of the four numbers, and in the tables of names.
NAMED = 3
LISTED = 8
CHARTED = 14


@dataclass(frozen=True)
class Number:
    """A count and the address of the list that has the same count."""

    count: int
    address: str


@dataclass
class AgreementLine:
    """One agreement as the overview shows it."""

    pk: UUID
    type: str
    standing: str
    silent: bool
    missing: list[str]
    begins_on: date | None
    ends_on: date | None
    act_by: date | None
    last_activity_on: date | None
    signed_on: date | None
    title: str = ""
    partners: list[str] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    officer: str = ""
    closed_as: str = ""

    @property
    def in_force(self) -> bool:
        return self.standing in FORCE

    @property
    def lacking(self) -> bool:
        return bool(self.missing) and self.standing in (Standing.NOT_YET, *FORCE, Standing.LAPSED)

    @property
    def name(self) -> str:
        return ", ".join(self.partners) or self.title


@dataclass(frozen=True)
class Share:
    """A country or kind: in force, of which to decide and silent."""

    label: str
    in_force: Number
    to_decide: Number
    silent: Number

    @property
    def plain(self) -> int:
        """In force and neither to decide nor silent, at least: for the bar."""
        return max(0, self.in_force.count - self.to_decide.count - self.silent.count)


@dataclass(frozen=True)
class Overdue:
    """Somebody with overdue commitments: a partner or one of our officers."""

    label: str
    ours: Number
    theirs: Number
    oldest: date


@dataclass(frozen=True)
class Round:
    """An open round of checks, by department."""

    round: CheckRound
    answered: int
    total: int
    departments: list[dict[str, Any]]


@dataclass(frozen=True)
class Overview:
    """Everything on the management page."""

    on: date
    in_force: Number
    to_decide: Number
    silent: Number
    reports_late: Number
    lapsed: Number
    missing: Number
    reports_due: Number
    overdue_ours: Number
    overdue_theirs: Number
    past_act_by: int
    recent: list[AgreementLine]
    deciding: list[AgreementLine]
    quiet: list[AgreementLine]
    late: list[dict[str, Any]]
    lapsed_rows: list[AgreementLine]
    missing_rows: list[AgreementLine]
    charted: list[AgreementLine]
    countries: list[Share]
    kinds: list[Share]
    by_partner: list[Overdue]
    by_officer: list[Overdue]
    rounds: list[Round]
    empty: bool


def overview(user: User, on: date, today: date) -> Overview:
    """The page for ``user`` as of ``on``. Addresses carry ``on`` where it is not ``today``."""
    at = {} if on == today else {"on": on.isoformat()}

    def link(route: str, **query: Any) -> str:
        text = urlencode({**query, **at})
        return f"{reverse(route)}?{text}" if text else reverse(route)

    lines = _agreements(user, on)
    forced = [line for line in lines if line.in_force]
    deciding = sorted((line for line in lines if line.standing == Standing.TO_DECIDE), key=_by("act_by"))
    quiet = sorted((line for line in lines if line.silent), key=_by("last_activity_on", "begins_on"))
    lapsed = sorted((line for line in lines if line.standing == Standing.LAPSED), key=_by("ends_on"))
    lacking = sorted(
        (line for line in lines if line.lacking), key=lambda line: (-len(line.missing), line.signed_on or on)
    )
    recent = sorted(forced, key=lambda line: line.signed_on or date.min, reverse=True)
    late, due, late_rows = _reports(user, on)
    ours, theirs, by_partner, by_officer = _overdue(user, on, link)
    charted = [
        *lapsed,
        *deciding,
        *sorted((one for one in forced if one.standing != Standing.TO_DECIDE), key=_by("act_by")),
    ]
    shown = [
        *recent[:NAMED],
        *deciding[:NAMED],
        *quiet[:NAMED],
        *lapsed[:LISTED],
        *lacking[:LISTED],
        *charted[:CHARTED],
    ]
    _name(shown)
    return Overview(
        on=on,
        in_force=Number(len(forced), link("agreements", in_force="true")),
        to_decide=Number(len(deciding), link("agreements", standing=Standing.TO_DECIDE.value)),
        silent=Number(len(quiet), link("agreements", silent="true")),
        reports_late=Number(late, link("trips", state=TripState.LATE.value)),
        lapsed=Number(len(lapsed), link("agreements", standing=Standing.LAPSED.value)),
        missing=Number(len(lacking), link("agreements", missing="true")),
        reports_due=Number(due, link("trips", state=TripState.REPORT_DUE.value)),
        overdue_ours=Number(ours, link("commitments", overdue="true", side=Side.OURS.value)),
        overdue_theirs=Number(theirs, link("commitments", overdue="true", side=Side.THEIRS.value)),
        past_act_by=sum(1 for line in deciding if line.act_by is not None and line.act_by < on),
        recent=recent[:NAMED],
        deciding=deciding[:NAMED],
        quiet=quiet[:NAMED],
        late=late_rows,
        lapsed_rows=lapsed[:LISTED],
        missing_rows=lacking[:LISTED],
        charted=charted[:CHARTED],
        countries=_shares(
            forced, lambda line: [code for code in dict.fromkeys(line.countries) if code], country_name, link, "country"
        ),
        kinds=_shares(forced, lambda line: [line.type], lambda code: str(AgreementType(code).label), link, "type"),
        by_partner=by_partner,
        by_officer=by_officer,
        rounds=_rounds(user, on),
        empty=not lines,
    )


def _by(*names: str) -> Callable[[AgreementLine], Any]:
    """Sort by the first of these dates that is set; those without any come last."""

    def key(line: AgreementLine) -> tuple[bool, date, UUID]:
        day = next((getattr(line, name) for name in names if getattr(line, name) is not None), None)
        return day is None, day or date.max, line.pk

    return key


def _agreements(user: User, on: date) -> list[AgreementLine]:
    """All visible agreements that were ever signed, with the countries of their partners. Two queries."""
    rows = Agreement.objects.visible_to(user).filter(signed_on__isnull=False)
    lines = {
        values[0]: AgreementLine(*values)
        for values in rows.as_of(on)
        .order_by()
        .values_list(
            "pk", "type", "standing", "silent", "missing", "begins_on", "ends_on", "act_by", "last_activity_on",
            "signed_on",
        )
    }  # fmt: skip
    parties = AgreementParty.objects.filter(agreement__in=rows.order_by(), organization__ours=False)
    for agreement, country in parties.order_by().values_list("agreement_id", "organization__country").distinct():
        if agreement in lines:
            lines[agreement].countries.append(country)
    return list(lines.values())


def _name(lines: Iterable[AgreementLine]) -> None:
    """Titles, partners and officers of the agreements that are shown. One query."""
    wanted = {line.pk: line for line in lines}
    partners = AgreementParty.objects.filter(agreement=OuterRef("pk"), organization__ours=False).order_by("order")
    found = Agreement.objects.filter(pk__in=wanted).values_list(
        "pk",
        "title",
        "officer__display_name",
        "officer__username",
        "closed_as",
        ArraySubquery(partners.values("organization__name")),
    )
    for pk, title, display, username, closed_as, names in found:
        line = wanted[pk]
        line.title, line.partners, line.officer, line.closed_as = title, names, display or username or "", closed_as


def _shares(
    forced: Sequence[AgreementLine],
    keys: Callable[[AgreementLine], list[str]],
    label: Callable[[str], str],
    link: Callable[..., str],
    parameter: str,
) -> list[Share]:
    """In force, to decide and silent by country or kind, the most first."""
    groups: dict[str, list[AgreementLine]] = defaultdict(list)
    for line in forced:
        for key in keys(line):
            groups[key].append(line)
    shares = [
        Share(
            label=label(key),
            in_force=Number(len(group), link("agreements", in_force="true", **{parameter: key})),
            to_decide=Number(
                sum(1 for line in group if line.standing == Standing.TO_DECIDE),
                link("agreements", standing=Standing.TO_DECIDE.value, **{parameter: key}),
            ),
            silent=Number(
                sum(1 for line in group if line.silent), link("agreements", silent="true", **{parameter: key})
            ),
        )
        for key, group in groups.items()
    ]
    return sorted(shares, key=lambda share: (-share.in_force.count, share.label))


def _reports(user: User, on: date) -> tuple[int, int, list[dict[str, Any]]]:
    """How many reports are late and due, and the first of them: late ones, then those due soonest. Two queries."""
    trips = Trip.objects.visible_to(user)
    late, due = trips.in_state(TripState.LATE, on), trips.in_state(TripState.REPORT_DUE, on)
    counts = trips.order_by().aggregate(
        late=Count("pk", filter=Q(pk__in=late.order_by().values("pk"))),
        due=Count("pk", filter=Q(pk__in=due.order_by().values("pk"))),
    )
    travellers = TripTraveller.objects.filter(trip=OuterRef("pk")).order_by("order")
    rows = (
        trips.filter(Q(pk__in=late.order_by().values("pk")) | Q(pk__in=due.order_by().values("pk")))
        .order_by("end_on", "pk")
        .only("title", "end_on", "diplomatic")
        .annotate(names=ArraySubquery(travellers.values("person__name")[:1]))[:NAMED]
    )
    found = [
        {
            "pk": trip.pk,
            "title": trip.title,
            "end_on": trip.end_on,
            "due_on": trip.report_due_on,
            "who": ", ".join(trip.names),
        }
        for trip in rows
    ]
    return counts["late"], counts["due"], found


def _overdue(user: User, on: date, link: Callable[..., str]) -> tuple[int, int, list[Overdue], list[Overdue]]:
    """Overdue commitments of ours and of partners, by partner and by officer, the oldest first. One query."""
    rows = (
        Commitment.objects.visible_to(user)
        .overdue(on)
        .filter(side__in=[Side.OURS, Side.THEIRS])
        .order_by()
        .values_list(
            "side", "due_end", "owner_id", "owner__name", "owner__ours", "requested_by_id", "requested_by__name",
            "requested_by__ours", "officer_id", "officer__display_name", "officer__username",
        )
    )  # fmt: skip
    totals = {Side.OURS.value: 0, Side.THEIRS.value: 0}
    partners: dict[tuple[UUID, str], list[tuple[str, date]]] = defaultdict(list)
    officers: dict[tuple[UUID, str], list[tuple[str, date]]] = defaultdict(list)
    for side, due, owner, owner_name, owner_ours, other, other_name, other_ours, officer, display, username in rows:
        totals[side] += 1
        bodies = {
            (key, name)
            for key, name, ours in ((owner, owner_name, owner_ours), (other, other_name, other_ours))
            if key and not ours
        }
        for body in bodies:
            partners[body].append((side, due))
        officers[(officer, display or username)].append((side, due))

    def told(groups: dict[tuple[UUID, str], list[tuple[str, date]]], parameter: str) -> list[Overdue]:
        found = [
            Overdue(
                label=name,
                oldest=min(due for _side, due in group),
                **{
                    word: Number(
                        sum(1 for one, _due in group if one == side),
                        link("commitments", overdue="true", side=side.value, **{parameter: key}),
                    )
                    for word, side in (("ours", Side.OURS), ("theirs", Side.THEIRS))
                },
            )
            for (key, name), group in groups.items()
        ]
        return sorted(found, key=lambda row: (row.oldest, row.label))[:LISTED]

    return totals["ours"], totals["theirs"], told(partners, "organization"), told(officers, "officer")


def _rounds(user: User, on: date) -> list[Round]:
    """Rounds open on that day, with their answers by department. Two queries."""
    found = list(
        CheckRound.objects.visible_to(user)
        .filter(opened_on__lte=on)
        .filter(Q(closed_on__isnull=True) | Q(closed_on__gt=on))
        .order_by("due_on")[:3]
    )
    answers = (
        AgreementCheck.objects.visible_to(user)
        .filter(round__in=[one.pk for one in found])
        .order_by()
        .values("round_id", "agreement__department__name")
        .annotate(
            total=Count("pk"),
            answered=Count("pk", filter=~Q(answer="")),
            normal=Count("pk", filter=Q(answer__in=[CheckAnswer.NORMAL, CheckAnswer.FULFILLED])),
            poor=Count("pk", filter=Q(answer=CheckAnswer.POOR)),
            not_started=Count("pk", filter=Q(answer=CheckAnswer.NOT_STARTED)),
        )
    )
    by_round: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    for row in answers:
        by_round[row["round_id"]].append(row)
    return [
        Round(
            round=one,
            answered=sum(row["answered"] for row in by_round[one.pk]),
            total=sum(row["total"] for row in by_round[one.pk]),
            departments=sorted(
                by_round[one.pk], key=lambda row: (-row["total"], row["agreement__department__name"] or "")
            ),
        )
        for one in found
    ]


# ------------------------------------------------------------------------------------------------- the chart


@dataclass(frozen=True)
class Scale:
    """Days laid out in percent of a chart's width, from the first of a January to the end of a December."""

    first: date
    last: date

    def at(self, day: date) -> float:
        """Where the day stands, in percent from the left; days beyond the edges stand on them."""
        share = (day - self.first) / (self.last - self.first)
        return round(100 * min(max(share, 0.0), 1.0), 2)

    @property
    def years(self) -> list[tuple[int, float]]:
        """The Januaries and where they stand; every so many years where there is no room for all."""
        every = range(self.first.year, self.last.year + 1)
        step = max(1, -(-len(every) // 8))
        return [(year, self.at(date(year, 1, 1))) for year in every if (year - self.first.year) % step == 0]


@dataclass(frozen=True)
class Bar:
    """The marks of one agreement in the chart, in percent; ``None`` where there is none."""

    line: AgreementLine
    x: float
    width: float
    decide_x: float | None
    decide_width: float | None
    lapsed_x: float | None
    lapsed_width: float | None
    act_by: float | None
    late: bool
    open: bool


def scale(lines: Sequence[AgreementLine], on: date) -> Scale:
    """From the first beginning to the last end, at least a year around ``on``, at most fifteen before and after."""
    begins = [line.begins_on for line in lines if line.begins_on]
    ends = [line.ends_on for line in lines if line.ends_on]
    first = max(min([*begins, on - timedelta(days=365)]).year, on.year - 15)
    last = min(max([*ends, on + timedelta(days=365)]).year, on.year + 15)
    return Scale(date(first, 1, 1), date(last, 12, 31))


def bars(lines: Sequence[AgreementLine], on: date, by: Scale) -> list[Bar]:
    """The chart row of each agreement: its term, the stretch in which to decide, what ran out, the act-by mark."""
    found = []
    for line in lines:
        begins = line.begins_on or on
        ends = line.ends_on or max(on, begins)
        x, end = by.at(begins), by.at(ends)
        decide = line.act_by if line.act_by and line.standing == Standing.TO_DECIDE and line.act_by < ends else None
        lapsed = line.standing == Standing.LAPSED
        found.append(
            Bar(
                line=line,
                x=x,
                width=round(max((by.at(decide) if decide else end) - x, 0.4), 2),
                decide_x=by.at(decide) if decide else None,
                decide_width=round(end - by.at(decide), 2) if decide else None,
                lapsed_x=end if lapsed else None,
                lapsed_width=round(max(by.at(on) - end, 0.4), 2) if lapsed else None,
                act_by=by.at(line.act_by)
                if line.act_by and not lapsed and by.first <= line.act_by <= by.last
                else None,
                late=line.act_by is not None and line.act_by < on,
                open=line.ends_on is None,
            )
        )
    return found
