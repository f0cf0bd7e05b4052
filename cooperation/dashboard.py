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

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Subquery
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from cooperation import terms
from cooperation.filters import AgreementFilterSet, CommitmentFilterSet, OverviewFilterSet
from cooperation.models import (
    FORCE,
    Agreement,
    AgreementParty,
    AgreementType,
    Commitment,
    Standing,
    placed,
)
from cooperation.numbers import Number as Number
from cooperation.rounds import Round, open_rounds
from meetings.filters import TripFilterSet
from meetings.models import Side, Trip, TripState, TripTraveller
from meetings.models.trips import state_rules
from partners.models import country_name

if TYPE_CHECKING:
    from accounts.models import User

#: How many rows stand below each of the four numbers, and in the tables of names.
NAMED = 3
LISTED = 8
CHARTED = 14
DAYS = ("begins_on", "ends_on", "act_by", "last_activity_on", "signed_on")


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
    state: str = ""
    since: date | None = None  # when it came into its state, of those not signed

    @property
    def in_force(self) -> bool:
        return self.standing in FORCE

    @property
    def lacking(self) -> bool:
        return bool(self.missing) and self.standing in (Standing.NOT_YET, *FORCE, Standing.LAPSED)

    @property
    def name(self) -> str:
        return ", ".join(self.partners) or self.title

    @property
    def quiet_since(self) -> date | None:
        """Since when nothing was done under it."""
        return self.last_activity_on or self.begins_on


@dataclass(frozen=True)
class Share:
    """A country or kind: in force, of which to decide and silent."""

    key: str
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
    address: str = ""


@dataclass(frozen=True)
class Overview:
    """Everything on the management page. ``wider``: for lists that know not all conditions asked for, those they leave
    out, in words.
    """

    on: date
    in_force: Number
    to_decide: Number
    silent: Number
    reports_late: Number
    lapsed: Number
    missing: Number
    negotiating: Number
    agreed_text: Number
    reports_due: Number
    overdue_ours: Number
    overdue_theirs: Number
    past_act_by: Number
    recent: list[AgreementLine]
    deciding: list[AgreementLine]
    quiet: list[AgreementLine]
    late: list[dict[str, Any]]
    lapsed_rows: list[AgreementLine]
    missing_rows: list[AgreementLine]
    talks: list[AgreementLine]
    charted: list[AgreementLine]
    countries: list[Share]
    kinds: list[Share]
    by_partner: list[Overdue]
    by_officer: list[Overdue]
    rounds: list[Round]
    filters: OverviewFilterSet
    wider: dict[str, str]
    empty: bool

    @property
    def shown(self) -> set[UUID]:
        """The agreements named anywhere on the page."""
        lists = (getattr(self, name) for name in placed.LISTS)
        return {line.pk for rows in lists for line in rows}


def overview(user: User, on: date, today: date, asked: QueryDict | None = None) -> Overview:
    """The page for ``user`` as of ``on``, narrowed to what is ``asked``. Addresses carry ``on`` where it is not
    ``today``, and the conditions that their lists know; trips know nothing of a kind of agreement.
    """
    at = {} if on == today else {"on": on.isoformat()}
    filters = OverviewFilterSet(asked or QueryDict(), Agreement.objects.visible_to(user), user=user, on=on)
    chosen: dict[str, str] = {one.name: filters.data[one.name] for one in filters.chosen if one.name != "on"}
    known = {"agreements": AgreementFilterSet, "commitments": CommitmentFilterSet, "trips": TripFilterSet}
    kept = {
        route: {name: value for name, value in chosen.items() if name in one.base_filters}
        for route, one in known.items()
    }

    lists = {route: reverse(route) for route in known}

    def link(route: str, **query: Any) -> str:
        return f"{lists[route]}?{urlencode({**kept[route], **query, **at})}"

    found = placed.overview(filters.qs, on, user, NAMED, LISTED, CHARTED)
    if "country" in chosen:  # of partners of two countries, the one asked for
        found["countries"] = [group for group in found["countries"] if group["key"] == chosen["country"]]
    named = {name: [_line(row) for row in found[name]] for name in placed.LISTS}
    late, due, late_rows = _reports(user, on, _query(kept["trips"]))
    ours, theirs, by_partner, by_officer = _overdue(user, on, link, _query(kept["commitments"]))
    _name(line for lines in named.values() for line in lines)
    numbers = found["numbers"]
    return Overview(
        on=on,
        in_force=Number(numbers["in_force"], link("agreements", in_force="true")),
        to_decide=Number(numbers["to_decide"], link("agreements", standing=Standing.TO_DECIDE.value)),
        silent=Number(numbers["silent"], link("agreements", silent="true")),
        reports_late=Number(late, link("trips", state=TripState.LATE.value)),
        lapsed=Number(numbers["lapsed"], link("agreements", standing=Standing.LAPSED.value)),
        missing=Number(numbers["lacking"], link("agreements", missing="true")),
        negotiating=Number(numbers["negotiating"], link("agreements", standing=Standing.NEGOTIATING.value)),
        agreed_text=Number(numbers["agreed_text"], link("agreements", standing=Standing.AGREED_TEXT.value)),
        reports_due=Number(due, link("trips", state=TripState.REPORT_DUE.value)),
        overdue_ours=Number(ours, link("commitments", overdue="true", side=Side.OURS.value)),
        overdue_theirs=Number(theirs, link("commitments", overdue="true", side=Side.THEIRS.value)),
        past_act_by=Number(
            numbers["past_act_by"],
            link(
                "agreements",
                standing=Standing.TO_DECIDE.value,
                act_by_to=(terms.within(on) - timedelta(days=1)).isoformat(),
            ),
        ),
        recent=named["recent"],
        deciding=named["deciding"],
        quiet=named["quiet"],
        late=late_rows,
        lapsed_rows=named["lapsed_rows"],
        missing_rows=named["missing_rows"],
        talks=named["talks"],
        charted=named["charted"],
        countries=_shares(found["countries"], country_name, link, "country"),
        kinds=_shares(found["kinds"], lambda code: str(AgreementType(code).label), link, "type"),
        by_partner=by_partner,
        by_officer=by_officer,
        rounds=open_rounds(user, on, filters.qs.order_by().values("pk"), chosen),
        filters=filters,
        wider={
            route: ", ".join(one.label for one in filters.chosen if one.name in chosen and one.name not in kept[route])
            for route in known
        },
        empty=not numbers["signed"],
    )


