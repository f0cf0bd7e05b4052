"""The manager's page over 10,000 agreements, 1,000,000 meetings and 200,000 commitments, beside 100 agreements.

The time is that of the view on the server, for a manager and for a viewer to whom some records are hidden. BENCH_SHARE
(1 by default) takes a share of the large numbers, for a trial. The baseline is a plain count of the same meetings.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any

from bench import Figure
from bench._records import a_database, milliseconds

if TYPE_CHECKING:
    from accounts.models import User

AGREEMENTS, MEETINGS, COMMITMENTS = 10_000, 1_000_000, 200_000
FEW = 100
PARTNERS, OFFICERS, COUNTRIES = 2_000, 30, 60
#: Of a hundred meetings, so many are counted under an agreement.
UNDER_AGREEMENTS = 30


def run() -> list[Figure]:
    share = float(os.environ.get("BENCH_SHARE", "1"))
    with a_database("few"):
        few = _measured(*_fill(FEW, FEW * 100, FEW * 20))
    with a_database("many"):
        many = _measured(*_fill(*(int(number * share) for number in (AGREEMENTS, MEETINGS, COMMITMENTS))))
    agreements = f"{int(AGREEMENTS * share):,} agreements"
    return [
        Figure("a count of all meetings", many["count"], "ms"),
        Figure(f"{FEW} agreements, a manager", few["manager"], "ms"),
        Figure(f"{FEW} agreements, a viewer", few["viewer"], "ms"),
        Figure(f"{agreements}, a manager", many["manager"], "ms", mark=150),
        Figure(f"{agreements}, a viewer", many["viewer"], "ms", mark=150),
        Figure("many beside few, a manager", many["manager"] / few["manager"], "times"),
        Figure("more queries for many, a manager", many["queries"] - few["queries"], "", mark=0),
        Figure("more queries for many, a viewer", many["viewer_queries"] - few["viewer_queries"], "", mark=0),
    ]  # fmt: skip


def _measured(manager: User, viewer: User) -> dict[str, float]:
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from meetings.models import Meeting

    settings.ALLOWED_HOSTS = ["testserver"]
    found = {"count": milliseconds(Meeting.objects.count, 5)}
    for name, user in (("manager", manager), ("viewer", viewer)):
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")

        def shown(client: Client = client) -> None:
            answer = client.get("/dashboard/")
            assert answer.status_code == 200, answer.content

        found[name] = milliseconds(shown, 11)
        with CaptureQueriesContext(connection) as queries:
            shown()
        found["queries" if name == "manager" else "viewer_queries"] = len(queries)
        if os.environ.get("BENCH_QUERIES"):
            for query in sorted(queries.captured_queries, key=lambda query: -float(query["time"]))[:8]:
                print(query["time"], query["sql"][: int(os.environ["BENCH_QUERIES"])])
    return found


def _fill(agreements: int, meetings: int, commitments: int) -> tuple[User, User]:
    """The records, copied in the database from one of each kind. A manager, and a viewer."""
    import pgtrigger
    from django.db import connection
    from django.utils import timezone

    from accounts.models import Role, User
    from cooperation.models import (
        Agreement,
        AgreementActivity,
        AgreementFile,
        AgreementParty,
        Amendment,
        Commitment,
        Decision,
    )
    from meetings.models import Meeting, Trip
    from partners.models import Document, Organization

    with pgtrigger.ignore():
        manager = User.objects.create(username="minsu", role=Role.MANAGER)
        viewer = User.objects.create(username="guest", role=Role.VIEWER)
        officers = User.objects.bulk_create(
            User(username=f"officer{number}", role=Role.OFFICER) for number in range(OFFICERS)
        )
        us = Organization.objects.create(name="Us", country="KR", ours=True)
        departments = Organization.objects.bulk_create(
            Organization(name=f"Department {number}", country="KR", ours=True, parent=us) for number in range(8)
        )
        codes = re.findall(
            "..",
            "PEVNDEUSJPCNUZKZFRGBESITNLBESENOFIDKPLCZATCHHUPTGRTREGMAZAKEETNGGH"
            "BRARCLCOMXCAAUNZINIDTHMYSGPHLAKHMMMNPKBDLKNPILSAAEQAJO",
        )
        bodies = Organization.objects.bulk_create(
            Organization(name=f"Institute {number}", country=codes[number % COUNTRIES]) for number in range(PARTNERS)
        )
        document = Document.objects.create(name="copy.pdf", sha256="0" * 64, size=1)
        today = timezone.localdate()
        agreement = Agreement.objects.create(title="Tie", state="signed", signed_on=today)
        meeting = Meeting.objects.create(title="Talk", held_on=today)
        commitment = Commitment.objects.create(text="Promise", officer=manager, side="ours")
        copies = Copies()
        copies.lists(officer=officers, department=departments, body=bodies)
        day = "current_date - (%s)::int"
        copies.make(
            agreement, agreements,
            term="(ARRAY['fixed', 'years', 'years', 'open', ''])[1 + n % 5]",
            signed_on=f"CASE WHEN n % 10 <> 9 THEN {day % '30 + n * 7 % 2500'} END",
            expires_on="CASE WHEN n % 5 = 0 THEN current_date - (30 + n * 7 % 2500)::int + 800 + n % 900 END",
            term_years="CASE WHEN n % 5 IN (1, 2) THEN 1 + n % 6 END",
            renewal="CASE WHEN n % 5 = 1 THEN 'automatic' ELSE '' END",
            renewal_years="CASE WHEN n % 5 = 1 THEN 1 + n % 3 END", scope="CASE WHEN n % 7 = 0 THEN '' ELSE 'All' END",
            type="(ARRAY['MOU', 'MOA', 'LOI', 'NDA'])[1 + n % 4]", confidential="n % 100 = 7",
            officer_id=copies.one_of("officer"), department_id=copies.one_of("department"),
            state="CASE WHEN n % 10 = 9 THEN 'negotiating' ELSE 'signed' END",
        )  # fmt: skip
        copies.make(meeting, meetings, held_on=day % "n % 3600", confidential="n % 1000 = 7")
        copies.make(
            commitment, commitments,
            state="CASE WHEN n % 5 = 0 THEN 'open' ELSE 'done' END", officer_id=copies.one_of("officer"),
            closed_on="CASE WHEN n % 5 <> 0 THEN current_date - n % 900 END", due_end=day % "n % 400 - 340",
            closed_by_id="CASE WHEN n % 5 <> 0 THEN officer_id END", side="(ARRAY['ours', 'theirs'])[1 + n % 2]",
            outcome="CASE WHEN n % 5 = 0 THEN '' ELSE 'Done' END", owner_id=copies.one_of("body"),
            agreement_id=f"CASE WHEN n % 2 = 0 THEN {copies.key(Agreement, f'1 + n % {agreements}')} END",
            confidential="n % 500 = 7",
        )  # fmt: skip
        party = AgreementParty.objects.create(agreement=agreement, organization=us)
        copies.make(party, agreements, agreement_id=copies.key(Agreement))
        copies.make(
            party, agreements, start=agreements, order="1", organization_id=copies.one_of("body"),
            agreement_id=copies.key(Agreement, f"n - {agreements}"),
        )  # fmt: skip
        activity = AgreementActivity.objects.create(agreement=agreement, meeting=meeting, happened_on=today)
        copies.make(
            activity, meetings * UNDER_AGREEMENTS // 100, meeting_id=copies.key(Meeting), happened_on=day % "n % 3600",
            agreement_id=copies.key(Agreement, f"1 + (n / 3) % {agreements}"),
        )  # fmt: skip
        file = AgreementFile.objects.create(agreement=agreement, document=document, role="signed_copy")
        copies.make(file, agreements * 2 // 3, agreement_id=copies.key(Agreement))
        amendment = agreement.amendments.create(ordinal=1, changes="More", signed_on=today)
        copies.make(amendment, agreements // 10, agreement_id=copies.key(Agreement, "n * 10"),
                    new_expires_on=day % "n % 900 - 600")  # fmt: skip
        decision = Decision.objects.create(
            agreement=agreement, kind="renew", act_by=today, why="Good", decided_by=manager, decided_on=today
        )
        copies.make(decision, agreements // 5, agreement_id=copies.key(Agreement, "n * 5"))
        trip = Trip.objects.create(title="Trip", start_on=today, end_on=today)
        copies.make(
            trip, agreements, start_on=day % "n % 3000 + 5", end_on=day % "n % 3000", confidential="n % 100 = 7",
            submitted_on="CASE WHEN n % 20 <> 0 AND n % 3000 > 20 THEN current_date - n % 3000 + 10 END",
        )  # fmt: skip
    for table in (Amendment, Meeting):
        assert table.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return manager, viewer


class Copies:
    """Many rows made from one by INSERT … SELECT: minutes, where objects took hours. Their ids follow from ``n``."""

    def __init__(self) -> None:
        self.rows: dict[str, list[Any]] = {}

    def lists(self, **rows: list[Any]) -> None:
        self.rows |= rows

    def one_of(self, name: str) -> str:
        keys = ", ".join(f"'{row.pk}'" for row in self.rows[name])
        return f"(ARRAY[{keys}]::uuid[])[1 + (n * 31) % {len(self.rows[name])}]"

    def key(self, model: Any, of: str = "n") -> str:
        kind = f"{abs(hash_of(model._meta.label)) % 0x10000:04x}"
        return f"('00000000-{kind}-7000-8000-' || lpad(to_hex({of}), 12, '0'))::uuid"

    def make(self, row: Any, count: int, *, start: int = 0, **columns: str) -> None:
        from django.db import connection

        model = type(row)
        fields = [field.column for field in model._meta.concrete_fields if not field.generated]
        given = {"id": self.key(model), "number": "1000 + n", **columns}
        if "closed_by_id" in given:
            given["closed_by_id"] = given["closed_by_id"].replace("officer_id", given["officer_id"])
        table = model._meta.db_table
        values = ", ".join(f"({given[name]})" if name in given else f'original."{name}"' for name in fields)
        with connection.cursor() as cursor:
            cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
            cursor.execute(
                f'INSERT INTO "{table}" ({", ".join(chr(34) + name + chr(34) for name in fields)}) SELECT {values} '
                f'FROM "{table}" original, generate_series({start + 1}, {start + count}) n WHERE original.id = %s'
                .replace("% ", "%% "),
                [row.pk],
            )  # fmt: skip
            cursor.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')


def hash_of(text: str) -> int:
    return sum((place + 1) * ord(letter) for place, letter in enumerate(text))
