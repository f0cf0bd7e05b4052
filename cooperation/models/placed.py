"""Where all agreements stand on a day, in one statement that counts them: for the overview of thousands.

The rule is that of ``standing.py`` (docs/domain.md, Agreements on a day). There each column repeats the ones it is made
of, which a page of twenty does not feel and ten thousand rows do; here each step is made once, and set by set. A test
compares every number with the list behind it.
"""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import connection

from accounts.visibility import hidden_keys, sharing, spelt_out
from cooperation import terms
from cooperation.models.agreements import Agreement, AgreementQuerySet
from cooperation.models.commitments import Commitment, CommitmentQuerySet
from cooperation.models.projects import AgreementActivity
from cooperation.models.wording import FORCE, Standing

if TYPE_CHECKING:
    from accounts.models import User

#: The lists of agreements in what ``overview`` gives.
LISTS = ("recent", "deciding", "quiet", "lapsed_rows", "missing_rows", "charted", "talks")

#: What a step needs of an agreement.
COLUMNS = (
    "id", "type", "state", "signed_on", "effective_from", "term", "term_years", "expires_on", "renewal",
    "renewal_years", "notice_months", "review_on", "closed_on", "cancelled_on", "scope", "created_at",
)  # fmt: skip

# OFFSET 0 keeps a step apart from the next, so that it is made once and not again for each column that names it; rows
# run through such steps without being stored. What several parts of the answer read is stored: MATERIALIZED.
STEPS = """
SELECT made FROM (
WITH {shared} hidden_acts (id) AS MATERIALIZED ({hidden_acts}),
hidden_kept (id) AS MATERIALIZED ({hidden_kept}),
stood AS MATERIALIZED (
    SELECT dated.id, dated.type, dated.begins_on, dated.ends_on, dated.act_by, dated.signed_on, dated.created_at,
           dated.scope = '' AS no_scope, dated.term = '' AND dated.first_end IS NULL AS no_term,
           ieum_standing(
               CASE WHEN dated.cancelled_on > %(on)s::date THEN 'draft' ELSE dated.state END,
               dated.signed_on, dated.begins_on, dated.ends_on, dated.act_by, dated.closed_on,
               %(on)s::date, %(decide_until)s::date,
               coalesce(dated.act_by = ANY(dated.answered), false) OR next.predecessor_id IS NOT NULL,
               dated.stopped_on IS NOT NULL, next.predecessor_id IS NOT NULL,
               coalesce(next.begun AND (dated.renewal = 'automatic' OR dated.ends_on IS NULL), false)
           ) AS standing
    FROM (
        SELECT ended.*, coalesce(
            (ends_on - make_interval(months => CASE renewal
                WHEN 'automatic' THEN coalesce(notice_months, %(lead)s) ELSE %(lead)s END))::date,
            review_on
        ) AS act_by
        FROM (
            SELECT termed.*, CASE renewal WHEN 'evergreen' THEN amended_end WHEN 'automatic' THEN
                ieum_running_end(first_end, renewal_years, coalesce(notice_months, 0), asked_on, stopped_on)
                ELSE first_end END AS ends_on
            FROM (
                SELECT a.*, coalesce(a.effective_from, a.signed_on) AS begins_on,
                       least(%(on)s::date, a.closed_on) AS asked_on, decided.stopped_on, decided.answered,
                       amended.new_expires_on AS amended_end, coalesce(
                           amended.new_expires_on, a.expires_on, CASE WHEN a.term = 'years' THEN
                           ieum_last_day(coalesce(a.effective_from, a.signed_on), a.term_years) END
                       ) AS first_end
                FROM ({chosen}) a
                LEFT JOIN (
                    SELECT DISTINCT ON (m.agreement_id) m.agreement_id, m.new_expires_on
                    FROM cooperation_amendment m JOIN cooperation_agreement of_m ON of_m.id = m.agreement_id
                    WHERE m.signed_on <= least(%(on)s::date, of_m.closed_on) AND m.new_expires_on IS NOT NULL
                    ORDER BY m.agreement_id, m.signed_on DESC, m.ordinal DESC
                ) amended ON amended.agreement_id = a.id
                LEFT JOIN (
                    SELECT d.agreement_id, array_agg(d.act_by) AS answered, (array_agg(
                        CASE WHEN d.kind = ANY(%(stopping)s) THEN d.decided_on END
                        ORDER BY d.decided_on DESC, d.created_at DESC
                    ))[1] AS stopped_on
                    FROM cooperation_decision d JOIN cooperation_agreement of_d ON of_d.id = d.agreement_id
                    WHERE d.decided_on <= least(%(on)s::date, of_d.closed_on) GROUP BY d.agreement_id
                ) decided ON decided.agreement_id = a.id
                OFFSET 0
            ) termed OFFSET 0
        ) ended OFFSET 0
    ) dated
    LEFT JOIN (
        SELECT predecessor_id, coalesce(effective_from <= %(on)s::date, true) AS begun FROM cooperation_agreement
        WHERE predecessor_id IS NOT NULL AND signed_on <= %(on)s::date
    ) next ON next.predecessor_id = dated.id
    OFFSET 0
),
position AS MATERIALIZED (
    SELECT stands.*, standing = ANY(%(force)s) AS forced, coalesce(said.parties, 0) < 2 AS no_parties,
           coalesce(said.parties, 0) = 0 OR said.signatories < said.parties AS no_signatories,
           copied.agreement_id IS NULL AS no_copy,
           signed_on IS NOT NULL AND standing = ANY(%(papers)s) AND (
               no_term OR no_scope OR coalesce(said.parties, 0) < 2 OR said.signatories < said.parties
               OR copied.agreement_id IS NULL
           ) AS lacking,
           old AND coalesce(latest <= %(since)s::date, true) AS silent
    FROM (
        SELECT *, CASE WHEN last_act > %(since)s::date THEN last_act WHEN old THEN greatest(last_act,
            (SELECT max(kept.closed_on) FROM cooperation_commitment kept
             WHERE kept.agreement_id = acted.id AND kept.state = 'done' AND kept.closed_on <= %(on)s::date {seen_kept})
        ) END AS latest
        FROM (
            SELECT *, CASE WHEN old THEN
                (SELECT max(act.happened_on) FROM cooperation_agreementactivity act
                 WHERE act.agreement_id = aged.id AND act.happened_on <= %(on)s::date {seen_acts})
            END AS last_act
            FROM (
                SELECT *, standing = ANY(%(force)s) AND begins_on <= %(since)s::date AS old FROM stood OFFSET 0
            ) aged OFFSET 0
        ) acted OFFSET 0
    ) stands
    LEFT JOIN (
        SELECT agreement_id, count(*) AS parties, count(signatory_id) AS signatories
        FROM cooperation_agreementparty GROUP BY agreement_id
    ) said ON said.agreement_id = stands.id
    LEFT JOIN (
        SELECT DISTINCT agreement_id FROM cooperation_agreementfile
        WHERE role = 'signed_copy' AND created_at < (%(on)s::date + 1)::timestamp AT TIME ZONE %(zone)s
    ) copied ON copied.agreement_id = stands.id
)
"""

