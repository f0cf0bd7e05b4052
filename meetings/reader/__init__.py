"""Reading a trip report: from the bytes of a file to the Reading, deterministic, offline and without Django.

``read_report`` is the door; ``meetings.reader.child`` opens it in a process of its own with limits.
"""

from __future__ import annotations

import hashlib

from .blocks import Block
from .document import language_of, read_blocks
from .facts.dates import HABIT, day_order
from .formats import Refused, read
from .reading import Doc, Reading
from .refusals import SENTENCES
from .sections import to_blocks

__all__ = ["read_document", "read_report", "refusal"]


def read_document(data: bytes, name: str) -> tuple[tuple[Block, ...], Reading]:
    """The blocks of a document and what they say.

    ``name`` is the file name with its ending, which must agree with the content. A file that cannot be read gives no
    blocks and a Reading with ``is_trip_report`` False and the reason in words; nothing is raised for a bad file.
    """
    digest = hashlib.sha256(data).hexdigest()
    try:
        raws = read(data, name)
    except Refused as refused:
        return (), refusal(name, digest, refused.code)
    blocks = to_blocks(raws)
    habit = HABIT.set(_day_order(blocks))
    try:
        return blocks, read_blocks(blocks, name, digest)
    finally:
        HABIT.reset(habit)


def _day_order(blocks: tuple[Block, ...]) -> str | None:
    """Whether this document writes the day or the month first in figures; Spanish and Korean put the day first."""
    return day_order(block.text for block in blocks) or (None if language_of(blocks) == "en" else "dmy")


def read_report(data: bytes, name: str) -> Reading:
    """What a document says; see ``read_document``."""
    return read_document(data, name)[1]


def refusal(name: str, sha256: str, code: str) -> Reading:
    """The Reading of a file that was not read; ``code`` is a key of ``refusals.SENTENCES``."""
    return Reading(Doc(name, sha256, "", False, "other", SENTENCES[code].korean, code))
