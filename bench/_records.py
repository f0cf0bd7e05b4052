"""A database of its own with many records, for benchmarks of what reads them."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from accounts.models import User

PARTNERS, PEOPLE, MEETINGS, ATTENDING = 300, 1_000, 8_000, 4
#: Meetings of the partner that met us most.
BUSY = 2_000


@contextmanager
def a_database(name: str = "bench") -> Iterator[None]:
    """An empty database of its own; gone afterwards."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    from config.environment import prepare

    prepare()
    django.setup()
    os.environ.setdefault("IEUM_TEST_RUN", str(os.getpid()))
    from config.tests.database import fresh_database, name_of_run

    with fresh_database(name_of_run(name)):
        yield


@contextmanager
def records() -> Iterator[tuple[User, Any, Any]]:
    """A viewer, a partner with ``BUSY`` meetings and one with three, among ``MEETINGS`` in all; gone afterwards."""
    with a_database():
        yield _fill()


def _fill() -> tuple[User, Any, Any]:
    import pgtrigger
    from django.db import connection

    from accounts.models import Role, User
    from meetings.models import Attendance, Meeting, Side
    from partners.models import Organization, OrganizationName, Person

    # Versions and history are not what is measured, and would take most of the time.
    with pgtrigger.ignore():
        user = User.objects.create(username="bench", role=Role.VIEWER)
        bodies = Organization.objects.bulk_create(
            Organization(name=f"Institute {number}", country="PE") for number in range(PARTNERS)
        )
        OrganizationName.objects.bulk_create(OrganizationName(organization=body, text=body.name) for body in bodies)
        people = Person.objects.bulk_create(Person(name=f"Ana {number}") for number in range(PEOPLE))
        first = date(2016, 1, 1)
        meetings = Meeting.objects.bulk_create(
            Meeting(
                title=f"Talk {number} about joint research",
                held_on=first + timedelta(days=number * 3_600 // MEETINGS),
                host=bodies[0] if number % (MEETINGS // BUSY) == 0 else bodies[2 + number % (PARTNERS - 2)],
                country="PE",
                # One in a hundred is confidential, and the reader is none of those who may see it.
                confidential=number % 100 == 7,
            )
            for number in range(MEETINGS)
        )
        meetings += Meeting.objects.bulk_create(
            Meeting(title=f"Rare talk {number}", held_on=first, host=bodies[1]) for number in range(3)
        )
        Attendance.objects.bulk_create(
            Attendance(
                meeting=meeting,
                person=people[(place * ATTENDING + seat) % PEOPLE],
                organization=meeting.host,
                side=Side.THEIRS,
                order=seat,
            )
            for place, meeting in enumerate(meetings)
            for seat in range(ATTENDING)
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return user, bodies[0], bodies[1]


def milliseconds(work: Callable[[], object], times: int = 15) -> float:
    """The median time of a call, after one that warms up."""
    work()
    taken = []
    for _time in range(times):
        begin = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begin)
    return sorted(taken)[times // 2] * 1000
