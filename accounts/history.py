"""Who changed what, and why: the context every tracked write carries (DESIGN, history of changes)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pghistory
from pghistory import runtime

if TYPE_CHECKING:
    from accounts.models import User

#: Columns no history is kept of: they follow from other columns.
UNTRACKED = ["version", "changed_at", "reference", "search_text"]


@contextmanager
def recorded(by: User | None = None, **why: Any) -> Iterator[None]:
    """Keep ``by`` and ``why`` (say ``proposal=…``, ``command=…``) with every change made inside.

    Contexts nest: an inner one adds to the outer. A tracked write outside of any context is refused in tests.
    """
    if by is not None:
        why["user"] = str(by.pk)
    with pghistory.context(**{key: str(value) for key, value in why.items()}):
        yield


@contextmanager
def apart(by: User | None = None, **why: Any) -> Iterator[None]:
    """Like ``recorded``, but what is written inside has a context of its own, though it carries what the outer says.

    One request may carry out many decisions; to take one of them back, what it wrote must be told from the rest.
    """
    outer = getattr(runtime._tracker, "value", None)
    if outer is None:
        with recorded(by, **why):
            yield
        return
    if by is not None:
        why["user"] = by.pk
    said = outer.metadata | {key: str(value) for key, value in why.items()}
    runtime._tracker.value = runtime.Context(id=uuid4(), metadata=said)
    try:
        yield
    finally:
        runtime._tracker.value = outer


def tracked(*, exclude: list[str] | None = None) -> Any:
    """Class decorator: keep every insert, update and delete of the model in an append-only event table."""
    return pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        exclude=[*UNTRACKED, *(exclude or [])],
        append_only=True,
    )
