"""From review to filed: the pages on which a person sees what was read and decides."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from accounts.models import Role, User
from accounts.pages import get_or_404, log_read, needs, say, the_user
from accounts.records import Stale
from accounts.words import counted
from cooperation.forms.intake import FORMS, ChangeForm
from cooperation.intake import decide as deciding
from cooperation.intake import questions, reasons, screen
from cooperation.intake.propose import as_seen_by
from cooperation.intake.queue import being_read, next_to_review
from cooperation.intake.undo import Needed, undo
from cooperation.models import BECAME, Agreement, Missing, Proposal, ProposalKind, ProposalState
from meetings.models import ReadingState, ReportRevision, TripReport
from meetings.paper import COLUMNS, paper
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
        context = {"revision": revision, "sentence": reasons.refusal_words(revision)}
        return render(request, "cooperation/not_read.html", context)
    if under_way:
        part = "#live" if request.headers.get("HX-Target") == "live" else ""
        return render(request, f"cooperation/reading.html{part}", {"revision": revision})
    return _screen(request, revision, at=_uuid(request.GET.get("at")), doing=request.GET.get("do", ""))


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


def _rows(revision: ReportRevision, user: User) -> list[Proposal]:
    found = Proposal.objects.visible_to(user).filter(revision=revision)
    rows = list(found.select_related("decided_by", *BECAME.values()).order_by("order"))
    as_seen_by(rows, user)
    return rows


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
    user, on = the_user(request), timezone.localdate()
    rows = _rows(revision, user)
    shown = screen.build(revision, rows, user=user, at=at, on=on)
    current = shown.current.row if shown.current else None
    if form is None and doing == "change" and current is not None and current.kind in FORMS:
        form = FORMS[current.kind](proposal=current)
    blocks = list(revision.document.blocks.values_list(*COLUMNS))
    texts = {block[0]: block[2] for block in blocks}
    left = [(line, texts[line].strip()) for line in (revision.reading or {}).get("leftover", []) if texts.get(line)]
    context = {
        "revision": revision,
        "report": revision.report,
        "document": revision.document,
        "screen": shown,
        "paper": paper(blocks, current=current.lines if current else (), marks=screen.marks(rows)),
        "pages": max((block[6] or 0 for block in blocks), default=0),
        "doing": doing,
        "form": form,
        "left": left,
        "notice": notice,
    }
    if doing == "link" and current is not None:
        context["query"] = query = request.GET.get("q", current.title)
        context["found"] = _search(current.kind, query, user)
    log_read(request, Person, [row.became_person_id for row in rows if row.became_person_id])
    return render(request, "cooperation/review.html", context, status=status)


def _search(kind: str, text: str, user: User) -> list[tuple[Any, str]]:
    """Records of a kind that hold these words, each with what tells it apart."""
    if kind == ProposalKind.QUESTION or not text.strip():
        return []
    manager: Any = deciding.model_of(kind)._default_manager
    rows = manager.visible_to(user).matching(text, user)[: screen.MOST_LISTED]
    return [(row, _told_apart(row)) for row in rows]


def _told_apart(row: Any) -> str:
    parts = [getattr(row, "reference", ""), getattr(row, "country_name", "")]
    for name in ("held_on", "start_on", "signed_on", "due_end"):
        value = getattr(row, name, None)
        parts.append(value.isoformat() if value else "")
    if isinstance(row, Person):
        parts += [str(held) for held in row.affiliations.select_related("organization")[:2]]
    return " · ".join(part for part in parts if part)


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
        return _tell_stale(request, revision, row)
    except deciding.Changed as changed:
        messages.warning(
            request,
            _("The records have changed since this page was made: look at “%(title)s” again.")
            % {"title": changed.row.title},
        )
        return redirect(_at(revision, row))
    except deciding.Blocked as blocked:
        messages.warning(request, reasons.blocked_words(blocked.needs))
        return redirect(_at(revision, blocked.needs[0]))
    except (deciding.Invalid, Needed) as refused:
        messages.warning(request, str(refused))
        return redirect(_at(revision, row))
    except ValueError:
        return HttpResponseBadRequest()
    say(request, said)
    return redirect(_after(request, revision, row, action))


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
        undone = undo(row, by=user, on=on)
        return _("“%(title)s” waits again.") % {"title": undone.proposal.title}
    if action.startswith("answer:"):
        word = _typed(request, "word")
        answered = questions.answer(row, action.removeprefix("answer:"), by=user, on=on, word=word)
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


def _change(request: HttpRequest, revision: ReportRevision, row: Proposal) -> HttpResponse:
    """Accept with what the person set right;
    what is wrong, or was decided meanwhile, comes back with what was typed.
    """
    if row.kind not in FORMS:
        raise Http404
    form = FORMS[row.kind](request.POST, proposal=row)
    if not form.is_valid():
        return _screen(request, revision, at=row.pk, doing="change", form=form, status=422)
    user, on = the_user(request), timezone.localdate()
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
        kept = _("What you typed stands below, for you to copy.")
        notice = f"{reasons.decided_words(row)} {kept}"
        return _screen(request, revision, at=row.pk, doing="change", form=form, status=409, notice=notice)
    except deciding.Invalid as invalid:
        for sentence in invalid.messages:
            form.add_error(None, sentence)
        return _screen(request, revision, at=row.pk, doing="change", form=form, status=422)
    say(request, _accepted(outcome))
    return redirect(_after(request, revision, row, "change"))


def _tell_stale(request: HttpRequest, revision: ReportRevision, row: Proposal) -> HttpResponse:
    row.refresh_from_db()
    advice = _("Look at it as it is now and decide again.")
    messages.warning(request, f"{reasons.decided_words(row)} {advice}")
    return redirect(_at(revision, row))


def _at(revision: ReportRevision, row: Proposal) -> str:
    return f"{reverse('review', args=[revision.pk])}?{urlencode({'at': row.pk})}#p-{row.pk}"


def _after(request: HttpRequest, revision: ReportRevision, row: Proposal, action: str) -> str:
    """Where to go after a decision: the next that waits, or what came of the report when nothing does."""
    revision.report.refresh_from_db(fields=["filed_at"])
    if action == "undo":
        return _at(revision, row)
    if revision.report.filed_at is not None:
        return reverse("filed", args=[revision.report_id])
    order = {kind: place for place, kind in enumerate(screen.GROUPS)}
    waiting = sorted(
        Proposal.objects.visible_to(the_user(request)).filter(revision=revision).blocking(),
        key=lambda other: (order[ProposalKind(other.kind)], other.order),
    )
    here = (order[ProposalKind(row.kind)], row.order)
    later = [other for other in waiting if (order[ProposalKind(other.kind)], other.order) > here]
    following = next(iter(later or waiting), None)
    return _at(revision, following) if following else reverse("review", args=[revision.pk])


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
    return redirect("filed", revision.report_id) if revision.report.filed_at else redirect("review", revision.pk)


# ------------------------------------------------------------------------------------------------- filed


@require_GET
def filed(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What came of a report: every record it became, with what is still missing."""
    user, on = the_user(request), timezone.localdate()
    report = get_or_404(TripReport.objects.visible_to(user).select_related("trip", "filed_by"), pk)
    rows = [
        row
        for revision in report.revisions.visible_to(user)
        for row in _rows(revision, user)
        if row.state in screen.DECIDED
    ]
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
