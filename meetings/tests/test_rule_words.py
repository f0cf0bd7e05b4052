"""No rule leans on words that only the yardstick has.

Every word in the reader's code that stands in a document of the yardstick must stand in one of our own too: a word
taken from a yardstick document and from nowhere else is a rule tuned to it.
"""

from __future__ import annotations

import ast
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

import meetings.reader
from config.home import REPOSITORY
from meetings.tests.golden_set import DOCUMENTS, YARDSTICK

READER = Path(meetings.reader.__file__).parent
NAMES = ("lima.txt", "tashkent.txt", "vientiane.md")
#: Public lists, complete of their kind, whatever any document says: countries and cities, well-known public bodies.
LISTS = {"places_data.py", "known_bodies.py"}
WORD = re.compile(r"[가-힣]{2,}|[a-z]{4,}")


def plain(text: str) -> str:
    text = unicodedata.normalize("NFKD", text).casefold()
    return unicodedata.normalize("NFC", "".join(char for char in text if not unicodedata.combining(char)))


def strings_of(source: str) -> Iterator[str]:
    """The texts a module works with: its string constants but for docstrings."""
    tree = ast.parse(source)
    told = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


def words_of_rules() -> dict[str, str]:
    """Every word of the rules with the module it stands in."""
    return {
        word: path.relative_to(READER).as_posix()
        for path in sorted(READER.rglob("*.py"))
        if path.name not in LISTS
        for text in strings_of(path.read_text(encoding="utf-8"))
        for word in WORD.findall(plain(text))
    }


def stands_in(word: str, text: str) -> bool:
    return re.search(rf"(?<![a-z]){word}", text) is not None if word.isascii() else word in text


def only_theirs(words: dict[str, str], theirs: str, ours: str) -> dict[str, str]:
    return {word: module for word, module in words.items() if stands_in(word, theirs) and not stands_in(word, ours)}


def our_own() -> str:
    samples = [path for path in (REPOSITORY / "samples").iterdir() if path.suffix in (".md", ".txt")]
    return plain("\n".join(path.read_text(encoding="utf-8") for path in (*DOCUMENTS, *samples)))


def test_no_word_of_a_rule_stands_in_a_yardstick_document_and_in_none_of_our_own() -> None:
    missing = [name for name in NAMES if not (YARDSTICK / name).exists()]
    if missing:
        pytest.skip(f"{missing} are not here; the yardstick is kept outside the repository")
    theirs = plain("\n".join((YARDSTICK / name).read_text(encoding="utf-8") for name in NAMES))
    words = words_of_rules()
    assert len(words) > 2_000
    assert only_theirs(words, theirs, our_own()) == {}


def test_a_word_taken_from_a_yardstick_document_alone_is_seen() -> None:
    words = {"홍합양식": "x.py", "보고서": "x.py", "aide": "y.py"}
    found = only_theirs(words, "홍합양식에 관한 보고서. the aide-memoire", "출장 결과보고서")
    assert found == {"홍합양식": "x.py", "aide": "y.py"}
    assert list(strings_of('"""told"""\nX = "하나"\ndef f() -> str:\n    "told"\n    return "둘"')) == ["하나", "둘"]
