"""What was answered once about words without a body ("한국 측"): seen, set right, forgotten."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.changes import changes
from accounts.fields import RecordForm
from accounts.models import Role, User
from accounts.pages import at_version, get_or_404, needs, posted_version, say, tell_stale, the_user
from accounts.records import Stale
from cooperation.models import SideWord
from partners.fields import OrganizationField, for_user


class SideWordForm(RecordForm):
    """Whom the words mean; nobody: everybody of that side at large, a third party."""

    organization = OrganizationField(
        label=gettext_lazy("Whom they mean"),
        required=False,
        help_text=gettext_lazy("Empty: nobody in particular. Reports from now on follow it; what is filed stays."),
    )
    groups = (("", ("organization",)),)
    rules: ClassVar[dict[str, Any]] = {}

    class Meta:
        model = SideWord
        fields = ("organization",)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for_user(self, user)


@require_GET
@needs(Role.OFFICER)
def side_words(request: HttpRequest) -> HttpResponse:
    """All remembered words."""
    rows = SideWord.objects.visible_to(the_user(request)).select_related("organization")
    return render(request, "cooperation/side_words.html", {"rows": list(rows)})


@require_http_methods(["GET", "POST"])
@needs(Role.OFFICER)
def side_word(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One of them: whom it means, and who said so."""
    user = the_user(request)
    row: SideWord = get_or_404(SideWord.objects.visible_to(user), pk)
    form = SideWordForm(request.POST or None, user=user, instance=row)
    context: dict[str, Any] = {"word": row, "form": form, "changes": changes(row)}
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                with at_version(row, posted_version(request)):
                    form.save()
            except Stale as stale:
                context |= tell_stale(request, stale, form)
                status = 409
            else:
                say(request, _("Saved."))
                return redirect("side_words")
    return render(request, "cooperation/side_word.html", context, status=status)


@require_POST
@needs(Role.OFFICER)
def side_word_forget(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Remember it no longer: the next report asks again."""
    row: SideWord = get_or_404(SideWord.objects.visible_to(the_user(request)), pk)
    try:
        with at_version(row, posted_version(request)):
            row.delete()
    except Stale as stale:
        tell_stale(request, stale)
        return redirect("side_word", pk)
    say(request, _("“%(words)s” is forgotten; the next report asks.") % {"words": row})
    return redirect("side_words")
