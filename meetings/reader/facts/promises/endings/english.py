"""What an English sentence promises: its verb says so."""

from __future__ import annotations

import re

from meetings.reader.facts.promises.endings.base import Ending, Kind

# Hope, duty, opinion, forecast, courtesy.
_NEVER = re.compile(
    r"\b(?:hopes?|hoped|hoping|expects?|is expected|are expected|was expected|expected (?:that|to (?:become"
    r"|increase|improve))"
    r"|should|must|needs? to|ought"
    r"|would (?:like|welcome|benefit|prefer|rather|appreciate|love|advise|mean|need|depend)"
    r"|recommend(?:s|ed)?|is important|could|might|thanked|appreciat\w+|emphasi[sz]ed the "
    r"(?:need|importance)|advised|thinks?|thought|believes?|believed|fears?|doubts?|predicts?|wishes|wants?"
    r"|looks? forward"
    r"|in (?:his|her|their|our|my) (?:view|opinion))\b",
    re.IGNORECASE,
)
_DID = (
    r"sent|shared|submitted|provided|prepared|circulated|drafted|organi[sz]ed|delivered|finali[sz]ed|signed|hosted"
    r"|nominated|appointed|established|held|completed|arranged|transferred|reviewed|translated|issued|paid|covered"
    r"|published"
    r"|launched|set up|designated|confirmed|released|deployed|installed|updated|forwarded|returned|convened|developed"
    r"|designed"
    r"|recruited|trained|supplied|disbursed|handed (?:over|in|out)|made available|responsible"
    r"|lodged|filed|tabled|put (?:forward|up|in place)|drawn up|written|made|brought|passed on|purchased|procured|built"
    r"|adopted|announced|presented|discussed|decided|given|carried out|conducted|invited|extended|renewed|opened"
    r"|printed"
    r"|posted|uploaded|collected|compiled|repaired|replaced|added|moved|dispatched|despatched|shipped|mailed|e-?mailed"
)
_DONE_BY = rf"(?:{_DID})"  # what somebody does, said of the thing: "a draft would be shared by the Fund"
_SAID = (
    r"(?:confirmed|reiterated|repeated|declared|reported|affirmed|clarified|made (?:it )?clear|let us know"
    r"|stated|said|indicated|announced|promised|added|noted|explained|replied|answered|agreed|told (?:us"
    r"|me|them|the mission)"
    r"|assured (?:us|me|the \w+)|informed (?:us|me|the \w+)|wrote)"
)
_PATTERNS: tuple[tuple[str, Kind, str], ...] = (
    (
        (
            r"(?:it was |both (?:sides|parties) |the (?:two )?(?:sides|parties) |all |participants )?"
            r"(?:(?:has|have|had) )?(?:mutually )?(?:agreed|decided|(?<=was )(?:left|settled|resolved|arranged"
            r"|understood))"
            r"(?: with [^,.;]{2,40}?(?= to\b))?"
            r" (?:to (?!consider|explore)|that|on|upon)\b"
        ),
        "commitment",
        "certain",
    ),
    (
        (
            r"(?:has |have )?(?:committed (?:itself |themselves |himself |herself )?to|undert(?:ook|aken|akes?) to"
            r"|promise[sd] to|pledge[sd]? to"
            r"|offere?[sd]? to|volunteered to|guarantee[sd]? (?:to|that)"
            r"|(?:promised|pledged|undertook|offered)(?! (?:to|no|thanks|apolog|congrat|condolence|comment|(?:his|her"
            r"|their) (?:thanks|apolog|view)))"
            r"|(?:gave|given) (?:us |me )?(?:(?:his|her|its|their) word|an? (?:undertaking|commitment|assurance) to)"
            r"|made a commitment to|took (?:it )?(?:up)?on (?:himself|herself|itself|themselves) to"
            r"|took on (?:the|to)|stands? ready to"
            rf"|{_SAID} (?:that )?(?P<inner>(?!not\b)[^,.;:]{{1,60}}?) (?:will|would|is going to"
            rf"|are going to)(?! not\b))\b"
        ),
        "commitment",
        "certain",
    ),
    (
        (
            r"(?:(?:is|are|was|were|has been|have been)? ?(?:tentatively |provisionally )?(?:scheduled|planned"
            r"|foreseen|due|set|fixed) (?:for|to (?:take place|be held))|(?:takes place|will take place"
            r"|is to take place"
            r"|will be) on(?= (?:\w+,? )?\d))\b"
        ),
        "event",
        "certain",
    ),
    (
        (
            r"(?:will|is to|are to) (?:be held|take place|convene|meet again"
            r"|(?:start|begin|open)(?= (?:on|in|at|by|from|as|next|before|after|during|again)\b|[.,;]|$))\b"
        ),
        "event",
        "certain",
    ),
    (
        r"(?:requested|asked|invited|urged|called on|requests|asks|invites|begged)\b(?! (?:why|how|when|what|who)\b)",
        "request",
        "certain",
    ),
    (r"(?:proposed|suggested|proposes|suggests)\b", "proposal", "tentative"),
    (
        (
            r"(?:(?:aims?|(?:is|are) hoping|may) to|(?:is"
            r"|are) considering"
            r"|(?:will|would|(?:is|are) going to) (?:\w+ly )?(?:consider|explore|try|endeavou?r|look (?:into|at|whether"
            r"|for)|seek|(?:see|examine|check|assess|study|review|ask|find out)(?: \w+){0,3}?"
            r" (?:if|whether|the possibility))"
            r"|agreed to (?:consider|explore))\b"
        ),
        "plan",
        "tentative",
    ),
    (r"(?:plans?|intends?|planned|intended|(?:is|are) planning) to\b", "plan", "certain"),
    (r"(?:will|shall|is going to|are going to|['’]ll|am going to)\b", "commitment", "certain"),
    (rf"would(?= (?:then )?(?:be {_DONE_BY} by\b|have [^,.]{{3,60}} (?:ready|done)\b))", "commitment", "certain"),
    (
        r"(?:is|are|was|were)(?: then)? to\b(?! be (?:congratulated|expected|halved|hoped|seen))",
        "commitment",
        "certain",
    ),
    (r"to (?!be (?:determined|confirmed|agreed|decided))", "commitment", "certain"),
)
_COMPILED = tuple(
    (
        re.compile(r"\b" + pattern if pattern[0].isalpha() or pattern[0] == "(" else pattern, re.IGNORECASE),
        kind,
        certainty,
    )
    for pattern, kind, certainty in _PATTERNS
)
# A state or an effect is nothing anybody does: "will be useful", "would help".
_STATIVE = re.compile(
    r"(?:will|would|shall|['’]ll|going to) (?:also |then |soon |\w+ly )?"
    rf"(?:be (?!(?:{_DID})\b|in touch|able to send|ready by|back)"
    r"|help\b(?! (?:us|to|with|the))|enable|strengthen|contribute to (?:the|a)\b|require|need|depend|remain|benefit"
    r"|improve|allow|serve"
    r"|become|have\b(?! [^,.]{3,60} (?:ready|done)\b)|lead to|play|reduce|increase|cost\b|last\b|affect|result|change"
    r"|matter|mean|exceed|reach|take (?:time|longer|about|\w+ (?:weeks|months|years)))",
    re.IGNORECASE,
)
_NEGATED = re.compile(
    r"\b(?:not|never|no longer|cannot|neither|nor|nobody|no one|nothing|hardly|unlikely)\b|n['’]t\b"
    r"|\bno (?:plans?|intentions?|wish)\b",
    re.IGNORECASE,
)
_BROKEN = re.compile(r"\bbut (?:\w+ )?(?:never|has not|have not|did not|had not|hasn['’]t|didn['’]t)\b", re.IGNORECASE)
_CALLED_OFF = re.compile(
    r"\b(?:was|were|is|are|been) (?:then )?(?:cancell?ed|called off|dropped|abandoned)\b", re.IGNORECASE
)
_TENTATIVE = re.compile(
    r"tentativ|provisional|\bexplor|\bconsider|\bTBD\b|\bTBC\b|(?-i:(?<!\d )\bmay\b)|if possible|in "
    r"principle|look into|\btry\b|endeavou?r|if (?:he|she|they|it) can|consult internally"
    r"|internal(?:ly)? (?:review|consult)"
    r"|\b(?:examine|check|assess|study|review|ask|find out|see|verify)\b(?: \w+){0,3}? (?:if|whether"
    r"|the possibility)\b",
    re.IGNORECASE,
)
_EMPTY_REQUEST = re.compile(
    r"\b(?:requested|asked) (?:for )?(?:more|additional|further)? ?(?:time"
    r"|clarifications?|information about|whether|about|if|how|why|what)\b|\basked (?:us |me |them |him |her "
    r"|the \w+ )?(?:whether|about|if|how|why"
    r"|what|for something)\b|^you asked\b",
    re.IGNORECASE,
)
_STRONG = re.compile(
    r"agreed|committed|under|confirmed|promise|pledge|offer|told|said|would|assured|informed|guarantee", re.IGNORECASE
)
_JOINT = re.compile(
    r"\s*(?:it was|both|the (?:two )?(?:sides|parties|institutions)|all (?:sides|parties)|participants)\b",
    re.IGNORECASE,
)


