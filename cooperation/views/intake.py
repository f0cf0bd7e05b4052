"""From review to filed: the pages on which a person sees what was read and decides."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from accounts.models import Role, User
from accounts.pages import get_or_404, log_read, needs, say, the_user
from accounts.records import Stale
from accounts.words import counted
from cooperation.forms.intake import FORMS, ChangeForm
from cooperation.intake import decide as deciding
from cooperation.intake import leftover, offer, questions, reasons, revise, screen
from cooperation.intake.propose import as_seen_by
from cooperation.intake.queue import being_read, next_to_review
from cooperation.intake.undo import Needed, undo
from cooperation.models import BECAME, Agreement, Missing, Proposal, ProposalKind, ProposalState
from meetings.leftwords import left_words_of
from meetings.models import ReadingState, ReportRevision, TripReport
from meetings.paper import COLUMNS, lines, paper
from partners.fields import about_people
from partners.models import Person

# ------------------------------------------------------------------------------------------------- review


@require_GET
@needs(Role.OFFICER)
def review(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One uploaded file: its progress while it is read, why it was not, or its proposals beside its words."""
    revision = _revision(request, pk)
    under_way = being_read(revision)
    if request.headers.get("HX-Target") == "live" and not under_way:
        return HttpResponse(headers={"HX-Refresh": "true"})  # the page that waited becomes the one there is now
    if revision.state in {ReadingState.REFUSED, ReadingState.FAILED}:
        context = {"revision": revision, "sentence": reasons.refusal_words(revision), "told": offer.told(revision)}
        return render(request, "cooperation/not_read.html", context)
    if under_way:
        part = "#live" if request.headers.get("HX-Target") == "live" else ""
        return render(request, f"cooperation/reading.html{part}", {"revision": revision})
    at = _place(request, revision, _uuid(request.GET.get("at")))
    return _screen(request, revision, at=at, doing=request.GET.get("do", ""))


def _typed(request: HttpRequest, name: str) -> str:
    """A line typed beside a button, without the character no text of the database holds."""
    return request.POST.get(name, "").replace("\0", "")[:1000]


def _revision(request: HttpRequest, pk: UUID) -> ReportRevision:
    rows = ReportRevision.objects.visible_to(the_user(request)).select_related("report__trip", "document")
    revision: ReportRevision = get_or_404(rows, pk)
    return revision


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None


def _moment(text: str) -> datetime | None:
    try:
        return parse_datetime(text)
    except ValueError:
        return None


def _rows(revision: ReportRevision, user: User) -> list[Proposal]:
    found = Proposal.objects.visible_to(user).filter(revision=revision)
    rows = list(found.select_related("decided_by", *BECAME.values()).order_by("order"))
    as_seen_by(rows, user)
    return rows


#: The header with which static/review.js asks for what changes on the page, as JSON, instead of all of it.
PARTS = "X-Review"
#: Reports whose place is remembered for the length of a sign-in; where else one was, the last decision tells.
_PLACES = 20


def _in_parts(request: HttpRequest) -> bool:
    return request.headers.get(PARTS) == "parts"


def _place(request: HttpRequest, revision: ReportRevision, at: UUID | None) -> UUID | None:
    """The proposal to look at: the one asked for, which is remembered; else the one looked at last, while it waits."""
    places: dict[str, str] = request.session.get("review_places", {})
    key = str(revision.pk)
    if at is None:
        waiting = Proposal.objects.filter(revision=revision).waiting()
        kept = _uuid(places.get(key))
        return kept if kept and waiting.filter(pk=kept).exists() else None
    if places.get(key) != str(at):
        places.pop(key, None)
        request.session["review_places"] = dict([*places.items(), (key, str(at))][-_PLACES:])
    return at


