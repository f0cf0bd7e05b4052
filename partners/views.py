"""Lists and forms of organizations and people. Their own pages show more, and live in ``cooperation``."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accounts.changes import Part, changes, event_model
from accounts.fields import read_day
from accounts.models import Role, User
from accounts.pages import (
    at_version,
    get_or_404,
    log_read,
    needs,
    paginate,
    posted_version,
    say,
    tell_stale,
    the_user,
    unjudged,
    with_more_rows,
)
from accounts.records import Stale, compare_and_set
from accounts.tables import Column, Table
from partners import names, ours
from partners.duplicates import organizations_like, people_like, take_turn
from partners.fields import about_organization, about_people
from partners.filters import OrganizationFilterSet, PersonFilterSet
from partners.forms import (
    AffiliationRow,
    Affiliations,
    EndForm,
    OrganizationForm,
    OrganizationNames,
    PersonForm,
    PersonNames,
    add_affiliation,
)
from partners.models import Affiliation, Document, NameKind, Organization, OrganizationName, Person, PersonName

MOST_CHOICES = 10

# ------------------------------------------------------------------------------------------------ organizations


@require_safe
def organizations(request: HttpRequest) -> HttpResponse:
    """The list of organizations."""
    user = the_user(request)
    rows = Organization.objects.visible_to(user)
    filters = OrganizationFilterSet(request.GET, rows, user=user, on=timezone.localdate())
    table = Table(
        request,
        [
            Column("name", gettext_lazy("Organization"), ["name"], optional=False),
            Column("country", gettext_lazy("Country"), ["country", "name"]),
            Column("kind", gettext_lazy("Kind"), ["kind", "name"]),
            Column("parent", gettext_lazy("Parent organization"), ["parent__name", "name"]),
            Column("city", gettext_lazy("City"), ["city", "name"], initially=False),
            Column("people", gettext_lazy("People"), ["people_count"], amount=True),
            Column("changed", gettext_lazy("Changed"), ["changed_at"], initially=False),
        ],
        default="name",
    )
    spellings = OrganizationName.objects.visible_to(user).order_by("kind", "created_at")
    shown = filters.qs.annotate(people_count=_people_of(user)).select_related("parent")
    shown = shown.prefetch_related(Prefetch("names", queryset=spellings, to_attr="spellings"))
    context = {"filter": filters, "table": table, "page": paginate(request, table.order(shown))}
    return render(request, "partners/organizations.html", context | {"any": rows.exists()})


def _people_of(user: User) -> Any:
    """How many people the list of people shows for an organization."""
    people = Person.objects.visible_to(user).filter(erased_at__isnull=True, pk=OuterRef("person"))
    held = Affiliation.objects.visible_to(user).filter(Exists(people), organization=OuterRef("pk"))
    counted = held.order_by().values("organization").annotate(count=Count("person", distinct=True)).values("count")
    return Coalesce(Subquery(counted), 0)


@needs(Role.OFFICER)
def organization_new(request: HttpRequest) -> HttpResponse:
    """A new organization. One that may be here already is shown before it is made a second time."""
    user = the_user(request)
    more = with_more_rows(request)
    data = more or request.POST or None
    form = OrganizationForm(data, user=user, initial={"name": request.GET.get("name", "")})
    rows = OrganizationNames(data, instance=Organization(), prefix="names", queryset=OrganizationName.objects.none())
    context: dict[str, Any] = {"form": form, "formsets": [rows]}
    if more:
        unjudged(form, rows)
    elif request.method == "POST" and form.is_valid() and rows.is_valid():
        name = form.cleaned_data["name"]
        with transaction.atomic():
            take_turn()
            like = [] if _sure(request, name) else organizations_like([name, *rows.typed()], user)
            if not like:
                organization = form.save(commit=False)
                organization.entered_by = user
                organization.save()
                organization.add_name(name, NameKind.OFFICIAL, by=user)
                rows.keep(organization, by=user)
        if not like:
            say(request, _("%(name)s is registered.") % {"name": organization})
            return redirect("organization", pk=organization.pk)
        context["duplicates"] = [(row, about_organization(row)) for row in like]
        context["sure"] = names.norm(name)
    return render(request, "partners/organization_form.html", context)


@needs(Role.OFFICER)
def organization_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change of an organization and its names."""
    user = the_user(request)
    organization = get_or_404(Organization.objects.visible_to(user), pk)
    title = str(organization)
    more = with_more_rows(request)
    data = more or request.POST or None
    form = OrganizationForm(data, user=user, instance=organization)
    known = OrganizationName.objects.visible_to(user).exclude(key=names.norm(title))
    rows = OrganizationNames(data, instance=organization, prefix="names", queryset=known)
    context = {"form": form, "formsets": [rows], "organization": organization, "title": title}
    status = 200
    if more:
        unjudged(form, rows)
    elif request.method == "POST" and form.is_valid() and rows.is_valid():
        try:
            with at_version(organization, posted_version(request)):
                form.save()
                rows.keep(organization, by=user)
                organization.add_name(organization.name, NameKind.OFFICIAL, by=user)
                if form.moves_sides():
                    ours.settled(None if "country" in form.changed_data and organization.ours else {organization.pk})
        except Stale as stale:
            context |= tell_stale(request, stale, form)
            status = 409
        else:
            say(request, _("%(name)s is saved.") % {"name": organization})
            return redirect("organization", pk=organization.pk)
    return render(request, "partners/organization_form.html", context, status=status)


