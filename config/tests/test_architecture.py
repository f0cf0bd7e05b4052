"""The rules of the house that import-linter cannot see, because they are in the registry of models and in the files."""

import importlib
import re
from pathlib import Path
from uuid import UUID

import pgtrigger
import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

from accounts.records import Record, Root

# From the lowest app upwards: a foreign key may name its own app and those before it.
APPS = ("accounts", "partners", "meetings", "cooperation")
# Names of people, tokens and what was read belong to the person and the administrators; views of accounts see to that.
OWN_PAGES = {"accounts.User", "accounts.ApiToken", "accounts.ReadLog", "accounts.Heartbeat", "accounts.SavedView"}
# Ledgers, work rows and search columns: their changes are their content (DESIGN, history of changes).
UNTRACKED = {
    "accounts.ApiToken", "accounts.ReadLog", "accounts.Heartbeat", "accounts.SavedView",
    "partners.DocumentBlock",
    "cooperation.Reminder", "cooperation.Delivery", "cooperation.Upload", "cooperation.UploadedFile",
    "cooperation.LedgerImport", "cooperation.LedgerRow", "cooperation.LedgerMapping",
    "cooperation.AskedReading",
    "cooperation.AuditAnswer", "cooperation.AuditFile",
}  # fmt: skip
OPEN_TO_STRANGERS = {
    "healthz", "admin/login/", "accounts/login/", "accounts/logout/", "accounts/theme/", "accounts/language/",
}  # fmt: skip
FORBIDDEN_MODULES = {"core", "common", "utils", "helpers", "services", "selectors", "signals", "misc"}


def ours() -> list[type[models.Model]]:
    """The models we wrote: not the event tables of the history, nor the tables behind many-to-many fields."""
    return [
        model
        for model in apps.get_models()
        if model._meta.app_label in APPS and not hasattr(model, "pgh_tracked_model")
    ]


def tracked() -> set[object]:
    return {model.pgh_tracked_model for model in apps.get_models() if hasattr(model, "pgh_tracked_model")}


def label(model: type[models.Model]) -> str:
    return model._meta.label


@pytest.mark.parametrize("model", ours(), ids=label)
def test_foreign_keys_point_down(model: type[models.Model]) -> None:
    height = APPS.index(model._meta.app_label)
    for field in model._meta.get_fields():
        if field.auto_created or not field.is_relation:
            continue
        target = field.related_model
        assert isinstance(target, type), f"{label(model)}.{field.name} is a generic relation; name the models instead"
        app = target._meta.app_label
        assert app not in APPS or APPS.index(app) <= height, f"{label(model)}.{field.name} points up to {label(target)}"


@pytest.mark.parametrize("model", [model for model in ours() if issubclass(model, Record)], ids=label)
def test_keys_are_uuids_that_sort_by_time(model: type[models.Model]) -> None:
    key = model._meta.pk
    assert isinstance(key, models.UUIDField)
    first, second = key.get_default(), key.get_default()
    assert isinstance(first, UUID)
    assert first.version == 7
    assert first < second


@pytest.mark.parametrize("model", [model for model in ours() if issubclass(model, Root)], ids=label)
def test_the_version_of_a_root_is_raised_by_the_database(model: type[models.Model]) -> None:
    names = {trigger.name for owner, trigger in pgtrigger.registered() if owner._meta == model._meta}
    assert "raise_version" in names, f"{label(model)} names no raise_version() among its triggers"


@pytest.mark.parametrize("model", ours(), ids=label)
def test_constraints_are_named_as_sentences(model: type[models.Model]) -> None:
    for constraint in model._meta.constraints:
        words = re.split(r"[ _]", constraint.name)
        assert len(words) >= 4, f"{constraint.name} of {label(model)} is not a sentence"
        assert all(re.fullmatch(r"[a-z0-9]+", word) for word in words), f"{constraint.name} has odd characters"
        assert len(constraint.name) <= 63, f"{constraint.name} is longer than PostgreSQL keeps"


def test_no_two_constraints_share_a_name() -> None:
    names = [constraint.name for model in ours() for constraint in model._meta.constraints]
    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize("model", [model for model in ours() if label(model) not in OWN_PAGES], ids=label)
def test_what_people_see_can_be_narrowed_to_what_they_may_see(model: type[models.Model]) -> None:
    assert hasattr(model._default_manager.all(), "visible_to"), f"the rows of {label(model)} have no visible_to(user)"


