"""Addresses of lists and forms of organizations and people."""

from django.urls import path

from partners import views

urlpatterns = [
    path("organizations/", views.organizations, name="organizations"),
    path("organizations/new/", views.organization_new, name="organization_new"),
    path("organizations/choices/", views.organization_choices, name="organization_choices"),
    path("organizations/<uuid:pk>/edit/", views.organization_edit, name="organization_edit"),
    path("organizations/<uuid:pk>/changes/", views.organization_changes, name="organization_changes"),
    path("people/", views.people, name="people"),
    path("people/new/", views.person_new, name="person_new"),
    path("people/choices/", views.person_choices, name="person_choices"),
    path("people/<uuid:pk>/edit/", views.person_edit, name="person_edit"),
    path("people/<uuid:pk>/changes/", views.person_changes, name="person_changes"),
    path("people/<uuid:pk>/affiliations/new/", views.affiliation_new, name="affiliation_new"),
    path("affiliations/<uuid:pk>/end/", views.affiliation_end, name="affiliation_end"),
    path("affiliations/<uuid:pk>/end/undo/", views.affiliation_end_undo, name="affiliation_end_undo"),
]