def _screen(
    request: HttpRequest,
    revision: ReportRevision,
    *,
    at: UUID | None,
    doing: str = "",
    form: ChangeForm | None = None,
    status: int = 200,
    notice: str = "",
) -> HttpResponse:
    """The review page at one proposal; in parts, for a script that has the rest of it already."""
    user, on = the_user(request), timezone.localdate()
    rows = _rows(revision, user)
    shown = screen.build(revision, rows, user=user, at=at, on=on)
    current = shown.current.row if shown.current else None
    if form is None and doing == "change" and current is not None and current.kind in FORMS:
        form = FORMS[current.kind](proposal=current)
    left = leftover.lines(revision, rows)
    context = {
        "revision": revision,
        "report": revision.report,
        "document": revision.document,
        "screen": shown,
        "doing": doing,
        "form": form,
        "notice": notice,
        "left": left,
        "left_waiting": sum(line.waits for line in left),
        "left_words": left_words_of(revision.reading),
        "can_be_put_back": offer.can_be_put_back(revision, rows),
        "meetings": [row for row in rows if row.kind == ProposalKind.MEETING and row.state != ProposalState.REJECTED],
    }
    if doing == "link" and current is not None:
        context["query"] = query = request.GET.get("q", current.title)
        context["found"] = _search(request, current.kind, query)
    log_read(request, Person, [row.became_person_id for row in rows if row.became_person_id])
    looked, marks = (current.lines if current else []), screen.marks(rows)
    blocks = revision.document.blocks.values_list(*COLUMNS)
    if _in_parts(request):
        some = list(blocks.filter(line__in={*looked, *marks}))
        answer: dict[str, Any] = {
            "html": render_to_string("cooperation/_review.html", context, request),
            "lines": lines(some, current=looked, marks=marks),
            "toasts": render_to_string("parts/toasts.html", {"messages": messages.get_messages(request)}, request),
            "at": str(current.pk) if current else "",
            "doing": doing,
        }
        response: HttpResponse = JsonResponse(answer, status=status)
        response["Cache-Control"] = "no-store"
    else:
        every = list(blocks)
        context |= {
            "paper": paper(every, current=looked, marks=marks),
            "pages": max((block[6] or 0 for block in every), default=0),
        }
        response = render(request, "cooperation/review.html", context, status=status)
    patch_vary_headers(response, [PARTS])
    return response


def _search(request: HttpRequest, kind: str, text: str) -> list[tuple[Any, str]]:
    """Records of a kind that hold these words, each with what tells it apart. Kept in the read log."""
    user = the_user(request)
    if kind == ProposalKind.QUESTION or not text.strip():
        return []
    manager: Any = deciding.model_of(kind)._default_manager
    rows = list(manager.visible_to(user).matching(text, user)[: screen.MOST_LISTED])
    log_read(request, manager.model, [row.pk for row in rows])
    posts = about_people(rows, user) if kind == ProposalKind.PERSON else {}
    return [(row, _told_apart(row, posts.get(row.pk, ""))) for row in rows]


def _told_apart(row: Any, post: str) -> str:
    parts = [getattr(row, "reference", ""), getattr(row, "country_name", "")]
    for name in ("held_on", "start_on", "signed_on", "due_end"):
        value = getattr(row, name, None)
        parts.append(value.isoformat() if value else "")
    return " · ".join(part for part in (*parts, post) if part)


