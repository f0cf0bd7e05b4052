"""What the views of all apps share: who may, pages of a list, the read log, addresses to return to, and stale edits.

A view reads: ``get_or_404(Model.objects.visible_to(request.user), pk)``, checks ``needs(Role.OFFICER)``, and writes
inside ``writing(request, row, form)``, which raises ``Stale``, answered with ``tell_stale``, and ``ValidationError``,
added to the form.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import IO, Any, TypeVar
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.core.paginator import Page, Paginator
from django.db import models, transaction
from django.forms.utils import ErrorDict
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, QueryDict
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from accounts.changes import last_change, version_of
from accounts.models import ReadLog, Role, User
from accounts.records import Stale
from accounts.rules import in_words

Row = TypeVar("Row", bound=models.Model)
View = TypeVar("View", bound=Callable[..., HttpResponse])


def the_user(request: HttpRequest) -> User:
    """Who asks. Every page needs a sign-in, so there is one; raises PermissionDenied otherwise."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def needs(role: Role) -> Callable[[View], View]:
    """Decorator: the view is for ``role`` and above; others are told which role it takes (403)."""

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            must_be(request, role)
            return view(request, *args, **kwargs)

        return checked  # type: ignore[return-value]

    return decorate


def must_be(request: HttpRequest, role: Role) -> None:
    """Raises PermissionDenied with a sentence below ``role``; for views where only POST needs it."""
    if not the_user(request).at_least(role):
        raise PermissionDenied(
            _("This needs the role “%(role)s” or above. Ask an administrator if you should have it.")
            % {"role": role.label}
        )


def get_or_404(visible: models.QuerySet[Row], pk: UUID | str) -> Row:
    """The row with that id among the ``visible`` ones. A hidden and an unknown id take this one path: Http404."""
    try:
        return visible.get(pk=pk)
    except (ObjectDoesNotExist, ValidationError, ValueError):
        raise Http404(_("There is no such record, or it is not open to you.")) from None


def paginate(request: HttpRequest, rows: models.QuerySet[Row], per: int = 50) -> Page[Row]:
    """The page that ``?page=`` asks for; an impossible one gives the nearest. Two queries whatever the length."""
    return Paginator(rows, per).get_page(request.GET.get("page"))


def log_read(request: HttpRequest, kind: type[models.Model] | str, ids: Iterable[UUID], purpose: str = "page") -> None:
    """Keep that the user was shown these records. ``purpose``: page, download, export or api.

    A list without rows is no reading; a page named by a string (a country, a search) always is one.
    """
    shown = list(ids)
    if not shown and not isinstance(kind, str):
        return
    user = the_user(request)
    ReadLog.objects.create(
        actor=user.pk,
        actor_name=str(user)[:150],
        purpose=purpose,
        address=request.META.get("REMOTE_ADDR") or None,
        kind=kind if isinstance(kind, str) else kind._meta.label,
        ids=shown,
        path=request.path[:500],
    )


def next_url(request: HttpRequest, default: str) -> str:
    """The address named by ``next`` if it is one of ours, else ``default``. Never sends a person elsewhere."""
    address = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if address and safe else default


def say(request: HttpRequest, text: str, *, undo: str = "") -> None:
    """A toast on the next page: what was done. ``undo`` is the address its Undo button posts to."""
    messages.success(request, text, extra_tags=f"undo:{undo}" if undo else "")


def tell(request: HttpRequest, text: str) -> None:
    """A warning on the next page: what was not done, and what to do."""
    messages.warning(request, text)


# ------------------------------------------------------------------------------------------------ stale edits


def posted_version(request: HttpRequest) -> int | None:
    """The ``version`` a form carried; None where it is missing or no number."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


@contextmanager
def at_version(row: models.Model, version: int | None) -> Iterator[None]:
    """A transaction in which ``row`` is locked and still has the ``version`` the person saw. Raises Stale otherwise."""
    with transaction.atomic():
        now = type(row)._base_manager.select_for_update(of=("self",)).filter(pk=row.pk).first()
        if now is None or version_of(now) != version:
            raise Stale(row)
        yield


@contextmanager
def writing(request: HttpRequest, row: models.Model | None, form: forms.BaseForm | None = None) -> Iterator[None]:
    """A transaction for what ``form`` says of ``row``, at the version that was posted; None is a new record.

    Raises Stale as ``at_version`` does, and ValidationError in words where a rule of the database says no.
    """
    with in_words(form), at_version(row, posted_version(request)) if row else transaction.atomic():
        yield


def stale_words(row: models.Model) -> str:
    """Who changed the record and when, as a sentence."""
    change = last_change(row)
    if change is None:
        return _("Someone else changed this record while you were editing it.")
    return _("%(who)s changed this record on %(when)s, while you were editing it.") % {
        "who": change.who or _("Somebody"),
        "when": change.when,
    }


def tell_stale(request: HttpRequest, stale: Stale, form: forms.BaseForm | None = None) -> dict[str, Any]:
    """Context for the page that answers a stale edit; render it with status 409.

    What was typed stays in ``form``, which takes the current version: saving again is a decision made knowingly.
    Without a form (a button was pressed) the sentence becomes a message for the next page.
    """
    sentence = stale_words(stale.row)
    if form is None:
        messages.warning(request, f"{sentence} {_('Look at it as it is now and decide again.')}")
        return {}
    current = type(stale.row)._base_manager.filter(pk=stale.row.pk).first()
    if isinstance(form.data, QueryDict):
        data = form.data.copy()
        data[form.add_prefix("version")] = str(version_of(current) if current is not None else "")
        form.data = data
    change = last_change(stale.row)
    return {"stale": {"sentence": sentence, "change": change, "gone": current is None}}


# ------------------------------------------------------------------------------------------------ rows of forms


def with_more_rows(request: HttpRequest) -> QueryDict | None:
    """What was posted, with one more row where the button "add a row" was pressed (parts/rows.html); else None.

    Build the forms from it, pass them through ``unjudged`` and show the page again.
    """
    prefix = request.POST.get("add_row")
    if request.method != "POST" or prefix is None:
        return None
    data = request.POST.copy()
    name = f"{prefix}-TOTAL_FORMS"
    total = data.get(name, "")
    if total.isascii() and total.isdecimal() and len(total) < 5:
        data[name] = str(int(total) + 1)
    return data


def unjudged(*judged: Any) -> None:
    """Let bound forms and formsets show what was typed without saying yet what is wrong with it."""
    for form in judged:
        if hasattr(form, "forms"):
            unjudged(*form.forms)
            form._errors, form._non_form_errors = [], form.error_class()
        else:
            form._errors = ErrorDict()


def attachment(stream: IO[bytes], name: str, media_type: str) -> FileResponse:
    """A file to keep under that name: never shown in the browser, and nothing in it is run."""
    response = FileResponse(stream, as_attachment=True, filename=name, content_type=media_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
