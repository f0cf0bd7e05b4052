"""Translations without the gettext programs: extract, merge, check and compile the catalogues of `locale/`, in Python.

Source strings are English; `locale/ko/LC_MESSAGES/django.po` is complete (DESIGN, languages). Files are sorted by
source string and carry no line numbers, so that changes by several people at once merge well. Every function that
writes holds one lock.
"""

import ast
import fcntl
import io
import json
import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from config.home import REPOSITORY

# The languages of the catalogues in locale/; English is the source and has none.
LANGUAGES = ("ko",)
PYTHON_ROOTS = ("accounts", "config", "cooperation", "meetings", "partners")
TEMPLATE_ROOTS = ("templates", "accounts", "cooperation", "meetings", "partners")
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
_PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}|%[sd]")

Text = str | tuple[str, str]  # a string, or a singular and its plural
Key = tuple[Text, str | None]  # with its context


@dataclass
class Report:
    """What `check` found in one language; empty lists mean that all is well."""

    language: str
    missing: list[str] = field(default_factory=list)  # in the sources, not in the catalogue: run `translations update`
    untranslated: list[str] = field(default_factory=list)
    fuzzy: list[str] = field(default_factory=list)
    placeholders: list[str] = field(default_factory=list)  # the translation lacks, or invents, a %(name)s
    unused: list[str] = field(default_factory=list)  # in the catalogue, no longer in the sources

    @property
    def complete(self) -> bool:
        return not (self.missing or self.untranslated or self.fuzzy or self.placeholders or self.unused)


def catalogue_file(language: str, root: Path = REPOSITORY) -> Path:
    return root / "locale" / language / "LC_MESSAGES" / "django.po"


@contextmanager
def _locked(root: Path) -> Iterator[None]:
    """One writer at a time, whichever copy of the command runs. The folder itself is what is locked; no lock file is
    left.
    """
    folder = root / "locale"
    folder.mkdir(exist_ok=True)
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


# What the sources say


def extracted(root: Path = REPOSITORY) -> dict[Key, Message]:
    """Every string the sources mark for translation, by its text and context. Raises ValueError naming a template it
    cannot read.
    """
    found: dict[Key, Message] = {}
    for file in _python_files(root):
        source = file.read_bytes()
        _collect(found, source)
        for rule in _rules(source):
            found.setdefault((rule, None), Message(rule))
    for file in _template_files(root):
        try:
            calls = templatize(file.read_text(encoding="utf-8"), origin=str(file))
            # What templatize leaves is calls of gettext between letters X; only its indentation is no Python.
            _collect(found, "\n".join(line.lstrip() for line in calls.splitlines()).encode())
        except Exception as error:
            raise ValueError(f"{file.relative_to(root)}: {error}") from error
    return found


def _python_files(root: Path) -> Iterator[Path]:
    for folder in PYTHON_ROOTS:
        for file in sorted((root / folder).rglob("*.py")):
            if not {"tests", "migrations"} & set(file.relative_to(root).parts):
                yield file


def _rules(source: bytes) -> Iterator[str]:
    """The names of constraints and refusing triggers as words: people are told them (accounts/rules.py)."""
    if not re.search(rb"Constraint\(|\brefuse\(", source):
        return
    for node in ast.walk(ast.parse(source)):
        called = getattr(node.func, "attr", getattr(node.func, "id", "")) if isinstance(node, ast.Call) else ""
        names: list[ast.expr] = []
        if called in ("CheckConstraint", "UniqueConstraint", "ExclusionConstraint"):
            names = [keyword.value for keyword in node.keywords if keyword.arg == "name"]  # type: ignore[attr-defined]
        elif called == "refuse":
            names = node.args[:1]  # type: ignore[attr-defined]
        for name in names:
            if isinstance(name, ast.Constant):
                yield str(name.value).replace("_", " ")


def _template_files(root: Path) -> Iterator[Path]:
    for folder in TEMPLATE_ROOTS:
        for suffix in ("html", "txt", "xml", "svg"):
            pattern = f"*.{suffix}" if folder == "templates" else f"templates/**/*.{suffix}"
            yield from sorted((root / folder).rglob(pattern))


def _collect(found: dict[Key, Message], source: bytes) -> None:
    for _line, text, comments, context in extract("python", io.BytesIO(source), KEYWORDS, ["Translators:"]):
        if not text or not (text[0] if isinstance(text, tuple) else text):
            continue
        key: Key = (tuple(text) if isinstance(text, tuple | list) else text, context)  # type: ignore[assignment]
        singular = key[0] if isinstance(key[0], str) else key[0][0]
        # A string used both alone and with a plural is one entry, with the plural, as in gettext.
        other = next((k for k in found if k[1] == context and _singular(k[0]) == singular), None)
        if other is not None:
            if isinstance(other[0], tuple) or isinstance(key[0], str):
                continue
            del found[other]
        flags = ["python-format"] if re.search(r"%(\(\w+\))?[sd]", singular) else []
        found[key] = Message(key[0], context=context, auto_comments=comments, flags=flags)


def _singular(text: object) -> str:
    return text[0] if isinstance(text, tuple | list) else str(text)


# Catalogues


def load(language: str, root: Path = REPOSITORY) -> Catalog:
    """The catalogue of `language`; an empty one if there is no file yet."""
    file = catalogue_file(language, root)
    if not file.exists():
        return _empty(language)
    with file.open("rb") as stream:
        return read_po(stream, locale=language)


