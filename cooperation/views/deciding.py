"""What a person decides beside the proposals themselves: taking a whole report back, lines that no fact claims,
spellings that stand for somebody else.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.models import Role
from accounts.pages import get_or_404, needs, posted_version, say, tell_stale, the_user
from accounts.records import Stale
from accounts.words import counted
from cooperation.forms.intake import CommitmentChange
from cooperation.intake import leftover, spellings
from cooperation.intake.decide import Blocked, Invalid
from cooperation.intake.takeback import preview, take_back
from cooperation.intake.undo import Needed
from cooperation.models import Proposal, ProposalKind
from cooperation.views.intake import blocked_words
from meetings.models import ReadingState, ReportRevision, TripReport


@needs(Role.OFFICER)
def report_take_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take back all that came of a report. ``pk``: the report.

    GET shows what would be removed, put back and left, or why it cannot be; a button there posts. POST takes
    ``version``, the report's as the page showed it: another one since (409 on the same page), or later work on any of
    it (409, with the reasons), and nothing is written. Done, it leads to the review of the newest revision.
    """
    user, on = the_user(request), timezone.localdate()
    report: TripReport = get_or_404(TripReport.objects.visible_to(user).select_related("trip"), pk)
    back = reverse("filed" if report.filed_at else "report", args=[report.pk])
    context = {"report": report, "back": back}
    status = 200
    if request.method == "POST":
        try:
            done = take_back(report, version=posted_version(request), by=user, on=on)
        except Stale as stale:
            tell_stale(request, stale)
            report.refresh_from_db()
            status = 409
        except Needed:
            status = 409
        else:
            said = ngettext(
                "Taken back: %(count)s record is removed, and its proposals wait again.",
                "Taken back: %(count)s records are removed, and their proposals wait again.",
                len(done.removed),
            ) % {"count": counted(len(done.removed))}
            say(request, said)
            newest = report.revisions.visible_to(user).order_by("-revision").first()
            return redirect("review", newest.pk) if newest else redirect("report", report.pk)
        if status == 409 and not report.revisions.exists():
            messages.warning(request, _("Nothing came of this report."))
    context |= {"plan": preview(report, by=user, on=on)}
    return render(request, "cooperation/take_back.html", context, status=status)


# ---------------------------------------------------------------------------------------------- leftover lines


def _read(request: HttpRequest, pk: UUID) -> ReportRevision:
    rows = ReportRevision.objects.visible_to(the_user(request)).filter(state=ReadingState.READ)
    revision: ReportRevision = get_or_404(rows.select_related("report__uploaded_by", "document"), pk)
    return revision


def _typed(request: HttpRequest, name: str, most: int = 2000) -> str:
    """What was typed or selected, without the character no text of the database holds."""
    return request.POST.get(name, request.GET.get(name, "")).replace("\0", "").strip()[:most]


def _chosen(request: HttpRequest, revision: ReportRevision, name: str, kind: ProposalKind) -> Proposal | None:
    """The proposal of this revision and kind that ``name`` names; None where nothing was chosen, else Http404."""
    key = _typed(request, name)
    rows = Proposal.objects.visible_to(the_user(request)).filter(revision=revision, kind=kind)
    return get_or_404(rows, key) if key else None


