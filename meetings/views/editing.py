"""How the forms of records are sent, here and in ``cooperation``.

One more row, a refusal with what was typed, a stale page, or saved.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from accounts.pages import say, tell_stale, the_user, writing
from accounts.records import Root, Stale
from meetings.forms import Rows, asked_for_row, offered_organizations, offered_people, unjudged, with_one_more

Build = Callable[[QueryDict | None], tuple[BaseForm, Sequence[Rows]]]


def edit(
    request: HttpRequest,
    *,
    row: Root | None,
    build: Build,
    save: Callable[[Any, Any], Root],
    page: dict[str, Any],
    done: str,
    template: str = "meetings/edit.html",
) -> HttpResponse:
    """Show a form, or take what was typed in it.

    ``row`` is what is edited, None for a new one. ``build`` makes form and rows of what was sent (None: of what is
    stored); ``save`` writes them inside a transaction in which the row still has the version the person saw, and may
    raise ValidationError. ``page`` is the context of ``template``, ``done`` what is said afterwards.
    """
    sent = request.POST if request.method == "POST" else None
    more = sent is not None and bool(asked_for_row(sent))
    form, rows = build(with_one_more(sent) if sent is not None and more else sent)
    status = 200
    if more:
        unjudged([form, *rows])
    elif sent is not None:
        saved = None
        try:
            with writing(request, row, form):
                if _all_valid(form, rows):
                    saved = save(form, rows)
        except Stale as stale:
            unjudged([form, *rows])
            page, status = {**page, **tell_stale(request, stale, form)}, 409
        except ValidationError as wrong:
            form.add_error(None, wrong)
            status = 422
        else:
            if saved is not None:
                say(request, done)
                return redirect(saved.get_absolute_url())  # type: ignore[attr-defined]
            status = 422
    user = the_user(request)
    if request.FILES and hasattr(form, "hold_upload"):
        form.hold_upload(by=user)
    offered = {"people": offered_people(user), "bodies": offered_organizations(user)}
    return render(request, template, {**page, **offered, "form": form, "formsets": rows}, status=status)


def _all_valid(form: BaseForm, rows: Sequence[Rows]) -> bool:
    """Every part is asked, so that everything wrong is said at once."""
    return all([form.is_valid(), *[one.is_valid() for one in rows]])


def remove(rows: Rows) -> None:
    """Delete the rows ticked for it."""
    for form in rows.deleted_forms:
        if not form.instance._state.adding:
            form.instance.delete()


def remove_and_number(rows: Rows) -> None:
    """Delete the rows ticked for it, and place new ones behind those that were there."""
    remove(rows)
    last = 0
    for form in rows.kept:
        if form.instance._state.adding:
            form.instance.order = last + 1
        last = max(last, form.instance.order)


def decide(
    request: HttpRequest,
    *,
    row: Root,
    form: BaseForm,
    act: Callable[[dict[str, Any]], None],
    page: dict[str, Any],
    done: str,
) -> HttpResponse:
    """A page with one question about ``row``; ``act`` is the verb, refused with a sentence where it may not be done."""
    status = 200
    address: str = row.get_absolute_url()  # type: ignore[attr-defined]
    if request.method == "POST":
        if form.is_valid():
            try:
                with writing(request, row, form):
                    act(form.cleaned_data)
                say(request, done)
                return redirect(address)
            except Stale as stale:
                page, status = {**page, **tell_stale(request, stale, form)}, 409
                row.refresh_from_db()
            except ValidationError as wrong:
                form.add_error("on" if "on" in form.fields else None, wrong)
                status = 422
        else:
            status = 422
    return render(request, "meetings/decide.html", {**page, "form": form, "row": row, "back": address}, status=status)


def press(request: HttpRequest, *, row: Root, act: Callable[[], None], done: str) -> HttpResponse:
    """A button without a question."""
    try:
        with writing(request, row):
            act()
        say(request, done)
    except Stale as stale:
        tell_stale(request, stale)
    except ValidationError as wrong:
        messages.warning(request, " ".join(wrong.messages))
    return redirect(row.get_absolute_url())  # type: ignore[attr-defined]
