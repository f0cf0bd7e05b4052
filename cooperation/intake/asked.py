"""The words of what is asked between reports: whether one corrects another, what of something gone, and where two
reports on one trip say otherwise (``recognise``, ``revise``, ``same_trip``).
"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from accounts.models import User
from cooperation.intake.revise import ANOTHER, KEEP, OWN_QUESTIONS, REMOVE, REVISION
from cooperation.models import Proposal
from meetings.models import TripReport
from partners.particles import particles

ASKS = OWN_QUESTIONS


def as_seen_by(rows: Iterable[Proposal], user: User) -> None:
    """Forget, in these instances only, what questions tell of reports and documents that ``user`` may not see."""
    asking = [row for row in rows if row.data.get("ask") in {"same_report", "other_report"}]
    if not asking:
        return
    reports = {row.data["report"] for row in asking if "report" in row.data}
    seen = {str(key) for key in TripReport.objects.visible_to(user).filter(pk__in=reports).values_list("pk", flat=True)}
    hidden = _("a report that is not open to you")
    for row in asking:
        if row.data["report"] in seen:
            continue
        row.title = hidden if row.data["ask"] == "same_report" else row.title
        row.answer = _("answered") if row.answer else ""
        values = ["", hidden] if row.data["ask"] == "same_report" else [hidden, *row.data["values"][1:]]
        row.data = row.data | {
            "reference": "",
            "values": values,
            "said": ["", *(row.data.get("said") or [])[1:]],
            "documents": [{"name": hidden, "reference": ""}, *row.data.get("documents", [])[1:]],
        }


def sentence(row: Proposal) -> str:
    """The question, in the reader's language."""
    data = row.data
    if data["ask"] == "same_report":
        return _("Is this a corrected version of %(reference)s “%(report)s”?") % {
            "reference": data["reference"],
            "report": data["values"][1],
        }
    if data["ask"] == "vanished":
        return particles(_("“%(title)s” is no longer in the report. Does it stay?") % {"title": row.title})
    label = str(data["label"])
    return _("%(reference)s says otherwise of “%(title)s”: %(label)s") % {
        "reference": data["documents"][0]["reference"],
        "title": row.title,
        "label": _(label),
    }


def why(row: Proposal) -> str:
    """What the question rests on."""
    data = row.data
    if data["ask"] == "same_report":
        return _("%(share)d %% of the lines are the same. Everything else waits for this answer.") % {
            "share": data["share"]
        }
    if data["ask"] == "vanished":
        told = _("Revision %(number)d told of it. Removing it follows the rules of taking a decision back.")
        quote = " ".join(row.quote.split())
        return told % {"number": data["revision"]} + (f" “{quote}”" if quote else "")
    names = [document["name"] for document in data["documents"]]
    return _("First: %(first)s. Second: %(second)s.") % {"first": names[0], "second": names[1]}


def options(row: Proposal) -> list[tuple[str, str]]:
    """The answers with the words of their buttons; none where the sides themselves are the answers."""
    if row.data["ask"] == "same_report":
        return [(REVISION, _("New revision of it")), (ANOTHER, _("Another report"))]
    if row.data["ask"] == "vanished":
        return [(KEEP, _("Keep")), (REMOVE, _("Remove"))]
    return []