def english(text: str, *, tasks: bool, subjects: tuple[tuple[int, int], ...]) -> Ending | None:
    """The promise of an English sentence. ``subjects``: where it names somebody who can act ("Ms. Seo to send …")."""
    if "?" in text:
        return None
    best = _verb(text, subjects)
    if best is None:
        if tasks and is_imperative(text):
            return Ending("commitment", "tentative" if _TENTATIVE.search(text) else "certain", (0, 0))
        return None
    match, kind, certainty = best
    strong = bool(_STRONG.search(match.group()))
    # Hope, duty and opinion count where they govern the verb: before it, or anywhere where the verb is weak.
    governed = text[: match.start()] if strong else text
    if kind in ("commitment", "plan", "event") and _NEVER.search(_without_condition(governed)):
        return None
    modal = re.search(r"(?:will|would|shall|['’]ll|going to)$", match.group(), re.IGNORECASE)
    if kind in ("commitment", "plan") and modal and _STATIVE.match(text, match.start() + modal.start()):
        return None
    # "was asked to nominate two": the subject is who is asked; "the form as requested" asks for nothing
    asked = kind == "request" and re.search(r"\b(?:is|are|as|was|were|be|been|being) $", text[: match.start()])
    if kind == "request" and (_EMPTY_REQUEST.search(text) or (asked and not re.match(r" to \w", text[match.end() :]))):
        return None
    if _TENTATIVE.search(text[match.start() : match.end() + 90]):
        certainty = "tentative"
    if _NEGATED.search(text[max(0, match.start() - 20) : match.end() + 5]):
        return None
    if (kind == "event" and _CALLED_OFF.search(text)) or _BROKEN.search(text, match.end()):
        return None
    joint = bool(_JOINT.match(match.group())) or bool(_JOINT.match(text))
    explicit = kind in ("commitment", "plan") and not re.match(
        r"will|shall|to |is |are |was |were |['’]ll|would|am ", match.group(), re.IGNORECASE
    )
    passive = bool(asked) or bool(re.match(rf"\s*be {_DONE_BY}\b", text[match.end() :], re.IGNORECASE))
    return Ending(kind, certainty, match.span(), joint, match.groupdict().get("inner") or "", passive, explicit)


