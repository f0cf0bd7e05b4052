"""The API's list of meetings beside the same rows by psycopg and orjson alone, with token check and read log."""

from __future__ import annotations

import orjson

from bench import Figure
from bench._records import milliseconds, records

ROWS = 100
RAW = """
    SELECT meeting.id, meeting.reference, meeting.title, held_on, meeting.kind, meeting.status, place, minutes,
           host.name,
           (SELECT jsonb_agg(jsonb_build_object('id', person.id, 'name', person.name, 'title', attendance.title)
                             ORDER BY attendance."order")::text
            FROM meetings_attendance AS attendance JOIN partners_person AS person ON person.id = attendance.person_id
            WHERE attendance.meeting_id = meeting.id)
    FROM meetings_meeting AS meeting JOIN partners_organization AS host ON host.id = meeting.host_id
    WHERE NOT meeting.confidential ORDER BY meeting.id DESC LIMIT %s
"""


def run() -> list[Figure]:
    with records() as (user, _busy, _quiet):
        from django.conf import settings
        from django.core.cache import cache
        from django.db import connection
        from django.test import Client

        from accounts.models import ApiToken, Scope

        settings.API_RATE = "1000000/min"
        settings.ALLOWED_HOSTS = ["testserver"]
        cache.clear()
        _token, key = ApiToken.issue(user=user, name="bench", scopes=[Scope.READ])
        client, headers = Client(), {"Authorization": f"Bearer {key}"}

        def raw() -> bytes:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 FROM accounts_apitoken WHERE digest = %s", [ApiToken.digest_of(key)])
                cursor.execute(RAW, [ROWS])
                rows = [[*row[:-1], orjson.Fragment(row[-1] or "[]")] for row in cursor.fetchall()]
                cursor.execute(
                    "INSERT INTO accounts_readlog (at, actor_name, purpose, kind, ids, path) "
                    "VALUES (now(), 'bench', 'api', 'meetings.Meeting', %s, '/')",
                    [[row[0] for row in rows]],
                )
            return orjson.dumps(rows)

        def listed() -> None:
            answer = client.get(f"/api/v1/meetings/?page_size={ROWS}", headers=headers)
            assert answer.status_code == 200, answer.content

        limit, taken = milliseconds(raw), milliseconds(listed)
        return [
            Figure(f"{ROWS} meetings by psycopg and orjson", limit, "ms"),
            Figure(f"{ROWS} meetings by the API", taken, "ms"),
            Figure("the API's share of the speed of the raw endpoint", limit / taken, "", mark=0.1, at_most=False),
        ]
