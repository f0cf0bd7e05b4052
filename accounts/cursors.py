"""Places in a list, as text for addresses: pages that stay right while rows are added before them."""

from __future__ import annotations

import base64
from typing import Any


def write_cursor(*place: Any) -> str:
    """Where a page ended, as text nobody should take apart."""
    return base64.urlsafe_b64encode("|".join(str(value) for value in place).encode()).decode().rstrip("=")


def read_cursor(text: str, *types: Any) -> list[Any]:
    """What ``write_cursor`` made; ``types`` read the values (UUID, date.fromisoformat). Raises ValueError for
    anything else."""
    content = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    return [read(value) for read, value in zip(types, content.decode().split("|"), strict=True)]
