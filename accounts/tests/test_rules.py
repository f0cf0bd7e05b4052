"""What the database refuses is told in words, at the form that was sent."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import RequestFactory
from django.utils import translation

from accounts.middleware import RulesMiddleware
from accounts.models import User
from accounts.rules import in_words, rule_words

pytestmark = pytest.mark.django_db


class Absence(forms.Form):
    rules = {"an_absence_ends_after_it_begins": ("until", "Must not be before the first day.")}
    until = forms.DateField(required=False)


def far_from_home(hana: User) -> None:
    with transaction.atomic():
        User.objects.filter(pk=hana.pk).update(absent_from="2026-03-02", absent_until="2026-03-01")


def test_a_form_tells_the_rule_at_its_field(hana: User) -> None:
    form = Absence({})
    assert form.is_valid()
    with pytest.raises(ValidationError) as refused, in_words(form):
        far_from_home(hana)
    form.add_error(None, refused.value)
    assert form.errors["until"] == ["Must not be before the first day."]


def test_a_form_without_words_for_it_tells_the_rule_itself(hana: User) -> None:
    told = pytest.raises(ValidationError, match="An absence ends after it begins")
    with translation.override("en"), told, in_words(forms.Form({})):
        far_from_home(hana)


def test_two_who_take_one_name_at_once_are_told(hana: User, minsu: User) -> None:
    told = pytest.raises(ValidationError, match="at the same moment")
    with translation.override("en"), told, in_words(), transaction.atomic():
        User.objects.filter(pk=hana.pk).update(username=minsu.username)


def test_a_mistake_of_ours_is_not_blamed_on_a_person(hana: User) -> None:
    ours = pytest.raises(IntegrityError, match="null value")
    with connection.cursor() as cursor, ours, in_words(), transaction.atomic():
        cursor.execute("UPDATE accounts_user SET username = NULL WHERE id = %s", [hana.pk])


def test_a_page_without_a_form_answers_with_the_rule_too(hana: User, rf: RequestFactory) -> None:
    with pytest.raises(IntegrityError) as broken:
        far_from_home(hana)
    with translation.override("en"):
        answer: Any = RulesMiddleware(lambda _request: None).process_exception(rf.post("/"), broken.value)  # type: ignore[arg-type,return-value]
    assert answer.status_code == 422
    assert "An absence ends after it begins." in answer.content.decode()


def test_every_rule_is_told_in_korean() -> None:
    told = {rule.name: rule_words(rule.name) for model in apps.get_models() for rule in model._meta.constraints if
            model._meta.app_label in {"accounts", "partners", "meetings", "cooperation"}}  # fmt: skip
    assert len(told) > 100
    assert not [name for name, words in told.items() if name.replace("_", " ")[1:] in words]
