"""From a row of an action table to a promise."""

from __future__ import annotations

import re
from datetime import date

from meetings.reader.facts.dates import DateSpan, find_dates
from meetings.reader.facts.promises import actors, endings
from meetings.reader.facts.promises.actors import Actor, Cast
from meetings.reader.facts.promises.due import due_of, due_on
from meetings.reader.facts.promises.made import side_of
from meetings.reader.facts.promises.places import Place
from meetings.reader.facts.promises.tables import ActionRow
from meetings.reader.reading import Commitment, Due


def from_row(
    cast: Cast, row: ActionRow, place: Place, returned: date | None, submitted: date | None
) -> list[Commitment]:
    def read(text: str) -> list[DateSpan]:
        return find_dates(text, reference=place.reference, returned=returned, submitted=submitted)

    dates = read(row.when or "")
    stated = next((d for d in dates if d.end), None)
    if stated is None:
        dates += read(row.action)
    due = due_of(dates, place.since, None, text=row.action)
    if due.end is None and stated is not None:
        due = due_on(stated)  # a deadline that has passed is still the deadline
    if row.when and due.text is None:
        due = Due(row.when, None, None, "none")
    actor = _row_actor(cast, row, place)
    tentative = bool(
        re.search(
            r"explor|consider|(?:검토|모색|타진|고려)(?:함|예정|하기)?\s*(?:\([^()]*\)\s*)?$|TBD|TBC"
            r"|미정|추후|evaluar|estudiar"
            r"|por definir|tentativ"
            r"|to be (?:decided|determined|confirmed|agreed|fixed|advised)|a definir|por confirmar|협의 ?중",
            f"{row.when or ''}\n{row.action}",
            re.IGNORECASE,
        )
    )
    condition = endings.condition(row.action) or endings.condition(f"{row.when or ''} ")
    done = bool(
        row.status
        and re.search(
            r"완료|이행됨|(?:송부|제출|접수|수령|수신|회신|발송|전달|개최|납부)(?:함|됨|\s?\(?\d|$)|\bdone|complet|closed|\bsent\b|"
            r"\breceived|submitted|delivered|cumplid|ejecutad|finalizad|enviad|recibid|entregad",
            row.status,
            re.IGNORECASE,
        )
        and not re.search(
            r"미\s?(?:완료|송부|제출|접수|회신|수령)|예정|\bnot?\b|\bto be\b|sin\s", row.status, re.IGNORECASE
        )
    )
    return [
        Commitment(
            line=row.line,
            quote=row.quote,
            kind="commitment",
            action=row.action,
            actor_org=actor.org,
            actor_person=actor.person,
            due=due,
            certainty="tentative" if tentative else "conditional" if condition else "certain",
            condition=condition,
            done=done or endings.done(row.action),
            lines=(row.line,),
            meeting_id=(place.meeting.id or None) if place.meeting else None,
            actor_guessed=actor.guessed or row.who_inherited,
            actor_reason=actor.reason or ("위 행과 같은 담당" if row.who_inherited else None),
        )
    ]


def _row_actor(cast: Cast, row: ActionRow, place: Place) -> Actor:
    # "PIU with SWRA": the second only helps
    who = re.split(r"\s+(?:together with|with|in coordination with|jointly with|con apoyo de|con)\s", row.who or "")[0]
    found = cast.mentions(who, row.line)
    named = list(dict.fromkeys(m.org for m in found if m.org and not m.person))  # "FAO (P. Ruiz)": the cell says whose
    bodies = named or list(dict.fromkeys(m.org for m in found if m.org))
    if len(bodies) > 1 and not any(m.person for m in found):
        return Actor(None, None, False, who, True)
    parts = [part for part in re.split(r"\s*(?:[,/·&+]|및|\band\b|\by\b)\s*", who) if part]
    if len(parts) > 1 and len(found) < len(parts):
        return Actor(None, None, False, who, True)
    if found:
        person = next((m for m in found if m.person), found[0])
        org = bodies[0] if bodies else None
        return Actor(org or (side_of(cast, person.person, place) if person.person else None), person.person)
    if _is_our_department(cast, who):
        return Actor(cast.ours, None, True, f"우리 부서: {who}")
    side = actors.korean_subject(cast, who + "는 ", row.line, place.meeting)
    if side is not None:
        return side
    if re.search(r"\b(?:mission|team|we|us)\b", who, re.IGNORECASE):
        return Actor(cast.ours, None, True, who)
    return Actor(None, None, True, who or None)


def _is_our_department(cast: Cast, who: str) -> bool:
    """A department without its body is one of ours: the travellers' own, or any that is only a team or division."""
    folded = re.sub(r"\s+", "", who)
    if folded and any(t.dept and folded in re.sub(r"\s+", "", t.dept) for t in cast.reading.trip.travellers):
        return True
    return bool(re.fullmatch(r"[가-힣A-Z]{2,10}(?:팀|과|실|처|담당관|부서)", folded) or _OFFICE.match(who))


# "Dirección de Relaciones Internacionales", "Finance Unit": outside of talks an office without a body is one of ours.
_OFFICE = re.compile(
    r"(?:the |la |el )?(?:(?:[A-ZÀ-Þ][\w&'’-]*\s+(?:and\s+|of\s+)?){0,4}"
    r"(?:Department|Office|Division|Unit|Section|Team|Directorate|Desk)"
    r"|(?:Direcci[óo]n|Oficina|Departamento|Unidad|[ÁA]rea|Coordinaci[óo]n|Gerencia"
    r"|Secretar[íi]a|Subdirecci[óo]n)"
    r"(?:\s+(?:de|del|la|las|los|y|e|[A-ZÀ-Þ][\w'’-]*)){0,8})\s*$"
)