@pytest.mark.parametrize("model", ours(), ids=label)
def test_every_record_has_a_history_and_every_ledger_none(model: type[models.Model]) -> None:
    assert (model in tracked()) is (label(model) not in UNTRACKED)


def test_states_are_text_that_the_database_knows() -> None:
    """A field with choices that rules depend on is checked by the database as well (house rule 3)."""
    for model in ours():
        checks = [rule for rule in model._meta.constraints if isinstance(rule, models.CheckConstraint)]
        checked = " ".join(str(rule.condition) for rule in checks)
        for field in model._meta.get_fields():
            if getattr(field, "choices", None) and field.name in {"state", "stage", "role"}:
                assert f"{field.name}__in" in checked, f"no constraint of {label(model)} says what {field.name} may be"


def test_nothing_is_computed_in_save() -> None:
    for model in ours():
        for name in ("save", "delete"):
            assert name not in vars(model), f"{label(model)}.{name}() hides a rule from bulk and raw writes"


def python_files() -> list[Path]:
    return [
        file.relative_to(settings.BASE_DIR)
        for app in (*APPS, "config")
        for file in sorted((settings.BASE_DIR / app).rglob("*.py"))
        if "migrations" not in file.parts
    ]


def test_names_of_modules_say_what_is_inside() -> None:
    for file in python_files():
        parts = set(file.with_suffix("").parts) | set(file.parts[:-1])
        assert not parts & FORBIDDEN_MODULES, f"{file}: the name says nothing about what is inside"


def test_no_module_is_longer_than_a_person_reads() -> None:
    """Past about 500 lines a module becomes a package (DESIGN, Layout); tables of data are not read."""
    for file in python_files():
        if "tests" not in file.parts and not file.stem.endswith("_data"):
            lines = (settings.BASE_DIR / file).read_text().count("\n")
            assert lines <= 600, f"{file} has {lines} lines; split it by what it is about"


def test_nobody_listens_to_signals() -> None:
    for file in python_files():
        text = (settings.BASE_DIR / file).read_text()
        if "tests" not in file.parts:
            assert "django.db.models.signals" not in text, f"{file} listens to signals; say it where it happens"


def test_the_clock_is_not_read_by_the_reader() -> None:
    for file in sorted((settings.BASE_DIR / "meetings/reader").rglob("*.py")):
        text = file.read_text()
        assert not re.search(r"\b(datetime\.now|date\.today|timezone\.now|time\.time)\(", text), (
            f"{file} reads the clock"
        )


def test_pure_packages_load_without_django(tmp_path: Path) -> None:
    import subprocess
    import sys

    modules = [
        ".".join(file.with_suffix("").parts).removesuffix(".__init__")
        for file in python_files()
        if file.parts[:2] in {("meetings", "reader"), ("partners", "names.py"), ("partners", "matching.py")}
        and "tests" not in file.parts
    ]
    assert len(modules) > 3
    program = "import importlib, sys\n" + "".join(f"importlib.import_module({name!r})\n" for name in modules)
    program += "sys.exit('django' in sys.modules)"
    subprocess.run([sys.executable, "-c", program], cwd=settings.BASE_DIR, check=True)


def test_every_address_that_answers_without_sign_in_is_known() -> None:
    """A page that strangers may see is a decision, not an oversight."""
    from django.urls import URLPattern, URLResolver, get_resolver

    def patterns(resolver: URLResolver, prefix: str = "") -> list[tuple[str, URLPattern]]:
        found: list[tuple[str, URLPattern]] = []
        for entry in resolver.url_patterns:
            if isinstance(entry, URLResolver):
                found += patterns(entry, prefix + str(entry.pattern))
            else:
                found.append((prefix + str(entry.pattern), entry))
        return found

    open_to_all = {
        address
        for address, entry in patterns(get_resolver())
        if not getattr(entry.callback, "login_required", True) and not address.startswith("api/")
    }
    assert open_to_all <= OPEN_TO_STRANGERS, f"open to strangers: {sorted(open_to_all)}"


def test_modules_named_in_the_contracts_exist() -> None:
    """A contract about a module that was renamed holds trivially."""
    for name in ("meetings.reader", "partners.names", "partners.matching"):
        importlib.import_module(name)
