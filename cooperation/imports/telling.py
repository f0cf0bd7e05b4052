"""What the database refuses of a row, told with its number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, DataError, IntegrityError, models, transaction
from django.utils.translation import gettext as _

from accounts.rules import broken_rule, refusal


@contextmanager
def of_row(number: int) -> Iterator[None]:
    """What a person could mend of what goes wrong inside becomes a ValidationError that names the row."""
    try:
        yield
    except ValidationError as refused:
        raise _told(number, refused.messages) from refused
    except DatabaseError as error:
        if isinstance(error, DataError):
            raise _told(number, [_("A value is too long or too large for its field.")]) from error
        if isinstance(error, IntegrityError) and broken_rule(error) is not None:
            raise _told(number, refusal(error).messages) from error
        raise


def write(waiting: Sequence[tuple[int, models.Model]]) -> None:
    """Write records of one kind, each with the number of its row, at once; where the database refuses, one by one, to
    say which row it is.
    """
    records: list[Any] = [record for _row, record in waiting]
    try:
        with transaction.atomic():
            records[0]._meta.default_manager.bulk_create(records, batch_size=500)
    except DatabaseError:
        for number, record in waiting:
            with of_row(number):
                record.save(force_insert=True)


def _told(number: int, messages: list[str]) -> ValidationError:
    sentences = " ".join(messages)
    return ValidationError(_("Row %(row)d: %(why)s") % {"row": number, "why": sentences}, code="row")