@require_safe
def organization_choices(request: HttpRequest) -> JsonResponse:
    """Organizations that match what is being typed in a form: [{id, text, about}]."""
    user = the_user(request)
    rows = Organization.objects.visible_to(user)
    found = _matches(request, rows.named, lambda text: rows.matching(text, user))
    return JsonResponse(
        [{"id": row.pk, "text": row.name, "about": about_organization(row)} for row in found], safe=False
    )


# -------------------------------------------------------------------------------------------------------- people


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """The list of people; who was shown is kept in the read log."""
    user = the_user(request)
    rows = Person.objects.visible_to(user).filter(erased_at__isnull=True)
    filters = PersonFilterSet(request.GET, rows, user=user, on=timezone.localdate())
    table = Table(
        request,
        [
            Column("name", gettext_lazy("Name"), ["name"], optional=False),
            Column("organization", gettext_lazy("Organization and title")),
            Column("country", gettext_lazy("Country"), ["country", "name"]),
            Column("email", gettext_lazy("E-mail"), ["email"]),
            Column("phone", gettext_lazy("Telephone"), initially=False),
            Column("changed", gettext_lazy("Changed"), ["changed_at"], initially=False),
        ],
        default="name",
    )
    held = Affiliation.objects.visible_to(user).filter(until__isnull=True).select_related("organization")
    spellings = PersonName.objects.visible_to(user)
    shown = filters.qs.prefetch_related(
        Prefetch("affiliations", queryset=held, to_attr="held"),
        Prefetch("names", queryset=spellings, to_attr="spellings"),
    )
    page = paginate(request, table.order(shown))
    log_read(request, Person, [person.pk for person in page])
    context = {"filter": filters, "table": table, "page": page, "any": rows.exists()}
    return render(request, "partners/people.html", context)