#: The columns of a listed row; what happened last is asked for these few alone.
ROW = """
    jsonb_build_object(
        'id', one.id, 'type', one.type, 'standing', one.standing, 'silent', one.silent, 'missing', {missing},
        'begins_on', one.begins_on, 'ends_on', one.ends_on, 'act_by', one.act_by, 'signed_on', one.signed_on,
        'last_activity_on', one.latest
    )
"""

#: What is missing, of the few that are shown.
MISSING = """CASE WHEN one.signed_on IS NULL THEN ARRAY[]::text[] ELSE array_remove(ARRAY[
    CASE WHEN one.no_term THEN 'term' END, CASE WHEN one.no_scope THEN 'scope' END,
    CASE WHEN one.no_parties THEN 'parties' END, CASE WHEN one.no_signatories THEN 'signatories' END,
    CASE WHEN one.no_copy THEN 'signed_copy' END
], NULL) END"""

#: How much is missing, to order by.
LACKS = "no_term::int + no_scope::int + no_parties::int + no_signatories::int + no_copy::int"

#: Condition, order and which of the three lengths, for each of the lists.
LISTED = {
    "recent": ("forced", "signed_on DESC, id", "named"),
    "deciding": ("standing = 'to_decide'", "act_by NULLS LAST, id", "named"),
    "quiet": ("silent", "coalesce(latest, begins_on), id", "named"),
    "lapsed_rows": ("standing = 'lapsed'", "ends_on, id", "listed"),
    "missing_rows": ("lacking", f"{LACKS} DESC, signed_on, id", "listed"),
    "charted": (
        "forced OR standing = 'lapsed'",
        "standing <> 'lapsed', standing <> 'to_decide', CASE standing WHEN 'lapsed' THEN ends_on ELSE act_by END, id",
        "charted",
    ),
    "talks": ("standing IN ('negotiating', 'agreed_text')", "created_at, id", "listed"),
}

