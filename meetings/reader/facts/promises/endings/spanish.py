"""What a Spanish sentence promises: its verb says so."""

from __future__ import annotations

import re

from meetings.reader.facts.promises.endings.base import Ending, Kind
from meetings.reader.facts.promises.endings.english import is_imperative

# Hope, duty, opinion, forecast, courtesy.
_NEVER = re.compile(
    r"\b(?:espera|esperan|esperó|se espera|debe|deben|deberá|deberán|debería|deberían|recomienda|recomiendan"
    r"|recomendó|se sugiere|sería|serían|podría|podrían|es necesario|es importante|es preciso|conviene"
    r"|agradec\w+|confía|confían"
    r"|confió|confianza en"
    r"|considera que|consideró que|estima que|estimó que|opina|opinó|cree que|creen que|a su juicio|en su opinión"
    r"|ojalá|desea|desean|deseó"
    r"|difícilmente|probablemente|anhel\w+|quisiera\w*|aspira\w*)\b",
    re.IGNORECASE,
)
_FUTURE = r"\w*(?:ará|erá|irá|arán|erán|irán|drá|drán|brá|rrá|aremos|eremos|iremos|dremos|aré|eré|iré|dré)\b"
_STATIVE = re.compile(
    r"\b(?:ser[áa]n?|estar[áa]n?|habrá|podrán?|tendrán?|permitirán?|contribuirán?|deberán?|facilitarán?|dependerán?"
    r"|servirán?|beneficiarán?|incluirán?|requerirán?|fortalecerán?|mejorarán?|seguirán?|constituirán?|existirán?"
    r"|reducirán?|aumentarán?|crecerán?|significarán?|quedarán?|durarán?|costarán?|permanecerán?|necesitarán?"
    r"|afectarán?)\b",
    re.IGNORECASE,
)
_DAY = r"(?= (?:el |próximo )?(?:(?:lunes|martes|miércoles|jueves|viernes|sábado|domingo),? )?(?:el |día )*\d)"
_SAID: tuple[tuple[str, Kind, str], ...] = (
    (
        (
            r"\b(?:(?:se|nos) compromet(?:e|en|ió|ieron|erá|emos|imos)(?: a)?|comprometiéndose a|asum(?:e|ió"
            r"|ieron) el compromiso"
            r"|prometi(?:ó|eron)|promete|garantiz(?:a|ó)"
            r"|qued(?:a|ó|aron|an|amos) (?:en|de|a cargo de)(?= \w+r(?:se|nos|me|lo|la|los|las|le|les)?\b)|qued(?:a|ó"
            r"|aron) comprometid\w+)\b"
        ),
        "commitment",
        "certain",
    ),
    (
        (
            r"\b(?:se acordó|se acuerda|acordaron|ambas partes acuerdan|se convino|convinieron|quedó acordado (?:que"
            r"|\w+r\b)|se (?:decidió|resolvió)(?= \w+r\b| que)"
            r"|se pactó|pactaron)\b"
        ),
        "commitment",
        "certain",
    ),
    (r"\b(?:se ofreció a|ofreció|nos ofrece|ofrecieron|(?:nos )?ofrecimos|se ofrece a)\b", "commitment", "certain"),
    (
        (
            r"\b(?:solicitó|solicita|solicitaron|solicitamos|pedimos|pidió|pide|pidieron|se solicita|se solicitó"
            r"|requirió|instó a|invitó a"
            r"|rogó)\b"
        ),
        "request",
        "certain",
    ),
    (r"\b(?:propuso|propone|propusieron|propusimos|sugirió|sugiere|planteó(?= \w+r\b))\b", "proposal", "tentative"),
    (
        (
            r"\b(?:(?:evaluará|estudiará|analizará|considerará|buscará|procurará|explorará|intentará|tratará de|verá si"
            r"|tiene previsto|tiene la "
            r"intención|prevé|planea)n?|prevén|se prevé|va(?:n|mos)? a (?:evaluar|estudiar|analizar|considerar"
            r"|explorar|intentar|tratar de|ver)"
            r"|intentaremos|evaluaremos|estudiaremos)\b"
        ),
        "plan",
        "tentative",
    ),
    (
        (
            r"\b(?:(?:se realizará|se llevará a cabo|tendrá lugar|se celebrará|está prevista?|está programada?)n?"
            r"|están? previst\w+|están? programad\w+"
            rf"|serán?{_DAY}|se fijó para|quedó fijad\w+ para)"
        ),
        "event",
        "certain",
    ),
    (
        (
            r"\b(?:va|van|vamos|voy) a(?= (?!ser |estar |tener |haber |permitir |depender )\w+r"
            r"(?:se|nos|lo|la|los|las|le|les)?\b)"
        ),
        "commitment",
        "certain",
    ),
    (_FUTURE, "commitment", "certain"),
    (r"\bqueda(?:n)? pendientes? (?:de|que)\b", "commitment", "certain"),
)
_OF_WHICH = re.compile(r"\b(?:cuy[oa]s?|(?:el|la|los|las) cual(?:es)?)\b[^,.;:]*$", re.IGNORECASE)
_PATTERNS = tuple((re.compile(pattern, re.IGNORECASE), kind, certainty) for pattern, kind, certainty in _SAID)


def spanish(text: str, *, tasks: bool) -> Ending | None:
    if "?" in text:
        return None
    for pattern, kind, certainty in _PATTERNS:
        for match in pattern.finditer(text):
            if pattern.pattern == _FUTURE and _STATIVE.fullmatch(match.group()):
                continue
            strong = re.search(
                r"compromet|acord|acuerd|solicit|pid|promet|qued|ofrec|conv", match.group(), re.IGNORECASE
            )
            if _NEVER.search(text[: match.start()] if strong else text):
                return None
            if kind == "event" and _OF_WHICH.search(text[: match.start()]):
                continue  # "un programa cuya evaluación está prevista para mayo"
            if re.search(r"\b(?:no|nunca|tampoco|ni)(?: se| lo| la| les?)?\s*$", text[: match.start()], re.IGNORECASE):
                continue
            said = (
                "tentative"
                if re.search(r"tentativ|preliminar|en principio|de ser posible", text, re.IGNORECASE)
                else certainty
            )
            joint = bool(
                re.match(
                    r"se acord|acordaron|ambas|se conv|conv|quedó acord|se acuerda|se pact|pact|se (?:decid|resol)",
                    match.group(),
                    re.IGNORECASE,
                )
            )
            explicit = bool(
                re.match(r"se comprom|comprom|ofrec|se ofrec|promet|qued\w+ (?:en|de)", match.group(), re.IGNORECASE)
            )
            return Ending(kind, said, match.span(), joint, explicit=explicit)
    if tasks and is_imperative(text):
        return Ending("commitment", "certain", (0, 0))
    return None
