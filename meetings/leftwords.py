"""Saying that much of a document was not understood (docs/reading.md), alike on pages and in a shell."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from accounts.words import counted
from meetings.reader.left import much_left


def left_words(left: int, text_lines: int) -> str:
    """ "Of 120 lines 45 were not understood"; empty where that is no large share."""
    if not much_left(left, text_lines):
        return ""
    return _("Of %(lines)s lines %(left)s were not understood") % {
        "lines": counted(text_lines, "line"),
        "left": counted(left, "line"),
    }


def left_words_of(reading: dict[str, Any] | None) -> str:
    """The same of a Reading as JSON; of one whose lines were not counted yet nothing is said."""
    reading = reading or {}
    return left_words(len(reading.get("leftover") or ()), reading.get("text_lines") or 0)