@needs(Role.OFFICER)
def person_new(request: HttpRequest) -> HttpResponse:
    """A new person. Whoever may be here already is shown before the person is made a second time."""
    user = the_user(request)
    more = with_more_rows(request)
    data = more or request.POST or None
    form = PersonForm(data, user=user, initial={"name": request.GET.get("name", "")})
    rows = PersonNames(data, instance=Person(), prefix="names", queryset=PersonName.objects.none())
    places = Affiliations(
        data,
        instance=Person(),
        prefix="affiliations",
        queryset=Affiliation.objects.none(),
        form_kwargs={"user": user},
        initial=_place(request, user),
    )
    context: dict[str, Any] = {"form": form, "formsets": [places, rows]}
    if more:
        unjudged(form, rows, places)
    elif request.method == "POST" and all([form.is_valid(), rows.is_valid(), places.is_valid()]):
        name = form.cleaned_data["name"]
        with transaction.atomic():
            take_turn()
            like = [] if _sure(request, name) else people_like([name, *rows.typed()], user)
            if not like:
                person = form.save(commit=False)
                person.entered_by = user
                person.save()
                person.add_name(name, NameKind.OFFICIAL, by=user)
                rows.keep(person, by=user)
                places.keep(person, by=user)
        if not like:
            say(request, _("%(name)s is registered.") % {"name": person})
            return redirect("person", pk=person.pk)
        about = about_people(like, user)
        context["duplicates"] = [(row, about.get(row.pk, "")) for row in like]
        context["sure"] = names.norm(name)
        log_read(request, Person, [row.pk for row in like])
    return render(request, "partners/person_form.html", context)


def _place(request: HttpRequest, user: User) -> list[dict[str, Any]]:
    """The organization a new person is added to, when an organization's page sends us here."""
    asked = request.GET.get("organization", "")
    try:
        pk = UUID(asked)
    except ValueError:
        return []
    found = Organization.objects.visible_to(user).filter(pk=pk).first()
    return [{"organization": found.pk}] if found else []