COUNTS = """
    'key', {key}, 'in_force', count(*), 'to_decide', count(*) FILTER (WHERE standing = 'to_decide'),
    'silent', count(*) FILTER (WHERE silent)
"""

GATHER = """
SELECT jsonb_build_object(
    'numbers', (SELECT jsonb_build_object(
        'signed', count(signed_on), 'in_force', count(*) FILTER (WHERE forced),
        'to_decide', count(*) FILTER (WHERE standing = 'to_decide'), 'silent', count(*) FILTER (WHERE silent),
        'lapsed', count(*) FILTER (WHERE standing = 'lapsed'), 'lacking', count(*) FILTER (WHERE lacking),
        'past_act_by', count(*) FILTER (WHERE standing = 'to_decide' AND act_by < %(on)s::date),
        'negotiating', count(*) FILTER (WHERE standing = 'negotiating'),
        'agreed_text', count(*) FILTER (WHERE standing = 'agreed_text')
    ) FROM position),
    'kinds', (SELECT coalesce(jsonb_agg(made), '[]') FROM (
        SELECT jsonb_build_object({of_kind}) AS made FROM position WHERE forced GROUP BY type
    ) kinds),
    'countries', (SELECT coalesce(jsonb_agg(made), '[]') FROM (
        SELECT jsonb_build_object({of_country}) AS made FROM (
            SELECT min(standing) AS standing, bool_or(silent) AS silent, body.country FROM position
            JOIN cooperation_agreementparty party ON party.agreement_id = position.id
            JOIN partners_organization body ON body.id = party.organization_id
            WHERE forced AND NOT body.ours AND body.country <> '' GROUP BY position.id, body.country
        ) place GROUP BY country
    ) countries),
    {lists}
) AS made) overview
"""


def _list(name: str) -> str:
    condition, order, length = LISTED[name]
    rows = f"SELECT * FROM position WHERE {condition}"  # noqa: S608  # our own words
    row = ROW.replace("{missing}", MISSING)
    return (
        f"'{name}', (SELECT coalesce(jsonb_agg({row}), '[]') FROM "  # noqa: S608
        f"({rows} ORDER BY {order} LIMIT %({length})s) one)"
    )


STATEMENT = STEPS + GATHER.replace("{lists}", ", ".join(_list(name) for name in LISTS)).replace(
    "{of_kind}", COUNTS.replace("{key}", "type")
).replace("{of_country}", COUNTS.replace("{key}", "country"))


def _merged(sql: str, params: Any, name: str, into: dict[str, Any]) -> str:
    """A statement of Django's with its parameters named, so that it can stand inside of ours."""
    pieces = sql.split("%s")
    found = pieces[0]
    for place, (param, piece) in enumerate(zip(params, pieces[1:], strict=True)):
        into[f"{name}{place}"] = param
        found += f"%({name}{place})s{piece}"
    return found