_PARTICIPLE = re.compile(
    r"(?:tentatively |provisionally )?(?:scheduled|planned|foreseen|due|set|fixed) ", re.IGNORECASE
)
_OF_WHICH = re.compile(r"\b(?:whose|which|where)\b[^,.;:]*$", re.IGNORECASE)
_MODAL = re.compile(r"\b(?:will|would|shall|(?:is|are) to|agreed|undertook|promised|plans?|intends?) ", re.IGNORECASE)


def _without_condition(text: str) -> str:
    """ "If the Board wants it, …" is a condition, and no wish of who promises."""
    return re.sub(r"^(?:If|Once|As soon as|Provided|Unless|When)\b[^,]*,", "", text)


def _verb(text: str, subjects: tuple[tuple[int, int], ...]) -> tuple[re.Match[str], Kind, str] | None:
    """The verb that says most: to agree before to plan, to plan before the mere future."""
    for pattern, kind, certainty in _COMPILED:
        for match in pattern.finditer(text):
            if pattern.pattern.startswith(r"\bto ") and not _follows_subject(text, match.start(), subjects):
                continue
            if re.match(r"(?:is|are|was|were) to", match.group(), re.IGNORECASE) and re.match(
                r"\s*(?:us|be able)", text[match.end() :]
            ):
                continue
            # "will see whether she can join the course scheduled for April": said of the course
            if kind == "event" and _PARTICIPLE.match(match.group().lstrip()) and _MODAL.search(text[: match.start()]):
                continue
            # "a programme whose appraisal is scheduled for May": said of the programme
            if kind == "event" and _OF_WHICH.search(text[: match.start()]):
                continue
            # "a seat offered last year", "the promised list", "the agreed text": a participle, no verb
            if (
                re.search(r"\b(?:the|a|an|as|previously|already|been) $", text[: match.start()], re.IGNORECASE)
                and kind == "commitment"
            ):
                continue
            return match, kind, certainty
    return None