@needs(Role.OFFICER)
def person_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change of a person, their names and affiliations."""
    user = the_user(request)
    person = get_or_404(Person.objects.visible_to(user).filter(erased_at__isnull=True), pk)
    title = str(person)
    more = with_more_rows(request)
    data = more or request.POST or None
    form = PersonForm(data, user=user, instance=person)
    known = PersonName.objects.visible_to(user).exclude(key=names.norm(title))
    rows = PersonNames(data, instance=person, prefix="names", queryset=known)
    places = Affiliations(
        data,
        instance=person,
        prefix="affiliations",
        queryset=Affiliation.objects.visible_to(user).select_related("organization"),
        form_kwargs={"user": user},
    )
    context = {"form": form, "formsets": [places, rows], "person": person, "title": title}
    status = 200
    log_read(request, Person, [person.pk])
    if more:
        unjudged(form, rows, places)
    elif request.method == "POST" and all([form.is_valid(), rows.is_valid(), places.is_valid()]):
        try:
            with at_version(person, posted_version(request)):
                form.save()
                rows.keep(person, by=user)
                person.add_name(person.name, NameKind.OFFICIAL, by=user)
                places.keep(person, by=user)
        except Stale as stale:
            context |= tell_stale(request, stale, form)
            status = 409
        else:
            say(request, _("%(name)s is saved.") % {"name": person})
            return redirect("person", pk=person.pk)
    return render(request, "partners/person_form.html", context, status=status)


@require_safe
def person_choices(request: HttpRequest) -> JsonResponse:
    """People who match what is being typed in a form: [{id, text, about}]. Kept in the read log."""
    user = the_user(request)
    rows = Person.objects.visible_to(user).filter(erased_at__isnull=True)
    found = _matches(request, rows.named, lambda text: rows.matching(text, user))
    about = about_people(found, user)
    log_read(request, Person, [row.pk for row in found])
    return JsonResponse([{"id": row.pk, "text": row.name, "about": about.get(row.pk, "")} for row in found], safe=False)


# -------------------------------------------------------------------------------------------------- affiliations


@needs(Role.OFFICER)
def affiliation_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One more affiliation of a person."""
    user = the_user(request)
    person = get_or_404(Person.objects.visible_to(user).filter(erased_at__isnull=True), pk)
    form = AffiliationRow(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            add_affiliation(person, form.save(commit=False), by=user)
        say(request, _("The affiliation of %(name)s is saved.") % {"name": person})
        return redirect("person", pk=person.pk)
    return render(request, "partners/affiliation_form.html", {"form": form, "person": person})


@needs(Role.OFFICER)
def affiliation_end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The day on which a person left. The affiliation stays, with its end."""
    user = the_user(request)
    held = Affiliation.objects.visible_to(user).filter(person__in=Person.objects.visible_to(user))
    affiliation = get_or_404(held.select_related("person", "organization"), pk)
    form = EndForm(request.POST or None, affiliation=affiliation)
    context: dict[str, Any] = {"form": form, "affiliation": affiliation}
    if request.method == "POST" and form.is_valid():
        try:
            with at_version(affiliation.person, posted_version(request)):
                affiliation.until = form.cleaned_data["until"]
                affiliation.save(update_fields=["until"])
        except Stale as stale:
            return render(
                request, "partners/affiliation_end.html", context | tell_stale(request, stale, form), status=409
            )
        # The button posts no version: the end it takes back must still be this one.
        undo = f"{reverse('affiliation_end_undo', kwargs={'pk': affiliation.pk})}?until={affiliation.until}"
        say(request, _("%(name)s left %(organization)s.") % _who_where(affiliation), undo=undo)
        return redirect("person", pk=affiliation.person_id)
    return render(request, "partners/affiliation_end.html", context)


@needs(Role.OFFICER)
@require_POST
def affiliation_end_undo(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Takes the end of an affiliation back, the one named by ``?until=``: another one is somebody else's."""
    user = the_user(request)
    held = Affiliation.objects.visible_to(user).filter(person__in=Person.objects.visible_to(user))
    affiliation = get_or_404(held.select_related("person", "organization"), pk)
    end = read_day(request.GET.get("until", ""))
    try:
        if end is None:
            raise Stale(affiliation)
        compare_and_set(affiliation, was={"until": end}, until=None)
    except Stale:
        tell_stale(request, Stale(affiliation.person))
    else:
        say(request, _("%(name)s is at %(organization)s again.") % _who_where(affiliation))
    return redirect("person", pk=affiliation.person_id)


def _who_where(affiliation: Affiliation) -> dict[str, str]:
    return {"name": str(affiliation.person), "organization": str(affiliation.organization)}


# --------------------------------------------------------------------------------------------------------- shared


def _sure(request: HttpRequest, name: str) -> bool:
    """Whether the person has seen the duplicates of this very name and wants a new record all the same."""
    return request.POST.get("sure", "") == names.norm(name)


def _matches(request: HttpRequest, named: Any, matching: Any) -> list[Any]:
    """Rows whose name is what was typed, then those that hold it; none for nothing."""
    text = " ".join(request.GET.get("q", "").replace("\x00", "").split())
    if not text:
        return []
    same = list(named(text)[:MOST_CHOICES])
    others = matching(text).exclude(pk__in=[row.pk for row in same])[: MOST_CHOICES - len(same)]
    return [*same, *others]


# ----------------------------------------------------------------------------------------------- history of changes


@require_safe
def organization_changes(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who changed what of an organization and its names."""
    user = the_user(request)
    row = get_or_404(Organization.objects.visible_to(user), pk)
    told = changes(row, _part(_("Name"), OrganizationName, "organization", row.pk, "text", user))
    context = {"row": row, "changes": told, "back": "organization", "list": "organizations"}
    return render(request, "partners/changes.html", context)


@require_safe
def person_changes(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who changed what of a person, their names and affiliations."""
    user = the_user(request)
    row = get_or_404(Person.objects.visible_to(user).filter(erased_at__isnull=True), pk)
    log_read(request, Person, [row.pk])
    told = changes(
        row,
        _part(_("Name"), PersonName, "person", row.pk, "text", user),
        _part(_("Affiliation"), Affiliation, "person", row.pk, "title", user),
    )
    context = {"row": row, "changes": told, "back": "person", "list": "people"}
    return render(request, "partners/changes.html", context)


def _part(label: str, model: type[Any], owner: str, pk: UUID, named_by: str, user: User) -> Part:
    """The events of rows under a record, without those that came from a document hidden from the user."""
    events = event_model(model)._default_manager.filter(**{owner: pk})
    shown = Q(source_document__isnull=True) | Q(source_document__in=Document.objects.visible_to(user).values("pk"))
    return Part(label, model, events.filter(shown), named_by)