def overview(
    agreements: AgreementQuerySet, on: date, user: User, named: int, listed: int, charted: int
) -> dict[str, Any]:
    """Numbers, shares by country and kind, and the first rows of each list, of the given agreements. One query.

    What ``user`` may not see does not count as activity for them. Dates are ISO texts.
    """
    on = terms.within(on)
    params: dict[str, Any] = {
        "on": on,
        "lead": settings.IEUM_LEAD_MONTHS,
        "decide_until": terms.plus_months(on, settings.IEUM_LEAD_MONTHS),
        "since": terms.plus_months(on, -settings.IEUM_SILENT_MONTHS),
        "zone": settings.TIME_ZONE,
        "stopping": Agreement.STOPPING,
        "force": [str(standing) for standing in FORCE],
        "papers": [str(standing) for standing in (Standing.NOT_YET, *FORCE, Standing.LAPSED)],
        "named": named,
        "listed": listed,
        "charted": charted,
    }
    sql, given = agreements.order_by().values(*COLUMNS).query.sql_with_params()
    statement = STATEMENT.replace("{chosen}", _merged(sql, given, "chosen_", params))
    with sharing() as steps:
        hiding = {
            model: None if user.sees_everything else hidden_keys(model, user)
            for model in (AgreementActivity, Commitment)
        }
    shared = _merged(*spelt_out(steps), "shared_", params)
    statement = statement.replace("{shared}", f"{shared}," if shared else "")
    for name, table, model in (("acts", "act", AgreementActivity), ("kept", "kept", Commitment)):
        hidden = hiding[model]
        keys = "SELECT NULL::uuid WHERE false" if hidden is None else _merged(hidden.sql, hidden.params, name, params)
        seen = "" if hidden is None else f"AND {table}.id NOT IN (SELECT id FROM hidden_{name})"  # noqa: S608
        statement = statement.replace(f"{{hidden_{name}}}", keys).replace(f"{{seen_{name}}}", seen)
    return _one(statement, params)


def _one(statement: str, params: Any) -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        row = cursor.fetchone()
    assert row is not None
    found: dict[str, Any] = json.loads(row[0]) if isinstance(row[0], str) else row[0]
    return found


OVERDUE = """
SELECT made FROM (
WITH late AS MATERIALIZED ({rows}),
bodies AS (
    SELECT side, due_end, owner_id AS body FROM late
    UNION ALL SELECT side, due_end, requested_by_id FROM late WHERE requested_by_id IS DISTINCT FROM owner_id
)
SELECT jsonb_build_object(
    'ours', (SELECT count(*) FROM late WHERE side = 'ours'),
    'theirs', (SELECT count(*) FROM late WHERE side = 'theirs'),
    'partners', (SELECT coalesce(jsonb_agg(made), '[]') FROM (
        SELECT jsonb_build_object(
            'key', body.id, 'label', body.name, 'ours', count(*) FILTER (WHERE side = 'ours'),
            'theirs', count(*) FILTER (WHERE side = 'theirs'), 'oldest', min(due_end)
        ) AS made FROM bodies JOIN partners_organization body ON body.id = bodies.body AND NOT body.ours
        GROUP BY body.id, body.name ORDER BY min(due_end), body.name LIMIT %(most)s
    ) partners),
    'officers', (SELECT coalesce(jsonb_agg(made), '[]') FROM (
        SELECT jsonb_build_object(
            'key', us.id, 'label', coalesce(nullif(us.display_name, ''), us.username),
            'ours', count(*) FILTER (WHERE side = 'ours'), 'theirs', count(*) FILTER (WHERE side = 'theirs'),
            'oldest', min(due_end)
        ) AS made FROM late JOIN accounts_user us ON us.id = late.officer_id
        GROUP BY us.id ORDER BY min(due_end), coalesce(nullif(us.display_name, ''), us.username) LIMIT %(most)s
    ) officers)
) AS made) overdue
"""


def overdue(commitments: CommitmentQuerySet, most: int) -> dict[str, Any]:
    """How many of these are ours and theirs; by partner and by officer, those with the oldest first. One query."""
    params: dict[str, Any] = {"most": most}
    columns = ("id", "side", "due_end", "owner_id", "requested_by_id", "officer_id")
    sql, given = commitments.order_by().values(*columns).query.sql_with_params()
    return _one(OVERDUE.replace("{rows}", _merged(sql, given, "rows_", params)), params)
