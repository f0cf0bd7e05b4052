"""The catalogue tools, on a small project of their own."""

import gettext
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from config import translations


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "accounts" / "tests").mkdir(parents=True)
    (tmp_path / "accounts" / "views.py").write_text(
        "from django.utils.translation import gettext as _, ngettext, pgettext\n"
        "_('Save')\n_('Hello %(name)s')\npgettext('month', 'May')\nngettext('%(n)d meeting', '%(n)d meetings', 3)\n"
    )
    (tmp_path / "accounts" / "tests" / "test_views.py").write_text("_('only in a test')")
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text(
        "{% load i18n %}<h1>{% translate 'Partners' %}</h1>{% blocktranslate count n=rows trimmed %}\n  one row\n"
        "{% plural %}\n  {{ n }} rows\n{% endblocktranslate %}{% translate 'May' context 'month' %}"
    )
    return tmp_path


def test_strings_of_python_and_of_templates_reach_the_catalogue(project: Path) -> None:
    translations.update(project)
    text = translations.catalogue_file("ko", project).read_text()
    for source in ("Save", "Partners", "May", "one row", "%(n)s rows", "%(n)d meetings"):
        assert f'"{source}"' in text
    assert "only in a test" not in text
    assert "views.py" not in text


def test_check_names_what_is_untranslated_and_is_content_when_all_is_set(project: Path) -> None:
    translations.update(project)
    assert set(translations.check("ko", project).untranslated) == {
        "Save", "Hello %(name)s", "month|May", "%(n)d meeting", "Partners", "one row",
    }  # fmt: skip
    unknown = translations.set_translations(
        {
            "Save": "저장", "Hello %(name)s": "%(name)s님, 안녕하세요", "month|May": "5월",
            "%(n)d meeting": "면담 %(n)d건", "Partners": "협력기관", "one row": "%(n)s줄", "nobody says this": "아무도",
        },
        root=project,
    )  # fmt: skip
    assert unknown == ["nobody says this"]
    assert translations.check("ko", project).complete


def test_a_lost_placeholder_is_found(project: Path) -> None:
    translations.set_translations({"Hello %(name)s": "안녕하세요"}, root=project)
    assert translations.check("ko", project).placeholders == ["Hello %(name)s"]


def test_a_string_gone_from_the_sources_is_reported_then_removed(project: Path) -> None:
    translations.set_translations({"Save": "저장"}, root=project)
    (project / "accounts" / "views.py").write_text("_('Delete')")
    report = translations.check("ko", project)
    assert "Save" in report.unused
    assert report.missing == ["Delete"]
    translations.update(project)
    assert "저장" not in translations.catalogue_file("ko", project).read_text()


def test_translations_survive_an_update(project: Path) -> None:
    translations.set_translations({"Save": "저장", "%(n)d meeting": "면담 %(n)d건"}, root=project)
    before = translations.catalogue_file("ko", project).read_bytes()
    translations.update(project)
    assert translations.catalogue_file("ko", project).read_bytes() == before


def test_the_compiled_catalogue_speaks_korean_in_every_number(project: Path) -> None:
    translations.set_translations({"Save": "저장", "%(n)d meeting": "면담 %(n)d건"}, root=project)
    translations.compile_stale(project)
    with translations.catalogue_file("ko", project).with_suffix(".mo").open("rb") as file:
        korean = gettext.GNUTranslations(file)
    assert korean.gettext("Save") == "저장"
    assert {korean.ngettext("%(n)d meeting", "%(n)d meetings", n) for n in (1, 2)} == {"면담 %(n)d건"}


def _set_one(project: Path, source: str, translation: str) -> None:
    translations.set_translations({source: translation}, root=project)


def test_several_writers_at_once_lose_nothing(project: Path) -> None:
    pairs = {f"String {number}": f"문장 {number}" for number in range(12)}
    (project / "accounts" / "views.py").write_text("".join(f"_({source!r})\n" for source in pairs))
    with ProcessPoolExecutor(4) as pool:
        for done in [pool.submit(_set_one, project, source, translation) for source, translation in pairs.items()]:
            done.result()
    text = translations.catalogue_file("ko", project).read_text()
    assert all(f'msgid "{source}"\nmsgstr "{translation}"' in text for source, translation in pairs.items())


def test_an_unreadable_file_of_pairs_is_answered_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "pairs.json").write_text('["Save"]')
    with pytest.raises(ValueError, match="must hold one object"):
        translations.load_pairs(tmp_path / "pairs.json")