@needs(Role.OFFICER)
def review_leftover(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Make a line that no fact claims, or words in it, a note, a point of a meeting or a commitment. ``pk``: revision.

    ``line`` is its number, ``words`` what was selected in it (empty: all of it), ``as`` one of note, point, commitment.
    A point takes ``meeting``, the id of a meeting's proposal. A commitment takes ``owner`` (the id of an organization's
    proposal), ``action``, ``side``, ``kind``, ``certainty``, ``condition``, ``due_start``, ``due_end``, ``watched``;
    each that is not sent is as the reader's grammar reads the words.

    GET with ``line`` and ``words`` shows a page with all of this to choose from, as it works without JavaScript. POST
    answers with a redirect to the review, at the lines left over; what is wrong is told there, and nothing written.
    """
    revision = _read(request, pk)
    user, on = the_user(request), timezone.localdate()
    number, words = _typed(request, "line"), _typed(request, "words")
    back = f"{reverse('review', args=[revision.pk])}#g-left"
    if not (number.isascii() and number.isdecimal() and len(number) < 9):
        messages.warning(request, _("Choose a line from the list."))
        return redirect(back)
    line = int(number)
    try:
        draft = Proposal(revision=revision, kind=ProposalKind.COMMITMENT)
        draft.data = leftover.promise(revision, line, words)
        if request.method != "POST":
            return _leftover_page(request, revision, line, words, CommitmentChange(proposal=draft), back)
        what = _typed(request, "as")
        if what not in leftover.KINDS:
            return HttpResponseBadRequest()
        meeting = _chosen(request, revision, "meeting", ProposalKind.MEETING)
        if what == leftover.POINT and meeting is None:
            messages.warning(request, _("Choose the meeting this was said at."))
            return redirect(f"{request.path}?{urlencode({'line': line, 'words': words, 'as': what})}")
        changes: dict[str, Any] = {}
        if what == leftover.COMMITMENT:
            form = CommitmentChange(_with_read(request, draft), proposal=draft)
            if not form.is_valid():
                return _leftover_page(request, revision, line, words, form, back, status=422)
            changes = form.changes()
        owner = _chosen(request, revision, "owner", ProposalKind.ORGANIZATION)
        kept = leftover.keep(revision, line, words, what, by=user, on=on, meeting=meeting, owner=owner, changes=changes)
    except Blocked as blocked:
        messages.warning(request, blocked_words(request, blocked))
        return redirect(back)
    except Invalid as invalid:
        messages.warning(request, str(invalid))
        return redirect(back)
    row = kept.proposal
    said = row.answer or _("Commitment “%(title)s”") % {"title": row.title}
    say(request, _("Line %(line)d is kept: %(what)s.") % {"line": line, "what": said})
    return redirect(back)


def _with_read(request: HttpRequest, draft: Proposal) -> dict[str, Any]:
    """What was posted for the commitment, with what the words say where a field was not sent."""
    form = CommitmentChange(proposal=draft)
    out: dict[str, Any] = {}
    for name in form.fields:
        key = form.add_prefix(name)
        sent = next((request.POST[given] for given in (key, name) if given in request.POST), None)
        out[key] = form.initial.get(name) if sent is None else sent.replace("\0", "")
    return out


def _leftover_page(
    request: HttpRequest,
    revision: ReportRevision,
    line: int,
    words: str,
    form: CommitmentChange,
    back: str,
    status: int = 200,
) -> HttpResponse:
    rows = Proposal.objects.visible_to(the_user(request)).filter(revision=revision).order_by("order")
    draft = leftover.promise(revision, line, words)
    context = {
        "revision": revision,
        "line": line,
        "words": words,
        "quote": draft["quote"],
        "form": form,
        "meetings": [row for row in rows if row.kind == ProposalKind.MEETING],
        "at_meeting": _typed(request, "meeting") or draft["meeting_id"],
        "bodies": [row for row in rows if row.kind == ProposalKind.ORGANIZATION],
        "owner": _typed(request, "owner") or draft["actor_org"],
        "chosen": _typed(request, "as"),
        "back": back,
    }
    return render(request, "cooperation/leftover.html", context, status=status)


# ----------------------------------------------------------------------------------------------------- spellings


@require_POST
@needs(Role.OFFICER)
def review_separate(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take one spelling out of a proposal of a body or person. ``pk``: revision.

    POST takes ``proposal``, its id, and ``spelling``, one of ``spellings.joined(row)``. It answers with a redirect to
    the review, at the new proposal; where it cannot be, to the old one, with the reason told.
    """
    revision = _read(request, pk)
    row = get_or_404(_of(request, revision), _typed(request, "proposal"))
    if row.kind not in spellings.KINDS:
        raise Http404
    try:
        taken = spellings.separate(row, _typed(request, "spelling"), by=the_user(request), on=timezone.localdate())
    except (Invalid, Needed) as refused:
        messages.warning(request, str(refused))
        return redirect(_at(revision, row))
    said = _("“%(spelling)s” stands by itself now; what was told under that name follows it.")
    say(request, said % {"spelling": taken.proposal.title})
    return redirect(_at(revision, taken.proposal))


@require_POST
@needs(Role.OFFICER)
def review_join(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Two proposals of bodies, or of people, are one. ``pk``: revision.

    POST takes ``proposal``, the id of the one that stays, and ``other``, that of the one that goes into it. It answers
    with a redirect to the review, at the one that stands for both; where they cannot be one, the reason is told.
    Undoing the decision about the joined one parts them again.
    """
    revision = _read(request, pk)
    row = get_or_404(_of(request, revision), _typed(request, "proposal"))
    other = get_or_404(_of(request, revision), _typed(request, "other"))
    if row.kind != other.kind or row.kind not in spellings.KINDS or row.pk == other.pk:
        raise Http404
    try:
        kept = spellings.join(row, other, by=the_user(request), on=timezone.localdate())
    except Blocked as blocked:
        messages.warning(request, blocked_words(request, blocked))
        return redirect(_at(revision, row))
    except (Invalid, Needed) as refused:
        messages.warning(request, str(refused))
        return redirect(_at(revision, row))
    said = _("“%(one)s” and “%(other)s” are one now.") % {"one": row.title, "other": other.title}
    say(request, said)
    return redirect(_at(revision, kept.proposal))


def _of(request: HttpRequest, revision: ReportRevision) -> QuerySet[Proposal]:
    rows: QuerySet[Proposal] = Proposal.objects.visible_to(the_user(request)).filter(revision=revision)
    return rows


def _at(revision: ReportRevision, row: Proposal) -> str:
    return f"{reverse('review', args=[revision.pk])}?{urlencode({'at': row.pk})}#p-{row.pk}"
