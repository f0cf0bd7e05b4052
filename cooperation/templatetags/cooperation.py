"""Tags of the pages of agreements and commitments: ``{% load cooperation %}``."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.templatetags.ieum import state
from cooperation.models import Certainty, Closing, CommitmentKind, CommitmentState, Missing, Precision, Standing
from meetings.leftwords import left_words
from meetings.models import Side

register = template.Library()

_KINDS = {
    Standing.NOT_YET: "draft",
    Standing.IN_FORCE: "in-force",
    Standing.TO_DECIDE: "to-decide",
    Standing.LAPSED: "lapsed",
    Standing.CLOSED: "ended",
    Standing.CANCELLED: "ended",
}


def _of(row: Any, name: str) -> Any:
    return row.get(name) if isinstance(row, dict) else getattr(row, name, None)


@register.simple_tag
def standing(row: Any, one: bool = False) -> SafeString:
    """``{% standing agreement %}``: the badges of an agreement read with ``as_of``, as an instance or as values.

    "In force" gives way to what is wrong with it: silent, papers missing. ``one`` gives the most pressing alone.
    """
    code = Standing(_of(row, "standing"))
    label = str(code.label)
    if code is Standing.CLOSED and _of(row, "closed_as"):
        label = str(Closing(_of(row, "closed_as")).label)
    silent = bool(_of(row, "silent"))
    lacking = bool(_of(row, "missing")) and code in (
        Standing.NOT_YET,
        Standing.IN_FORCE,
        Standing.TO_DECIDE,
        Standing.LAPSED,
    )
    badges = []
    if not (code is Standing.IN_FORCE and (silent or lacking)):
        badges.append(state(_KINDS.get(code, "draft"), label, "clock" if code is Standing.NOT_YET else ""))
    if silent:
        badges.append(state("silent", _("Silent")))
    if lacking:
        badges.append(state("missing", _("Papers missing")))
    return format_html_join(" ", "{}", ((badge,) for badge in (badges[:1] if one else badges)))


@register.simple_tag
def not_understood(row: Any) -> str:
    """``{% not_understood row as words %}``: that much of a report to review (``queue.with_waiting``) was not
    understood; empty where it was.
    """
    return left_words(row.left or 0, row.text_lines or 0)


@register.simple_tag
def whose(row: Any) -> str:
    """Whose commitment it is, in words: ours, that of the organization named, a third party's."""
    side = _of(row, "side")
    name = _of(row, "owner__name") if isinstance(row, dict) else (row.owner.name if row.owner_id else "")
    if side == Side.OURS:
        other = (
            _of(row, "requested_by__name")
            if isinstance(row, dict)
            else (row.requested_by.name if row.requested_by_id else "")
        )
        return _("Ours, to %(name)s") % {"name": other} if other else _("Ours")
    return str(name or Side(side).label)


@register.simple_tag
def commitment_state(row: Any, on: Any = None) -> SafeString | str:
    """The badge of a commitment that is not simply open; "watched" for what is shown and never mailed."""
    match _of(row, "state"):
        case CommitmentState.DONE:
            return state("done", str(CommitmentState.DONE.label))
        case CommitmentState.DROPPED:
            return state("ended", str(CommitmentState.DROPPED.label))
        case CommitmentState.REPORTED:
            return state("to-decide", _("To confirm"))
    if _of(row, "asks_done"):
        return state("ask", _("Done?"))
    if _of(row, "certainty") == Certainty.CONDITIONAL:
        return state("draft", str(Certainty.CONDITIONAL.label), "ask")
    return ""


@register.filter
def due_words(row: Any) -> str:
    """The due date as the paper words it, where it is not a day: "within August", "soon"."""
    precision = _of(row, "due_precision")
    if precision in (Precision.DAY, "") or (precision == Precision.NONE and not _of(row, "due_text")):
        return ""
    return str(_of(row, "due_text") or Precision(precision).label)


@register.simple_tag
def commitment_kind(row: Any) -> str:
    """The kind of a commitment read as values, in words."""
    return str(CommitmentKind(_of(row, "kind")).label)


@register.simple_tag
def missing_words(row: Any) -> str:
    """What an agreement lacks, as a list of words."""
    return ", ".join(str(Missing(code).label) for code in _of(row, "missing") or ())


@register.simple_tag
def share_bar(share: Any, top: int) -> SafeString:
    """A bar of a country or kind: plain, to decide, silent, in percent of the longest."""
    return _bar(
        [
            ("term", share.plain, ""),
            ("decide", share.to_decide.count, "url(#hatch-warn)"),
            ("silent", share.silent.count, "url(#dots)"),
        ],
        top,
    )


@register.simple_tag
def answers_bar(row: Any) -> SafeString:
    """A bar of a department in a round of checks: normal and fulfilled, poor, not started, the rest not answered."""
    return _bar(
        [
            ("term", row.normal.count + row.fulfilled.count, ""),
            ("lapsed", row.poor.count, "url(#hatch-bad)"),
            ("silent", row.not_started.count, "url(#dots)"),
            ("track", row.total.count - row.answered.count, ""),
        ],
        row.total.count,
    )


def _bar(parts: list[tuple[str, int, str]], top: int) -> SafeString:
    """Stretches one after another: each a kind, a count and what fills it, in percent of ``top``."""
    made, x = [], 0.0
    for kind, count, fill in parts:
        width = min(100 * count / max(top, 1), 100 - x)
        if width > 0:
            attribute = format_html(' fill="{}"', fill) if fill else ""
            made.append(
                format_html(
                    '<rect class="{}" x="{}%" width="{}%" y="1" height="12"{}/>',
                    kind,
                    f"{x:.2f}",
                    f"{width:.2f}",
                    attribute,
                )
            )
            x += width
    drawn = format_html_join("", "{}", ((one,) for one in made))
    return format_html('<svg class="chart" height="14" aria-hidden="true">{}</svg>', drawn)


@register.filter
def days_since(since: date | None, on: date) -> str:
    """For how long: in days up to two months, then in months."""
    if since is None or since > on:
        return ""
    days = (on - since).days
    if days < 60:
        return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}
    return ngettext("%(count)d month", "%(count)d months", days // 30) % {"count": days // 30}
