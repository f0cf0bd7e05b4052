"""How far rounds of checks (이행점검) are, by department: every number leads to the answers it counts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q

from cooperation.models import AgreementCheck, CheckAnswer, CheckRound
from cooperation.numbers import Number

if TYPE_CHECKING:
    from accounts.models import User

#: How many open rounds the overview shows at most.
SHOWN = 3


@dataclass(frozen=True)
class Answers:
    """The answers of one department in a round, or of all together."""

    label: str
    total: Number
    answered: Number
    normal: Number
    poor: Number
    not_started: Number
    fulfilled: Number

    @property
    def each(self) -> list[Number]:
        """By answer, as the columns of tables stand."""
        return [self.normal, self.poor, self.not_started, self.fulfilled]


@dataclass(frozen=True)
class Round:
    """A round of checks, as a whole and by department."""

    round: CheckRound
    whole: Answers
    departments: list[Answers]


def open_rounds(user: User, on: date, agreements: Any, chosen: dict[str, str]) -> list[Round]:
    """Rounds open on that day, the one due first at the top, of the agreements given where conditions are ``chosen``.

    Two queries. The answers are those of now.
    """
    rounds = list(
        CheckRound.objects.visible_to(user)
        .filter(opened_on__lte=on)
        .filter(Q(closed_on__isnull=True) | Q(closed_on__gt=on))
        .order_by("due_on", "pk")[:SHOWN]
    )
    return answers_of(user, rounds, agreements if chosen else None, chosen)


def answers_of(
    user: User, rounds: list[CheckRound], agreements: Any = None, chosen: dict[str, str] | None = None
) -> list[Round]:
    """The answers of these rounds that ``user`` may see. ``chosen`` are the conditions that the addresses carry."""
    checks = AgreementCheck.objects.visible_to(user).filter(round__in=[one.pk for one in rounds])
    if agreements is not None:
        checks = checks.filter(agreement__in=agreements)
    by_round: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    for row in checks.by_department():
        by_round[row["round_id"]].append(row)
    return [
        Round(
            round=one,
            whole=_answers(one, _sum(by_round[one.pk]), chosen or {}),
            departments=[
                _answers(one, row, {**(chosen or {}), "department": str(row["department"] or "none")})
                for row in by_round[one.pk]
            ],
        )
        for one in rounds
    ]


def _sum(rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {name: sum(row[name] for row in rows) for name in ("total", "answered", *CheckAnswer.values)}


def _answers(one: CheckRound, row: dict[str, Any], asked: dict[str, str]) -> Answers:
    def number(name: str, **query: str) -> Number:
        words = urlencode({**asked, **query})
        return Number(row[name], one.get_absolute_url() + (f"?{words}" if words else ""))

    return Answers(
        label=row.get("name") or "",
        total=number("total"),
        answered=number("answered", answer="given"),
        **{answer: number(answer, answer=answer) for answer in CheckAnswer.values},
    )