@require_GET
@needs(Role.OFFICER)
def review_find(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Records a proposal may be linked to, as one types: ``q`` are the words, ``at`` the proposal. A part of a page."""
    revision, user = _revision(request, pk), the_user(request)
    row = get_or_404(Proposal.objects.visible_to(user).filter(revision=revision), request.GET.get("at", ""))
    as_seen_by([row], user)
    query = request.GET.get("q", "").replace("\0", "")[:200]
    context = {"revision": revision, "card": {"row": row}, "query": query, "found": _search(request, row.kind, query)}
    return render(request, "cooperation/_found.html", context)


@require_POST
@needs(Role.OFFICER)
def review_decide(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Decide about one proposal and go on to the next."""
    revision = _revision(request, pk)
    user = the_user(request)
    row = get_or_404(Proposal.objects.visible_to(user).filter(revision=revision), request.POST.get("proposal", ""))
    action = request.POST.get("action", "")
    try:
        if action == "change":
            return _change(request, revision, row)
        said = _act(request, row, action)
    except Stale:
        messages.warning(request, _stale_words(request, row))
        return _go(request, revision, row)
    except deciding.Changed as changed:
        messages.warning(request, _changed_words(request, changed.row))
        return _go(request, revision, row)
    except deciding.Blocked as blocked:
        messages.warning(request, blocked_words(request, blocked))
        return _go(request, revision, blocked.needs[0])
    except (deciding.Invalid, Needed) as refused:
        messages.warning(request, str(refused))
        return _go(request, revision, row)
    except ValueError:
        return HttpResponseBadRequest()
    return _went(request, revision, row, action, said)


@require_POST
@needs(Role.OFFICER)
def review_undo(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take back what this user decided last about the report.

    ``proposal`` and ``decided_at``, where given, say which decision the page showed: another one since is told.
    """
    revision, user = _revision(request, pk), the_user(request)
    rows = Proposal.objects.visible_to(user).filter(revision=revision)
    if named := request.POST.get("proposal"):
        row: Proposal | None = get_or_404(rows, named)
    else:
        row = screen.last_of(rows.filter(decided_by=user.pk), user)
    if row is None:
        messages.warning(request, _("There is nothing of yours to undo."))
        return _go(request, revision, None)
    try:
        undone = undo(row, by=user, on=timezone.localdate(), decided_at=_moment(request.POST.get("decided_at", "")))
    except Stale:
        messages.warning(request, _stale_words(request, row))
    except Needed as needed:
        messages.warning(request, str(needed))
    else:
        say(request, _undone(request, undone.proposal))
    return _go(request, revision, row)


def _act(request: HttpRequest, row: Proposal, action: str) -> str:
    """Carry a button out and return the sentence that says what was done.

    Raises ValueError for one that is not ours.
    """
    user, on = the_user(request), timezone.localdate()
    if action in {"accept", "new", "done", "not_done"}:
        extra = {"done": {"done": True, "outcome": _("Said to be done when the report was filed.")}}
        changes = extra.get(action) or ({"not_done": True} if action == "not_done" else None)
        outcome = deciding.accept(
            row, by=user, on=on, changes=changes, seen=_uuid(request.POST.get("seen")), as_new=action == "new"
        )
        return _accepted(outcome)
    if action == "link":
        manager: Any = deciding.model_of(row.kind)._default_manager
        record = get_or_404(manager.visible_to(user), request.POST.get("record", ""))
        return _accepted(deciding.link(row, record, by=user, on=on))
    if action == "reject":
        deciding.reject(row, by=user, on=on, why=_typed(request, "why"))
        return _("Rejected “%(title)s”.") % {"title": row.title}
    if action == "undo":
        return _undone(request, undo(row, by=user, on=on).proposal)
    if action.startswith("answer:"):
        word = _typed(request, "word")
        answered = questions.answer(row, action.removeprefix("answer:"), by=user, on=on, word=word)
        as_seen_by([answered.proposal], user)
        return _("Answered: %(answer)s.") % {"answer": answered.proposal.answer}
    raise ValueError(action)


def _accepted(outcome: deciding.Outcome) -> str:
    row = outcome.proposal
    if outcome.created:
        said = _("Accepted “%(title)s”.") % {"title": row.title}
    else:
        said = _("Linked “%(title)s” to “%(record)s”.") % {"title": row.title, "record": outcome.record}
    if outcome.also:
        names = ", ".join(other.title for other in outcome.also[:4])
        more = _(" and more") if len(outcome.also) > 4 else ""
        said += " " + _("It needed, and brought along: %(names)s%(more)s.") % {"names": names, "more": more}
    return said


def _undone(request: HttpRequest, row: Proposal) -> str:
    as_seen_by([row], the_user(request))
    return _("“%(title)s” waits again.") % {"title": row.title}


def _change(request: HttpRequest, revision: ReportRevision, row: Proposal) -> HttpResponse:
    """Accept with what the person set right;
    what is wrong, must wait, or was decided meanwhile, comes back with what was typed.
    """
    if row.kind not in FORMS:
        raise Http404
    form = FORMS[row.kind](request.POST, proposal=row)

    def again(status: int, notice: str = "") -> HttpResponse:
        return _screen(request, revision, at=row.pk, doing="change", form=form, status=status, notice=notice)

    if not form.is_valid():
        return again(422)
    user, on = the_user(request), timezone.localdate()
    kept = _("What you typed stands below.")
    try:
        outcome = deciding.accept(
            row,
            by=user,
            on=on,
            changes=form.changes(),
            seen=_uuid(request.POST.get("seen")),
        )
    except Stale:
        row.refresh_from_db()
        as_seen_by([row], user)
        return again(409, f"{reasons.decided_words(row)} {_('What you typed stands below, for you to copy.')}")
    except deciding.Changed as changed:
        return again(409, f"{_changed_words(request, changed.row)} {kept}")
    except deciding.Blocked as blocked:
        return again(409, f"{blocked_words(request, blocked)} {kept}")
    except deciding.Invalid as invalid:
        for sentence in invalid.messages:
            form.add_error(None, sentence)
        return again(422)
    return _went(request, revision, row, "change", _accepted(outcome))


def blocked_words(request: HttpRequest, blocked: deciding.Blocked) -> str:
    """What must be decided first, without what is hidden from the user."""
    as_seen_by(blocked.needs, the_user(request))
    return reasons.blocked_words(blocked.needs)


def _stale_words(request: HttpRequest, row: Proposal) -> str:
    row.refresh_from_db()
    as_seen_by([row], the_user(request))
    return f"{reasons.decided_words(row)} {_('Look at it as it is now and decide again.')}"


def _changed_words(request: HttpRequest, row: Proposal) -> str:
    # What refused the decision also took back the new matches: they are asked once more, so that the page shows them.
    with deciding.deciding(row.revision_id, by=the_user(request), on=timezone.localdate(), command="match"):
        pass
    return _("The records have changed since this page was made: look at “%(title)s” again.") % {"title": row.title}


def _at(revision: ReportRevision, row: Proposal) -> str:
    return f"{reverse('review', args=[revision.pk])}?{urlencode({'at': row.pk})}#p-{row.pk}"


def _go(request: HttpRequest, revision: ReportRevision, row: Proposal | None) -> HttpResponse:
    """On to a proposal, or to where the user left off; a script gets the page it leads to at once."""
    if _in_parts(request):
        revision.report.refresh_from_db()
        at = _place(request, revision, row.pk) if row is not None else None
        return _screen(request, revision, at=at)
    return redirect(_at(revision, row) if row is not None else reverse("review", args=[revision.pk]))


def _went(request: HttpRequest, revision: ReportRevision, row: Proposal, action: str, said: str) -> HttpResponse:
    """After a decision: on to the next that waits, or to what came of the report when nothing does."""
    revision.report.refresh_from_db(fields=["filed_at"])
    say(request, said, undo="" if action == "undo" else reverse("review_undo", args=[revision.pk]))
    if action == "undo":
        return _go(request, revision, row)
    if revision.report.filed_at is not None:
        return _filed(request, revision)
    rows = list(Proposal.objects.visible_to(the_user(request)).filter(revision=revision))
    meeting = next(
        (
            other
            for other in rows
            if other.kind == ProposalKind.MEETING
            and other.state == ProposalState.WAITING
            and other.read_id == (row.data.get("about") or "")
        ),
        None,
    )
    # A question stands under its meeting: once it is answered, the meeting is next.
    return _go(request, revision, meeting or screen.next_waiting(rows, row))


def _filed(request: HttpRequest, revision: ReportRevision) -> HttpResponse:
    address = reverse("filed", args=[revision.report_id])
    return JsonResponse({"go": address}) if _in_parts(request) else redirect(address)


@require_POST
@needs(Role.OFFICER)
def review_accept_clear(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Accept everything that is clear, or everything clear of one kind."""
    revision = _revision(request, pk)
    kind = request.POST.get("kind") or None
    if kind is not None and kind not in ProposalKind.values:
        return HttpResponseBadRequest()
    done = deciding.accept_all_clear(revision, by=the_user(request), on=timezone.localdate(), kind=kind)
    said = ngettext("Accepted %(count)s record.", "Accepted %(count)s records.", len(done)) % {
        "count": counted(len(done))
    }
    say(request, said)
    revision.report.refresh_from_db(fields=["filed_at"])
    return _filed(request, revision) if revision.report.filed_at else _go(request, revision, None)


# ------------------------------------------------------------------------------------------------- filed


@require_GET
def filed(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What came of a report: every record it became, with what is still missing."""
    user, on = the_user(request), timezone.localdate()
    report = get_or_404(TripReport.objects.visible_to(user).select_related("trip", "filed_by"), pk)
    every = [row for revision in report.revisions.visible_to(user) for row in _rows(revision, user)]
    rows = [row for row in revise.standing(every) if row.state in screen.DECIDED]
    groups = []
    for kind in screen.GROUPS[:-1]:
        manager: Any = deciding.model_of(kind)._default_manager
        made = {getattr(row, f"{BECAME[kind]}_id"): row for row in rows if row.kind == kind}
        seen = set(manager.visible_to(user).filter(pk__in=made).values_list("pk", flat=True))
        shown = [
            (row, row.became, screen.address(kind, row.became), screen.about(row))
            for key, row in made.items()
            if key in seen
        ]
        if shown:
            groups.append({"kind": kind.value, "label": screen.LABELS[kind], "rows": shown, "count": len(shown)})
    agreements = [row.became_agreement_id for row in rows if row.kind == ProposalKind.AGREEMENT]
    missing = Agreement.objects.visible_to(user).filter(pk__in=agreements).as_of(on)
    waiting = Proposal.objects.visible_to(user).filter(revision__report=report, state=ProposalState.WAITING)
    context = {
        "report": report,
        "groups": groups,
        "answers": [row for row in rows if row.kind == ProposalKind.QUESTION],
        "missing": [
            (agreement, ", ".join(str(Missing(code).label) for code in agreement.missing))
            for agreement in missing
            if agreement.missing
        ],
        "waiting": waiting.blocking().count(),
        "revision": report.revisions.visible_to(user).order_by("-revision").first(),
        "following": next_to_review(user) if user.at_least(Role.OFFICER) else None,
    }
    log_read(request, Person, [row.became_person_id for row in rows if row.became_person_id])
    return render(request, "cooperation/filed.html", context)
