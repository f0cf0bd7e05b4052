"""The management page on two printed A4 pages, as PDF by typst: what is printed and what is mailed on Mondays."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.words import day_words
from cooperation.audits.typesetting import typeset
from cooperation.dashboard import AgreementLine, Overdue, Overview, Share, bars, scale
from cooperation.models import Missing, Standing
from partners.ours import our_name

PAGE = Path(__file__).with_name("overview.typ")
#: Rows of each list, so that all of it stays on two pages.
ROWS = 6


def _line(line: AgreementLine, what: str) -> list[str]:
    return [line.name, what]


def _day(day: date | None) -> str:
    return day_words(day) if day else "–"


def _shares(shares: list[Share]) -> list[list[str]]:
    kept = [[one.label, *(str(n.count or "–") for n in (one.in_force, one.to_decide, one.silent))] for one in shares]
    return kept[:12]


def _late(rows: list[Overdue]) -> list[list[str]]:
    kept = [[row.label, str(row.ours.count or "–"), str(row.theirs.count or "–"), _day(row.oldest)] for row in rows]
    return kept[:ROWS]


def contents(found: Overview) -> dict[str, Any]:
    """What stands on the pages, in words of the active language."""
    on, by = found.on, scale(found.charted, found.on)
    chosen = " · ".join(f"{one.label} {one.words}" for one in found.filters.chosen if one.name != "on")
    return {
        "language": translation.get_language(),
        "title": _("Dashboard"),
        "about": " · ".join(
            part
            for part in (
                our_name(),
                _("As of %(day)s") % {"day": day_words(on)},
                chosen or _("all departments, as far as it is open to you"),
            )
            if part
        ),
        "numbers": [
            [_("Agreements in force"), found.in_force.count, [_line(o, _day(o.ends_on)) for o in found.recent]],
            [
                _("To decide within %(months)s months") % {"months": settings.IEUM_LEAD_MONTHS},
                found.to_decide.count,
                [_line(one, _day(one.act_by)) for one in found.deciding],
            ],
            [_("Silent"), found.silent.count, [_line(one, _day(one.last_activity_on)) for one in found.quiet]],
            [_("Reports late"), found.reports_late.count, [[row["title"], _day(row["due_on"])] for row in found.late]],
        ],
        "terms": {
            "title": _("Terms and act-by dates"),
            "years": by.years,
            "now": by.at(on),
            "legend": f"■ {_('In force')}   ▨ {_('To decide')}   □ {_('Lapsed, no decision')}   ◇ {_('Act by')}",
            "bars": [
                {
                    "name": bar.line.name,
                    "x": bar.x,
                    "width": min(bar.width, 100 - bar.x),
                    "decide": [bar.decide_x, bar.decide_width] if bar.decide_x is not None else None,
                    "lapsed": [bar.lapsed_x, bar.lapsed_width] if bar.lapsed_x is not None else None,
                    "act_by": bar.act_by,
                    "ends": _day(bar.line.ends_on),
                    "state": str(Standing(bar.line.standing).label),
                }
                for bar in bars(found.charted, on, by)
            ],
        },
        "lists": [
            [
                f"{_('Lapsed, no decision')} {found.lapsed.count}",
                [_line(one, _day(one.ends_on)) for one in found.lapsed_rows[:ROWS]],
            ],
            [
                f"{_('Papers missing')} {found.missing.count}",
                [
                    _line(one, ", ".join(str(Missing(code).label) for code in one.missing))
                    for one in found.missing_rows[:ROWS]
                ],
            ],
            [
                f"{_('In negotiation')} {found.negotiating.count}",
                [_line(one, _day(one.since)) for one in found.talks[:ROWS]],
            ],
        ],
        "tables": [
            [
                f"{_('Overdue commitments')} ({_('by partner')})",
                [_("Partner"), _("Ours"), _("Theirs"), _("The oldest")],
                _late(found.by_partner),
            ],
            [
                f"{_('Overdue commitments')} ({_('by officer')})",
                [_("Officer"), _("Ours"), _("Theirs"), _("The oldest")],
                _late(found.by_officer),
            ],
            *(
                [
                    f"{one.round.title} {one.whole.answered.count}/{one.whole.total.count}",
                    [_("Department"), _("Normal"), _("Poor"), _("Answers")],
                    [
                        [
                            row.label or _("none named"),
                            str(row.normal.count or "–"),
                            str(row.poor.count or "–"),
                            f"{row.answered.count}/{row.total.count}",
                        ]
                        for row in one.departments[:ROWS]
                    ],
                ]
                for one in found.rounds[:1]
            ),
            [_("By kind"), [_("Kind"), _("In force"), _("To decide"), _("Silent")], _shares(found.kinds)],
            [_("By country"), [_("Country"), _("In force"), _("To decide"), _("Silent")], _shares(found.countries)],
        ],
        "none": _("None"),
        "columns": [_("Partner"), _("Last day"), _("State")],
    }


def pdf(found: Overview) -> bytes:
    """The two pages, in the active language."""
    made, _starts = typeset(json.dumps(contents(found), ensure_ascii=False), page=PAGE)
    return made
