"""Records from proposals: what accepting one writes. Never overwrites a value that is there; fills what is empty.

``Filing`` resolves what a record needs in order: a meeting accepts its trip, the bodies and the people it names, where
these are clear. Who is not decided yet is added when they are (``complete``), so nothing waits for one doubtful name.
"""

from cooperation.intake.records.base import Blocked, Invalid, fill, unsettle
from cooperation.intake.records.filing import Filing
from cooperation.intake.records.happened import meeting_kind
from cooperation.intake.records.revised import Stands, can_change

__all__ = ["Blocked", "Filing", "Invalid", "Stands", "can_change", "fill", "meeting_kind", "unsettle"]