_IMPERATIVE = re.compile(
    r"(?:Ask|Write|Call|Meet|Fix|Set|Make|Get|Work|Build|Add|Create|Design|Test|Train|Engage|Map|Inform|Brief|Book|Pay"
    r"|Include|Integrate|Plan|Align|Assess|Analy[sz]e|Monitor|Support|Facilitate|Mobili[sz]e|Negotiate|Secure"
    r"|Upload|Verify|Correct|Answer|Reply|Return|Obtain|Open|Present|Produce|Collate|Evaluate|Draw up|Hand over|Pass"
    r"|Notify"
    r"|Send|Share|Submit|Circulate|Prepare|Draft|Finali[sz]e|Organi[sz]e|Arrange|Nominate|Appoint|Provide|Explore"
    r"|Follow|Confirm|Sign|Review|Schedule"
    r"|Invite|Report|Update|Deliver|Complete|Develop|Translate|Publish|Procure|Recruit|Hold|Convene|Set up"
    r"|Establish|Identify|Coordinate|Request|Check"
    r"|Revise|Forward|Transfer|Consult|Agree|Contact|Conduct|Launch|Issue|Compile|Collect|Host|Visit|Discuss"
    r"|Propose|Clear|Seek"
    r"|Enviar|Remitir|Presentar|Elaborar|Coordinar|Compartir|Designar|Organizar|Entregar|Preparar|Revisar|Suscribir"
    r"|Firmar|Convocar|Realizar|Definir|Tramitar|Informar|Traducir|Validar|Consultar|Solicitar|Invitar|Incorporar"
    r"|Difundir|Iniciar"
    r"|Confirmar|Gestionar|Actualizar|Publicar|Programar|Evaluar)\b"
)


def is_imperative(text: str) -> bool:
    """ "Send the list", "KOICA: send the list", "KOICA - send the list - 7 November"."""
    task = re.split(r":\s|\s[-–—]\s", text, maxsplit=1)[-1].strip()
    return bool(_IMPERATIVE.match(task[:1].upper() + task[1:]))


_SIDE = re.compile(
    r"(?:the |our |their )?(?:[\w'’-]+ ){0,4}(?:mission|team|ministry|university|institute|delegation|office|council"
    r"|side|secretariat|unit|"
    r"department|bank|fund|agency|board|company|centre|center|chair\w*|director|minister|partners?|embassy|we|both"
    r"|all|parties|sides)$",
    re.IGNORECASE,
)


def _follows_subject(text: str, position: int, subjects: tuple[tuple[int, int], ...]) -> bool:
    """ "Ms. Seo to send", "KOICA (Dakar) and the Ministry to agree": nothing but who acts before the infinitive."""
    before = re.sub(r"^[\w ]{3,20}:\s+|\s*\([^()]*\)\s*$", "", text[:position]).rstrip()
    cut = len(text[:position].rstrip()) - len(before) if re.match(r"[\w ]{3,20}:\s", text) else 0
    if not before or len(before) > 70:
        return False
    rest = before
    for start, stop in sorted(((a - cut, b - cut) for a, b in subjects), reverse=True):
        if start >= 0 and stop <= len(before):
            rest = rest[:start] + rest[stop:]
    if rest != before:
        return not re.search(
            r"[a-z]{3,}", re.sub(r"\b(?:and|with|the|together|from|Mr|Ms|Mrs|Dr|Prof)\b", "", rest), re.IGNORECASE
        )
    return bool(_SIDE.match(before))