def _query(chosen: dict[str, str]) -> QueryDict:
    asked = QueryDict(mutable=True)
    asked.update(chosen)
    return asked


def _line(row: dict[str, Any]) -> AgreementLine:
    days: dict[str, Any] = {name: date.fromisoformat(row[name]) if row[name] else None for name in DAYS}
    return AgreementLine(UUID(row["id"]), row["type"], row["standing"], row["silent"], row["missing"], **days)


def _name(lines: Iterable[AgreementLine]) -> None:
    """Titles, partners and officers of the agreements that are shown. One query."""
    wanted: dict[UUID, list[AgreementLine]] = defaultdict(list)
    for line in lines:
        wanted[line.pk].append(line)
    partners = AgreementParty.objects.filter(agreement=OuterRef("pk"), organization__ours=False).order_by("order")
    events = (
        apps.get_model("cooperation", "AgreementEvent")
        .objects.filter(pgh_obj=OuterRef("pk"), state=OuterRef("state"))
        .order_by("pgh_created_at")
    )
    found = Agreement.objects.filter(pk__in=wanted).values_list(
        "pk",
        "title",
        "officer__display_name",
        "officer__username",
        "closed_as",
        "state",
        ArraySubquery(partners.values("organization__name")),
        Subquery(events.values("pgh_created_at")[:1]),
    )
    for pk, title, display, username, closed_as, state, names, since in found:
        for line in wanted[pk]:
            line.title, line.partners, line.officer, line.closed_as = title, names, display or username or "", closed_as
            line.state, line.since = state, timezone.localdate(since) if since else None


def _shares(
    groups: list[dict[str, Any]], label: Callable[[str], str], link: Callable[..., str], parameter: str
) -> list[Share]:
    """In force, to decide and silent by country or kind, the most first."""
    shares = [
        Share(
            key=group["key"],
            label=label(group["key"]),
            in_force=Number(group["in_force"], link("agreements", in_force="true", **{parameter: group["key"]})),
            to_decide=Number(
                group["to_decide"],
                link("agreements", standing=Standing.TO_DECIDE.value, **{parameter: group["key"]}),
            ),
            silent=Number(group["silent"], link("agreements", silent="true", **{parameter: group["key"]})),
        )
        for group in groups
    ]
    return sorted(shares, key=lambda share: (-share.in_force.count, share.label))


def _reports(user: User, on: date, asked: QueryDict) -> tuple[int, int, list[dict[str, Any]]]:
    """How many reports are late and due, and the first of them: late ones, then those due soonest. Two queries."""
    rules = state_rules(on)
    late, due = rules[TripState.LATE], rules[TripState.REPORT_DUE]
    trips = Trip.objects.visible_to(user)
    if asked:
        trips = TripFilterSet(asked, trips, user=user, on=on).qs
    trips = trips.filter(late | due)
    counts = trips.order_by().aggregate(late=Count("pk", filter=late), due=Count("pk", filter=due))
    travellers = TripTraveller.objects.filter(trip=OuterRef("pk")).order_by("order")
    rows = (
        trips.order_by("end_on", "pk")
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


def _overdue(
    user: User, on: date, link: Callable[..., str], asked: QueryDict
) -> tuple[int, int, list[Overdue], list[Overdue]]:
    """Overdue commitments of ours and of partners, by partner and by officer, the oldest first. One query."""
    rows = Commitment.objects.visible_to(user).overdue(on).filter(side__in=[Side.OURS, Side.THEIRS])
    if asked:
        rows = CommitmentFilterSet(asked, rows, user=user, on=on).qs
    found = placed.overdue(rows, LISTED)

    def told(groups: list[dict[str, Any]], parameter: str) -> list[Overdue]:
        return [
            Overdue(
                label=group["label"],
                oldest=date.fromisoformat(group["oldest"]),
                address=reverse("organization", args=[group["key"]]) if parameter == "organization" else "",
                **{
                    side: Number(
                        group[side], link("commitments", overdue="true", side=side, **{parameter: group["key"]})
                    )
                    for side in (Side.OURS.value, Side.THEIRS.value)
                },
            )
            for group in groups
        ]

    return found["ours"], found["theirs"], told(found["partners"], "organization"), told(found["officers"], "officer")


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
