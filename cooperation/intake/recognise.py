"""Whether an uploaded report is one that is here already, changed.

Certain where nothing else is likely: the same author, trip and days, and nearly all lines the same. It then becomes the
next revision by itself, which is said and can be taken back. Where less is the same, a person is asked before anything
else of it is decided.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.records import compare_and_set
from cooperation.intake import facts
from cooperation.intake import propose as proposing
from cooperation.intake.facts import Draft, Json
from cooperation.intake.revise import REVISION, take_over
from cooperation.models import Proposal, ProposalKind, ProposalState
from meetings.models import ReadingState, ReportRevision, TripReport
from partners import names
from partners.duplicates import take_turn

#: Shares of equal lines: from here a report is the same one if the rest agrees; from here it is worth a question.
CERTAIN = 0.8
LIKELY = 0.5

#: Reports of the same days or title that are compared line by line.
MOST_COMPARED = 20


@dataclass(frozen=True)
class Likeness:
    """A report that may be the same one: the share of lines that are equal, 0 to 1, and what else agrees."""

    report: TripReport
    share: float
    same_author: bool
    same_trip: bool
    as_open: bool  # neither is more confidential than the other

    @property
    def certain(self) -> bool:
        return self.same_author and self.same_trip and self.as_open and self.share >= CERTAIN

    @property
    def likely(self) -> bool:
        if self.same_author and self.same_trip:
            return True
        return self.share >= LIKELY and (self.same_author or self.same_trip)


def recognise(revision: ReportRevision) -> None:
    """Make the revision the next one of its report if that is certain; leave a question where it is likely.

    Before proposing, inside a transaction and a history context. Asks only among what the uploader may see.
    """
    report = revision.report
    if revision.revision > 1 or not (revision.reading or {}).get("doc", {}).get("is_trip_report"):
        return
    if Proposal.objects.filter(revision=revision).exists() or report.revisions.exclude(pk=revision.pk).exists():
        return
    found = sorted(likenesses(revision, report.uploaded_by), key=lambda like: (-like.certain, -like.share))
    if not found:
        return
    certain = [like for like in found if like.certain]
    if len(certain) == 1:
        take_turn()
        question = _ask(revision, certain[0])
        _answered(question, REVISION, report.uploaded_by)
        join(revision, certain[0].report)
    else:
        _ask(revision, found[0])


def likenesses(revision: ReportRevision, user: User) -> list[Likeness]:
    """The reports that may be this one, as far as ``user`` may see them."""
    reading: Json = revision.reading or {}
    title, period = _trip_of(reading)
    start, end = facts.day(period[0]), facts.day(period[1])
    near = Q(title=title[:300]) if title else Q(pk__in=[])
    if start is not None:
        near |= Q(trip__start_on__lte=end or start, trip__end_on__gte=start)
        near |= Q(
            trip__isnull=True,
            revisions__in=ReportRevision.objects.filter(
                report__trip__isnull=True,
                reading__trip__period__start=period[0],
                reading__trip__period__end=period[1],
            ).values("pk"),
        )
    reports = TripReport.objects.visible_to(user).filter(near).exclude(pk=revision.report_id).distinct()
    out = []
    lines = None
    for report in reports.order_by("-created_at")[:MOST_COMPARED]:
        other = (
            ReportRevision.objects.visible_to(user)
            .filter(report=report, state=ReadingState.READ)
            .select_related("document")
            .order_by("-revision")
            .first()
        )
        if other is None:
            continue
        lines = lines if lines is not None else _lines(revision)
        found = Likeness(
            report,
            _share(lines, _lines(other)),
            _author_of(reading) in {_author_of(other.reading)} - {""},  # two that name nobody have no author in common
            _trip_of(other.reading) == (title, period),
            (report.confidential, other.document.confidential)
            == (revision.report.confidential, revision.document.confidential),
        )
        if found.likely:
            out.append(found)
    return out


def _trip_of(reading: Json) -> tuple[str, tuple[str, str]]:
    trip = reading["trip"]
    period = trip.get("period") or {}
    title = (trip.get("title") or {}).get("value") or ""
    return " ".join(title.split()), (period.get("start") or "", period.get("end") or "")


def _author_of(reading: Json) -> str:
    return names.person_key((reading.get("submission") or {}).get("author") or "")


def _lines(revision: ReportRevision) -> Counter[str]:
    texts = revision.document.blocks.values_list("text", flat=True)
    return Counter(line for text in texts if (line := " ".join(text.split())))


def _share(one: Counter[str], other: Counter[str]) -> float:
    longer = max(one.total(), other.total())
    return (one & other).total() / longer if longer else 0.0


# ------------------------------------------------------------------------------------------------ question


def _ask(revision: ReportRevision, like: Likeness) -> Proposal:
    report = like.report
    share = int(like.share * 100)
    data = {
        "ask": "same_report",
        "report": str(report.pk),
        "reference": report.reference,
        "values": [report.reference, str(report)],
        "share": share,
        "lines": [],
        "said": [],
    }
    draft = Draft(ProposalKind.QUESTION, "same report", ("same_report", str(report.pk)), str(report), data, [])
    row, _made = Proposal.objects.get_or_create(
        revision=revision,
        fingerprint=facts.fingerprint(draft),
        defaults={"kind": draft.kind, "read_id": draft.read_id, "title": draft.title[:300], "data": data, "order": 0},
    )
    return row


def _answered(row: Proposal, choice: str, by: User) -> None:
    compare_and_set(
        row,
        was={"state": ProposalState.WAITING},
        state=ProposalState.ANSWERED,
        decided_by=by,
        decided_at=timezone.now(),
        answer=answer_words(row, choice),
        data=row.data | {"choice": choice, "word": ""},
    )


def answer_words(row: Proposal, choice: str) -> str:
    """The answer as a sentence."""
    said: str = _("another report than %(reference)s") % row.data
    if choice == REVISION:
        said = _("a new revision of %(reference)s: %(share)d %% of the lines are the same") % row.data
    return said


# ---------------------------------------------------------------------------------------- joining and parting


def as_revision(revision: ReportRevision, question: Proposal, *, by: User) -> None:
    """Make a revision the next one of the report its question names, and propose anew. The caller has the turn.

    Raises Gone where ``by`` may not see that report, or it is here no more.
    """
    report = TripReport.objects.visible_to(by).filter(pk=question.data["report"]).first()
    if report is None:
        raise Gone(question)
    if report.pk == revision.report_id:
        return  # it is one already
    join(revision, report)
    waiting = Proposal.objects.filter(revision=revision, state=ProposalState.WAITING).exclude(pk=question.pk)
    waiting.delete()
    proposing.propose(revision)


class Gone(ValueError):  # noqa: N818 — an answer, not an error
    """The report that a question names is not there for who answers."""


def join(revision: ReportRevision, report: TripReport) -> None:
    """Make a revision the next one of another report. Its own report was made for it alone, and goes."""
    own = revision.report
    last = report.revisions.order_by("-revision").values_list("revision", flat=True).first() or 0
    revision.report, revision.revision = report, last + 1
    revision.save(update_fields=["report", "revision"])
    own.delete()


def undo_answer(row: Proposal, *, by: User) -> None:
    """Take back what was said, by a person or by the likeness, of whether this is another report.

    A revision becomes a report of its own again, and the one before it speaks for its report as it did. Raises Needed
    where something was decided on the revision since, and Stale.
    """
    from cooperation.intake.undo import Needed, let_wait  # it imports this module

    revision = row.revision
    decided = Proposal.objects.filter(revision=revision).exclude(pk=row.pk).exclude(state=ProposalState.WAITING)
    names_ = [other.title for other in decided.exclude(data__contains={"carried": True}).order_by("order")]
    if names_:
        raise Needed(_("First take back: %(names)s.") % {"names": ", ".join(dict.fromkeys(names_[:4]))})
    later = revision.report.revisions.filter(revision__gt=revision.revision).first()
    if later is not None:
        raise Needed(_("Revision %(number)d of the report came later.") % {"number": later.revision})
    was_revision = row.data.get("choice") == REVISION
    data = {key: value for key, value in row.data.items() if key not in {"choice", "word"}}
    let_wait(row, was={"state": row.state, "decided_at": row.decided_at}, data=data)
    if not was_revision:
        return
    former = revision.report.revisions.filter(revision__lt=revision.revision).order_by("-revision").first()
    Proposal.objects.filter(revision=revision).exclude(pk=row.pk).delete()
    revision.report = TripReport.objects.create(
        title=revision.document.name,
        uploaded_by=revision.document.uploaded_by or by,
        confidential=revision.document.confidential,
    )
    revision.revision = 1
    revision.save(update_fields=["report", "revision"])
    proposing.propose(revision)
    if former is not None and former.proposed_at is not None:
        proposing.propose(former)
        take_over(former)
