"""What a sentence says about the future, read from how it ends (Korean) or from its verb (English, Spanish).

A rule names a notion, not a document. The promise rules say yes; the rules of hope, duty, opinion, forecast, refusal
and courtesy say no, and are asked first where both could match.
"""

from __future__ import annotations

from meetings.reader.facts.promises.endings.base import Ending, Kind, condition, done, looks_into, refused
from meetings.reader.facts.promises.endings.english import english
from meetings.reader.facts.promises.endings.korean import denies, korean, strip_tail
from meetings.reader.facts.promises.endings.spanish import spanish

__all__ = [
    "Ending",
    "Kind",
    "condition",
    "denies",
    "done",
    "english",
    "korean",
    "looks_into",
    "refused",
    "spanish",
    "strip_tail",
]
