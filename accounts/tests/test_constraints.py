"""Every named rule of the accounts' tables is broken here against the database itself, and found to hold."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import F

from accounts.models import ApiToken, SavedView, User


def _update(**values: object) -> Callable[[User], object]:
    return lambda hana: User.objects.filter(pk=hana.pk).update(**values)


def _views(*names: str) -> Callable[[User], object]:
    return lambda hana: [SavedView.objects.create(user=hana, page="agreements", name=name) for name in names]


BREAKS: dict[str, Callable[[User], object]] = {
    "a_user_has_a_known_role": _update(role="king"),
    "an_absence_ends_after_it_begins": _update(absent_from=date(2026, 3, 2), absent_until=date(2026, 3, 1)),
    "nobody_is_their_own_delegate": _update(delegate=F("id")),
    "a_saved_view_has_its_own_name": _views("mine", "mine"),
    "a_saved_view_has_a_name": _views(""),
    "a_token_has_at_least_one_scope": lambda hana: ApiToken.objects.create(
        user=hana, name="nothing", scopes=[], digest="0" * 64
    ),
}


def test_every_rule_of_the_accounts_is_broken_here() -> None:
    named = {
        constraint.name
        for model in apps.get_app_config("accounts").get_models()
        if not hasattr(model, "pgh_tracked_model")
        for constraint in model._meta.constraints
        if isinstance(constraint, models.BaseConstraint)
    }
    assert named == set(BREAKS)


@pytest.mark.parametrize("name", BREAKS)
def test_the_database_refuses_what_breaks_the_rule(name: str, hana: User) -> None:
    with pytest.raises(IntegrityError, match=f'"{name}"'), transaction.atomic():
        BREAKS[name](hana)
