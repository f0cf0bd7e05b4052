"""Figures beside the marks they must meet.

Each module here is one benchmark with a function `run() -> list[Figure]`; its docstring says what is measured. The
home is fresh and
belongs to the run alone (bin/bench). A machine's speed is measured in the same run, as a baseline figure without a
mark, so that a missed mark can be told from a slow machine.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One measured number. `mark` is what it must reach, None for a baseline; `at_most` says from which side."""

    name: str
    value: float
    unit: str
    mark: float | None = None
    at_most: bool = True

    @property
    def missed(self) -> bool:
        if self.mark is None:
            return False
        return self.value > self.mark if self.at_most else self.value < self.mark

    def __str__(self) -> str:
        line = f"{self.name:<52} {self.value:>12,.3f} {self.unit:<8}"
        if self.mark is None:
            return line + "  baseline"
        sign = "≤" if self.at_most else "≥"
        return line + f"  {sign} {self.mark:,g}  {'MISSED' if self.missed else 'met'}"
