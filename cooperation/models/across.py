"""Rules that hold between rows: constraint triggers that ask when the transaction ends, so that the order of writing is
free. Breaking one raises IntegrityError with the rule's name, as a constraint does.

Writers of one agreement take turns at its row, which every child touches: what two write at once is seen by the later.
"""

# ruff: noqa: S608  nothing but our own names stands in these statements

from __future__ import annotations

import pgtrigger


def never(name: str, exists: str) -> pgtrigger.Trigger:
    """There is never a row that the query ``exists`` (of ``NEW``) finds."""
    return pgtrigger.Trigger(
        name=name,
        operation=pgtrigger.Insert | pgtrigger.Update,
        when=pgtrigger.After,
        timing=pgtrigger.Deferred,
        func=(
            f"IF EXISTS ({exists}) THEN RAISE EXCEPTION USING ERRCODE = '23514', CONSTRAINT = '{name}', "
            f"MESSAGE = '{name}'; END IF; RETURN NULL;"
        ),
    )


_AGREEMENT = "cooperation_agreement"


def of_agreements() -> list[pgtrigger.Trigger]:
    return [
        never(
            "a_successor_is_signed_after_its_predecessor",
            f"SELECT 1 FROM {_AGREEMENT} next JOIN {_AGREEMENT} last ON last.id = next.predecessor_id "
            "WHERE NEW.id IN (next.id, last.id) AND next.signed_on IS NOT NULL "
            "AND (last.signed_on IS NULL OR next.signed_on < last.signed_on)",
        ),
        never(
            "agreements_do_not_follow_each_other_in_a_circle",
            "WITH RECURSIVE line(id) AS (SELECT NEW.predecessor_id UNION "
            f"SELECT one.predecessor_id FROM {_AGREEMENT} one JOIN line ON one.id = line.id) "
            "SELECT 1 FROM line WHERE id = NEW.id",
        ),
        never("nothing_precedes_the_signing_of_its_agreement", _earlier("NEW.id")),
        never("no_party_signs_after_the_last_signature", _later("NEW.id")),
    ]


def of_parties() -> list[pgtrigger.Trigger]:
    return [never("no_party_signs_after_the_last_signature", _later("NEW.agreement_id"))]


def of_files() -> list[pgtrigger.Trigger]:
    return [
        never(
            "a_party_signs_files_of_its_own_agreement",
            "SELECT 1 FROM cooperation_agreementfile file JOIN cooperation_agreementparty party "
            "ON party.id = file.signed_by_id WHERE file.id = NEW.id AND party.agreement_id <> file.agreement_id",
        )
    ]


def of_amendments() -> list[pgtrigger.Trigger]:
    return [
        never(
            "amendments_are_signed_in_order",
            "SELECT 1 FROM cooperation_amendment one JOIN cooperation_amendment other "
            "ON other.agreement_id = one.agreement_id AND other.ordinal > one.ordinal "
            "WHERE one.agreement_id = NEW.agreement_id AND other.signed_on < one.signed_on",
        ),
        never("nothing_precedes_the_signing_of_its_agreement", _earlier("NEW.agreement_id")),
    ]


def of_decisions() -> list[pgtrigger.Trigger]:
    return [never("nothing_precedes_the_signing_of_its_agreement", _earlier("NEW.agreement_id"))]


def of_activities(kind: str) -> list[pgtrigger.Trigger]:
    """Not deferred: writers of one agreement take turns at its row before it asks, so that of two answers to one
    proposal the second is told."""
    name = "what_counts_was_not_declined"
    other = "cooperation_declinedactivity" if kind == "activity" else "cooperation_agreementactivity"
    return [
        pgtrigger.Trigger(
            name=name,
            operation=pgtrigger.Insert | pgtrigger.Update,
            when=pgtrigger.After,
            func=(
                f"PERFORM 1 FROM {_AGREEMENT} WHERE id = NEW.agreement_id FOR UPDATE; "
                f"IF EXISTS (SELECT 1 FROM {other} other WHERE other.agreement_id = NEW.agreement_id AND "
                "(other.meeting_id = NEW.meeting_id OR other.trip_id = NEW.trip_id OR "
                "other.project_id = NEW.project_id)) THEN "
                f"RAISE EXCEPTION USING ERRCODE = '23514', CONSTRAINT = '{name}', MESSAGE = '{name}'; END IF; "
                "RETURN NEW;"
            ),
        )
    ]


def _earlier(agreement: str) -> str:
    """Decisions, and signed amendments, of an agreement that was not signed by then."""
    return (
        "SELECT 1 FROM (SELECT agreement_id, decided_on AS day FROM cooperation_decision "
        "UNION ALL SELECT agreement_id, signed_on FROM cooperation_amendment WHERE signed_on IS NOT NULL) child "
        f"JOIN {_AGREEMENT} parent ON parent.id = child.agreement_id "
        f"WHERE child.agreement_id = {agreement} AND (parent.signed_on IS NULL OR child.day < parent.signed_on)"
    )


def _later(agreement: str) -> str:
    """Parties that signed after the day of the last signature."""
    return (
        f"SELECT 1 FROM cooperation_agreementparty party JOIN {_AGREEMENT} whole "
        f"ON whole.id = party.agreement_id WHERE whole.id = {agreement} AND party.signed_on > whole.signed_on"
    )


def of_checks() -> list[pgtrigger.Trigger]:
    """Not deferred: it waits for whoever closes the round at this moment, and then refuses."""
    name = "a_closed_round_takes_no_answer"
    said = "answer, NEW.text, NEW.countermeasure, NEW.evidence_id, NEW.answered_on, NEW.answered_by_id"
    return [
        pgtrigger.Trigger(
            name=name,
            operation=pgtrigger.Update,
            when=pgtrigger.Before,
            declare=[("closed", "date")],
            func=(
                f"IF (NEW.{said}) IS DISTINCT FROM ({('NEW.' + said).replace('NEW.', 'OLD.')}) THEN "
                "SELECT closed_on INTO closed FROM cooperation_checkround WHERE id = NEW.round_id FOR SHARE; "
                f"IF closed IS NOT NULL THEN RAISE EXCEPTION USING ERRCODE = '23514', CONSTRAINT = '{name}', "
                f"MESSAGE = '{name}'; END IF; END IF; RETURN NEW;"
            ),
        )
    ]