def _empty(language: str) -> Catalog:
    catalogue = Catalog(locale=language, charset="utf-8", fuzzy=False)
    catalogue.header_comment = "# Sorted by source string. bin/manage translations update | set FILE.json | check"
    return catalogue


def _save(language: str, messages: Iterable[Message], root: Path) -> None:
    catalogue = _empty(language)
    for message in messages:
        catalogue.add(
            message.id,
            message.string,
            context=message.context,
            flags=message.flags,
            auto_comments=message.auto_comments,
            user_comments=message.user_comments,
        )
    output = io.BytesIO()
    write_po(output, catalogue, width=0, sort_output=True, no_location=True, ignore_obsolete=True, omit_header=True)
    header = (
        f"{catalogue.header_comment}\n"
        'msgid ""\nmsgstr ""\n'
        f'"Language: {language}\\n"\n"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        f'"Content-Transfer-Encoding: 8bit\\n"\n"Plural-Forms: {catalogue.plural_forms}\\n"\n\n'
    )
    _replace(catalogue_file(language, root), header.encode() + output.getvalue())


def _replace(file: Path, content: bytes) -> None:
    """Whole or not at all, and untouched when nothing changed."""
    if file.exists() and file.read_bytes() == content:
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor, fresh = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(content)
    os.chmod(fresh, 0o644)
    os.replace(fresh, file)


def update(root: Path = REPOSITORY) -> None:
    """Bring every catalogue in step with the sources: new strings come in untranslated, strings no longer used go."""
    with _locked(root):
        found = extracted(root)
        for language in LANGUAGES:
            _save(language, _merged(found, load(language, root)), root)


def _merged(found: dict[Key, Message], catalogue: Catalog) -> Iterator[Message]:
    for (text, context), message in found.items():
        old = catalogue.get(_singular(text), context)
        if old is not None:
            message.string = _shaped(old.string, message, catalogue)
            message.user_comments = list(old.user_comments)
            if old.fuzzy:
                message.flags.add("fuzzy")
        yield message


def _shaped(string: object, message: Message, catalogue: Catalog) -> str | tuple[str, ...]:
    """A translation in the shape its source needs: one text, or one for each plural form (Korean has one)."""
    forms = tuple(map(str, string)) if isinstance(string, tuple | list) else (str(string),)
    if not message.pluralizable:
        return forms[0]
    return tuple(forms[min(index, len(forms) - 1)] for index in range(catalogue.num_plurals))


def set_translations(pairs: dict[str, str], language: str = "ko", root: Path = REPOSITORY) -> list[str]:
    """Bring in new strings and translate those in `pairs`: {"English": "Korean"}, one text for singular and plural
    alike.

    A string with a context is written "context|English", if no source string reads like that. Returns the keys that no
    source uses; they are not stored.
    """
    with _locked(root):
        found = extracted(root)
        messages = list(_merged(found, load(language, root)))
        catalogue = _empty(language)
        unknown = []
        for source, translation in pairs.items():
            context, _, rest = source.partition("|")
            matches = [m for m in messages if _singular(m.id) == source and not m.context] or [
                m for m in messages if m.context == context and _singular(m.id) == rest
            ]
            if not matches:
                unknown.append(source)
            for message in matches:
                message.string = _shaped(translation, message, catalogue)
                message.flags.discard("fuzzy")
        _save(language, messages, root)
    return unknown


def check(language: str, root: Path = REPOSITORY) -> Report:
    """Compare sources and catalogue. Changes nothing."""
    found, catalogue, report = extracted(root), load(language, root), Report(language)
    for text, context in sorted(found, key=lambda key: (_singular(key[0]), key[1] or "")):
        name = f"{context}|{_singular(text)}" if context else _singular(text)
        message = catalogue.get(_singular(text), context)
        if message is None or (isinstance(text, tuple) and not message.pluralizable):
            report.missing.append(name)
            continue
        forms = message.string if isinstance(message.string, tuple | list) else (message.string,)
        if not all(forms):
            report.untranslated.append(name)
        elif message.fuzzy:
            report.fuzzy.append(name)
        elif any(_placeholders(form or "") != _placeholders(_plural(text)) for form in forms):
            report.placeholders.append(name)
    known = {(_singular(text), context) for text, context in found}
    report.unused = [_singular(m.id) for m in catalogue if m.id and (_singular(m.id), m.context) not in known]
    return report


def _plural(text: Text) -> str:
    return text[-1] if isinstance(text, tuple) else text


def _placeholders(text: str) -> list[str]:
    return sorted(match.group() for match in _PLACEHOLDER.finditer(text.replace("%%", "")))


def compile_stale(root: Path = REPOSITORY) -> None:
    """Write the .mo files that Django reads, where the .po is newer. A folder that cannot be written stays as it is."""
    for language in LANGUAGES:
        source = catalogue_file(language, root)
        target = source.with_suffix(".mo")
        if not source.exists() or not os.access(source.parent, os.W_OK):
            continue
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        with _locked(root):
            stamp = source.stat().st_mtime_ns
            output = io.BytesIO()
            write_mo(output, load(language, root))
            _replace(target, output.getvalue())
            os.utime(target, ns=(stamp, stamp))  # a .po that changed meanwhile is newer than this


def load_pairs(file: Path) -> dict[str, str]:
    """The pairs in a JSON file. Raises ValueError with a sentence where it is something else."""
    try:
        pairs = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ValueError(f"{file} is not readable as JSON: {error}") from error
    if not isinstance(pairs, dict) or not all(isinstance(value, str) for value in pairs.values()):
        raise ValueError(f'{file} must hold one object of {{"English": "Korean"}} pairs.')
    return pairs
