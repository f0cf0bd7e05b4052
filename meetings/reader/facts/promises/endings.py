"""What a sentence says about the future, read from how it ends (Korean) or from its verb (English, Spanish).

A rule names a notion, not a document. The promise rules say yes; the rules of hope, duty, opinion, forecast and
courtesy
say no, and are asked first where both could match.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["commitment", "plan", "request", "proposal", "event"]


@dataclass(frozen=True, slots=True)
class Ending:
    """``verb`` is the span of the words that decided, ``subject_before`` the offset before which a subject stands."""

    kind: Kind
    certainty: str
    verb: tuple[int, int]
    joint: bool = False  # agreed by both sides
    explicit: bool = False  # a verb that only somebody can be the subject of: to commit, to offer, to agree


_TRAILING = re.compile(r"(?:\s*\([^()]*\)|[\s.,;!。])+$")
# "…할 예정이라고 설명함", "…하겠다고 답변하였음": what was said counts, not that it was said.
_REPORTED = re.compile(
    r"(?:이?라고|다고|다는\s*(?:뜻|의사|입장|계획|의견)을?|임을|할 것임을|음을|하였음을)\s*"
    r"(?:설명|답변|언급|말씀|말|밝히|밝힘|밝혔|전|약속|회신|안내|강조|표명|전달|알려|덧붙|하|함|했)[가-힣 ]{0,6}$"
)

# --- Korean: no ---------------------------------------------------------------------------------------------------
# Hope ("기대함"), forecast ("가능할 것", "증가할 것으로 예상"), duty ("해야 함"), opinion, courtesy.
_K_NEVER = re.compile(
    r"(?:기대(?:함|됨|하고 있음|한다|된다)?|예상(?:됨|함|된다)?|전망(?:됨|함|이다|임)?|(?:해|하여|되어|돼|져|어|아"
    r"|가|와|나|켜|려)야\s?(?:함|한다|할 것(?:임)?|하며"
    r"|할\S*\s*\S*)"
    r"|필요(?:함|하다|가 있음|할 것(?:임)?|성[^가-힣]*\S*)?|중요(?:함|하다|할 것)?|바람직(?:함|하다)?|적절(?:함|할 "
    r"것)?|타당(?:함)?|가능(?:함|할 것(?:임)?"
    r"|하다)?|불가(?:함|능|능함)?"
    r"|어려움|어려울 것(?:임)?|곤란(?:함)?|권고(?:함|하였음|했음|드림)?|권장(?:함)?|조언(?:함)?|희망(?:함|한다)?"
    r"|판단(?:됨|함)|생각(?:함|됨|하고 있음)|보임|보인다"
    r"|감사(?:함|드림|드립니다)?|환영(?:함)?)$"
)
_K_FORECAST = re.compile(
    r"(?:수 (?:있|없)을 것|[가-힣]될 것|(?<!게 )될 것|(?<!가)질 것|(?<![울높줄들붙])일 것|클 것|높을 것|많을 것"
    r"|좋을 것|필요할 것"
    r"|가능할 것)(?:임|이다|이며)?$"
)
_K_HOPE_WITHIN = re.compile(r"(?:기대|희망|소망)하(?:며|고)\b|기대하며")
# What is done with words in the meeting itself: giving an opinion, saying thanks, explaining.
_K_SPEECH = re.compile(
    r"(?:의견|말씀|감사|설명|인사|답변|소개|축하|환영|질문)\S{0,2}\s*(?:을|를)?\s*(?:드리|전하|표하|하)(?:고자|겠"
    r"|ㄹ|기로)"
)
_K_ANSWERED = re.compile(
    r"(?:설명|소개|답변|사례|의견|질의|질문|양해|이해|관심|여부)\S{0,4}(?:에 대(?:해|한)\S*\s*)?\s*(?:을"
    r"|를)?\s*(?:재차\s*)?(?:요청|부탁|당부)"
)
_K_PROPOSED_DEED = re.compile(
    r"(?:개최|체결|추진|실시|교류|참여|구성|초청|설립|방문|작성|수행|협력)(?:을|를)? 제[안의]$"
)
_K_TALK = re.compile(
    r"(?:방안|방향|의견|필요성|중요성|사항|내용|가능성)(?:에 대(?:해|하여)|에 관(?:해|하여)|을|를)?\S{0,2}\s*제안"
)
_REFUSED = re.compile(
    r"불가|불가능|어렵다|어려움|어려우|곤란|거절|거부|수용하지|수용되지|받아들이지"
    r"|could not commit|cannot commit|no commitment|declined|not possible|no (?:es|fue|era|será) posible|unable to"
    r"|refused|rejected|was not "
    r"accepted|not in a position"
    r"|no (?:se )?(?:pudo|puede|podría|compromet|acept)|rechaz|declinó|ningún compromiso",
    re.IGNORECASE,
)

# --- Korean: yes --------------------------------------------------------------------------------------------------
_K_REQUEST = re.compile(
    r"(?:요청(?:함|하였음|했음|받음|드림|하였다|했다|이 있었음|해 ?옴)?|(?:주시길|주시기를?|주기를?|주길)\s*(?:바람"
    r"|바랍니다|바랍|희망함|요망|당부함|원함|부탁)\S*"
    r"|(?:주실|줄) 것|(?:줄|주실) 것을\s*\S*|달라고 (?:함|하였음|했음|당부\S*|부탁\S*)|당부(?:함|하였음|했음)"
    r"|부탁(?:함|드림|하였음|드립니다)|(?:협조|제출|회신|검토"
    r"|지원|송부|공유|참석|확인) ?(?:바람|바랍니다|요망))$"
)
_K_PROPOSAL = re.compile(r"(?:제안|제의)(?:함|하였음|했음|드림|받음|하였다|했다|이 있었음)?$")
_K_PROMISE = re.compile(
    r"(?:[기키]로 (?:함|하였음|했음|하였다|했다|한다|합의\S*|약속\S*|결정\S*|협의\S*|의견\S*|하였고|하고|하며"
    r"|하였으며|했으며|정함)"
    r"|(?:합의|약속|수락|승낙)(?:함|하였음|했음|하였다|했다|됨|하였으며|했으며)?"
    r"|(?:토록|도록) (?:함|하겠음|하겠습니다|할 것|할 예정)|겠음|겠습니다|겠다(?:고 (?:함|하였음|했음|하였으며"
    r"|했으며))?)$"
)
_K_PLAN = re.compile(
    r"(?:(?:예정|계획|방침|구상)(?:임|이다|이라|이며|이고|입니다|에 있음|을 가지고 있음|이 있음)?|고자 (?:함|한다"
    r"|합니다|하였음)|려고 함|(?:고려|검토|준비|추진|협의|모색|계획) "
    r"중(?:임|이다|에 있음|이라)?)$"
)
_K_WILL = re.compile(r"(?:[가-힣]) 것(?:임|이다|이라|입니다|이며)?$")
_K_THING_HAPPENS = re.compile(
    r"(?:있을|열릴|개최될|진행될|시작될|착수될|실시될|도래할|개막할|시행될|발표될|완료될|완공될|출범할) (?:예정|것"
    r"|계획)"
)
_K_EVENT = re.compile(
    r"(?:회의|대화|세션|워크숍|포럼|세미나|행사|콘퍼런스|컨퍼런스|총회|이사회|심의|설명회|서명식|협약식|박람회"
    r"|전시회|간담회|방한|공모|수요조사|면담|심포지엄|교육)"
    r"(?:을|를|이|가|은|는)?\s*(?:\S+\s+)?(?:있을|열릴|개최|가질|진행|실시|열)"
)
_K_TENTATIVE = re.compile(
    r"노력|고려|검토|고자 (?:함|한다)|모색|잠정|가급적|추후 ?재?(?:협의|논의)|추진할 계획|구상|타진|희망|제안"
)
_K_DIRECTED = re.compile(r"[기키]로")

# Nouns that end a bullet like a verb where a plan or a list of tasks is announced ("제안서 제출"). Aims (강화, 확대,
# 제고)
# are none, unless a date stands with them.
_K_TASKS = (
    "추진|구체화|제출|협의|검토|개최|체결|발굴|반영|활용|구축|마련|공유|실시|수립|신청|송부|발송|작성|보고|착수"
    "|제공|초청|파견|방문|통보|회신|전달"
    "|확정|준비|게시|등록|연계|운영|진행|완료|이행|배포|요청|제안|조사|기획|논의|선정|모색|참여|참가|섭외|지정|개발"
    "|재추진|실행|제작|교환|지원|시행"
)
_K_AIMS = "강화|확대|제고|확산|도모|증진|활성화|모니터링"
_K_TASK_END = re.compile(rf"(?:{_K_TASKS})(?:함|할 것|하기|하고자 함|\s?예정|\s?계획|\s?필요시)?$")
_K_AIM_END = re.compile(rf"(?:{_K_AIMS}|{_K_TASKS})$")
_K_CONDITION = re.compile(
    r"[^,.]*?(?:가능하(?:시)?(?:다)?면|(?:승인|확보|체결|선정|통과|확정|동의|완료|반영|가결|편성|허가|수락|합의)(?: "
    r"?시(?=[ ,에])|되면|될 경우|하면|된다면|되는 대로"
    r"|를 전제로|을 전제로|를 조건으로|을 조건으로)"
    r"|[가-힣](?:을|를) (?:조건|전제)(?:으)?로|[ㄴ는은ㄹ을될할] 경우(?=[ ,에])|(?:이|가|을|를) \S+(?:되면|한다면"
    r"|된다면|하면)(?=[ ,]))"
)
_DONE = re.compile(
    r"\((?:[^()]*\s)?(?:기? ?완료|이행 ?완료|송부 ?완료|제출 ?완료|done|completed|sent|cumplido|hecho)\)|(?:이미"
    r"|기)\s?(?:완료|송부|제출|이행)(?:함|하였음|했음|됨)",
    re.IGNORECASE,
)


def strip_tail(text: str) -> str:
    """The sentence without closing brackets, stops and "…라고 설명함"."""
    text = _TRAILING.sub("", text)
    reported = _REPORTED.search(text)
    return text[: reported.start()].rstrip() if reported and reported.start() > 4 else text


def korean(text: str, *, tasks: bool, dated: bool) -> Ending | None:
    """The promise a Korean sentence ends in.

    ``tasks``: the section announces plans or tasks, so that a noun may end it; ``dated``: a deadline stands in the
    sentence.
    """
    bare, inner = _TRAILING.sub("", text), strip_tail(text)
    if _says_no(bare, inner):
        return None
    if request := _K_REQUEST.search(bare) or _K_REQUEST.search(inner):
        answered = _K_ANSWERED.search(bare) and not dated
        return None if answered else Ending("request", "certain", request.span())
    if proposal := _K_PROPOSAL.search(bare):
        return _proposal(bare, proposal, named=tasks or dated)
    return _promise(bare, inner) or _plan(bare, inner, dated) or _task(bare, tasks, dated)


def _says_no(bare: str, inner: str) -> bool:
    """Hope, duty, opinion, forecast, courtesy and questions; what was said to have been intended is over as well."""
    if _K_SPEECH.search(bare) or _K_HOPE_WITHIN.search(bare) or "?" in inner:
        return True
    said = inner if inner != bare else bare
    over = inner != bare and re.search(r"이었|였", inner[-6:])
    return bool(_K_NEVER.search(said) or _K_FORECAST.search(said) or over)


def _proposal(bare: str, match: re.Match[str], *, named: bool) -> Ending | None:
    # "…해 주시는 것을 제안함" asks the other side to act.
    if re.search(r"주시는 것을|주실 것을|줄 것을", bare):
        return Ending("request", "certain", match.span())
    # A bare noun ("… 방향 제안") retells; it proposes where it names something to be done together.
    retold = bare.endswith(("제안", "제의")) and not (named or _K_PROPOSED_DEED.search(bare))
    return None if retold or _K_TALK.search(bare) else Ending("proposal", "tentative", match.span())


def _tentative(inner: str) -> str:
    return "tentative" if _K_TENTATIVE.search(inner[-24:]) else "certain"


def _promise(bare: str, inner: str) -> Ending | None:
    match = _K_PROMISE.search(bare)
    if match is None and inner != bare:
        match = re.search(r"겠$|(?:[기키]로 (?:하였|했|한)|하겠|할 것)$", inner)
    if match is None:
        return None
    happens = _K_EVENT.search(inner[-24:]) and _K_THING_HAPPENS.search(inner)
    joint = bool(re.search(r"합의|양측|양 기관|상호|쌍방|공동으로", bare))
    return Ending("event" if happens else "commitment", _tentative(inner), match.span(), joint)


def _plan(bare: str, inner: str, dated: bool) -> Ending | None:
    plan = _K_PLAN.search(inner)
    if plan is None and inner != bare:
        plan = re.search(r"(?:예정|계획|방침)(?:이|임)?$", inner)
    if plan and re.search(r"(?:추진|준비|협의) 중\S*$", inner) and not dated:
        return None  # under way: a fact, not a promise
    will = _K_WILL.search(inner) if plan is None and _ends_in_future(inner) else None
    if match := plan or will:
        happens = _K_THING_HAPPENS.search(inner) or _K_EVENT.search(inner[-30:])
        return Ending("event" if happens else "plan" if plan else "commitment", _tentative(inner), match.span())
    if _K_THING_HAPPENS.search(inner[-10:]):
        return Ending("event", _tentative(inner), (max(0, len(inner) - 12), len(inner)))
    return None


def _task(bare: str, tasks: bool, dated: bool) -> Ending | None:
    """A noun that ends a line like a verb, where tasks are announced or a deadline stands with it."""
    if not (tasks or dated):
        return None
    end = _K_TASK_END.search(bare) or (_K_AIM_END.search(bare) if dated else None)
    if end is None or re.search(r"(?:필요성|중요성|가능성|결과|현황|사례)\S{0,2}\s*\S{0,4}$", bare):
        return None
    certainty = "tentative" if re.search(r"검토|모색", end.group()) else "certain"
    return Ending("plan" if tasks else "commitment", certainty, end.span())


def _ends_in_future(text: str) -> bool:
    """Whether the syllable before "것" is an active future (할, 제출할, 배울), a final ㄹ."""
    match = re.search(r"([가-힣]) 것(?:임|이다|이라|입니다|이며)?$", text)
    return bool(match and (ord(match.group(1)) - 0xAC00) % 28 == 8)


# --- English ------------------------------------------------------------------------------------------------------
_E_NEVER = re.compile(
    r"\b(?:hopes?|hoped|expects?|expected to (?:become|increase|improve)|should|must|needs? to|ought|would (?:be"
    r"|like|welcome|benefit)|recommend(?:s|ed)?|is important|could|thanked|appreciat\w+|emphasi[sz]ed the "
    r"(?:need|importance)|advised)\b",
    re.IGNORECASE,
)
# What somebody does, said of the thing it is done to: "a draft would be shared by the Fund".
_E_DONE = (
    r"(?:sent|shared|submitted|provided|prepared|circulated|drafted|organi[sz]ed|delivered|finali[sz]ed|signed|hosted"
    r"|nominated|appointed|established|held|completed|arranged|transferred|reviewed|translated|issued)"
)
_E_PATTERNS: tuple[tuple[str, Kind, str], ...] = (
    (
        (
            r"(?:it was |both (?:sides|parties) |the (?:two )?(?:sides|parties) |all |participants )?"
            r"(?:mutually )?(?:agreed|decided) (?:to|that|on|upon)\b"
        ),
        "commitment",
        "certain",
    ),
    (
        (
            r"(?:has |have )?(?:committed (?:itself |themselves )?to|undertook to|promised to|pledged to|offered to"
            r"|volunteered to|(?:confirmed|stated|said|indicated|announced|promised|assured (?:the mission|us)"
            r"|informed (?:the mission|us)) (?:that )?(?:it|they|he|she|the \w+"
            r"|[A-Z][\w.]+(?: [A-Z][\w.]+)*) (?:will|would))\b"
        ),
        "commitment",
        "certain",
    ),
    (
        (
            r"(?:is|are|was|were|has been|have been)? ?(?:tentatively |provisionally )?(?:scheduled|planned"
            r"|foreseen|due) (?:for|to (?:take place|be held))\b"
        ),
        "event",
        "certain",
    ),
    (r"will (?:be held|take place|convene|meet again|start|begin|open)\b", "event", "certain"),
    (r"(?:requested|asked|invited|urged|called on|requests|asks|invites)\b", "request", "certain"),
    (r"(?:proposed|suggested|proposes|suggests)\b", "proposal", "tentative"),
    (
        (
            r"(?:(?:plans?|intends?|planned|intended|aims?|(?:is|are) planning|may) to|(?:is|are) considering|will "
            r"(?:consider|explore|try|endeavou?r|look into|seek)|agreed to consider)\b"
        ),
        "plan",
        "tentative",
    ),
    (r"(?:will|shall|is going to|are going to|['’]ll)\b", "commitment", "certain"),
    (rf"would(?= (?:then )?be {_E_DONE} by\b)", "commitment", "certain"),
    (r"(?:is|are) to\b", "commitment", "certain"),
    (r"to (?!be (?:determined|confirmed|agreed))", "commitment", "certain"),
)
_E_COMPILED = tuple(
    (re.compile(r"\b" + pattern, re.IGNORECASE), kind, certainty) for pattern, kind, certainty in _E_PATTERNS
)
_E_STATIVE = re.compile(
    r"will (?:\w+ly )?(?:be (?!(?:sent|shared|submitted|provided|prepared|circulated|drafted|organi[sz]ed|delivered"
    r"|finali[sz]ed|signed|hosted|nominated|appointed|established|held|completed|arranged|transferred"
    r"|responsible))"
    r"|help|enable|strengthen|contribute|require|need|depend|remain|benefit|improve|allow|cover|include|serve"
    r"|become|have\b|lead to|play|reduce|increase|cost|last|bring|affect|result)",
    re.IGNORECASE,
)
_E_NEGATED = re.compile(r"\b(?:not|never|no longer|cannot|neither)\b|n['’]t\b", re.IGNORECASE)
_E_CONDITION = re.compile(
    r"\b(?:(?:subject to|provided (?:that )?|pending|contingent (?:up)?on|depending on|conditional on|if|once|upon "
    r"(?:approval|receipt|signature|confirmation|clearance))\b[^,.;]*)",
    re.IGNORECASE,
)
_E_TENTATIVE = re.compile(
    r"tentativ|provisional|\bexplor|\bconsider|\bTBD\b|\bTBC\b|\bmay\b|if possible|in "
    r"principle|look into|\btry\b|endeavou?r",
    re.IGNORECASE,
)
_E_EMPTY_REQUEST = re.compile(
    r"\b(?:requested|asked) (?:for )?(?:more|additional|further)? ?(?:time"
    r"|clarifications?|information about|whether|about|if|how|why|what)\b|\basked (?:whether|about|if|how|why"
    r"|what)\b",
    re.IGNORECASE,
)


def english(text: str, *, tasks: bool, subject: bool) -> Ending | None:
    """The promise of an English sentence. ``subject``: it begins with somebody who can act ("Ms. Seo to send …")."""
    if "?" in text:
        return None
    best = _english_verb(text, subject)
    if best is None:
        if tasks and _is_imperative(text):
            return Ending("commitment", "tentative" if _E_TENTATIVE.search(text) else "certain", (0, 0))
        return None
    match, kind, certainty = best
    if (
        _E_NEVER.search(text)
        and kind in ("commitment", "plan", "event")
        and not re.search(r"agreed|committed|undertook|confirmed|promised|would", match.group(), re.IGNORECASE)
    ):
        return None
    if kind == "commitment" and _E_STATIVE.match(text, match.start()):
        return None
    if kind == "request" and (
        _E_EMPTY_REQUEST.search(text) or re.search(r"\b(?:is|are|as|was|were|be|being) $", text[: match.start()])
    ):
        return None
    if _E_TENTATIVE.search(text):
        certainty = "tentative"
    joint = bool(
        re.match(r"(?:it was|both|the (?:two )?(?:sides|parties)|all|participants)", match.group(), re.IGNORECASE)
    ) or bool(re.match(r"\s*(?:both|the (?:two )?(?:sides|parties)|it was)\b", text, re.IGNORECASE))
    if _E_NEGATED.search(text[max(0, match.start() - 20) : match.end() + 5]):
        return None
    explicit = kind in ("commitment", "plan") and not re.match(
        r"will|shall|to |is |are |['’]ll", match.group(), re.IGNORECASE
    )
    return Ending(kind, certainty, match.span(), joint, explicit)


def _english_verb(text: str, subject: bool) -> tuple[re.Match[str], Kind, str] | None:
    """The verb that says most: to agree before to plan, to plan before the mere future."""
    for pattern, kind, certainty in _E_COMPILED:
        match = pattern.search(text)
        if match is None:
            continue
        if pattern.pattern.startswith(r"\bto ") and not (subject and _follows_subject(text, match.start())):
            continue
        return match, kind, certainty
    return None


_IMPERATIVE = re.compile(
    r"(?:Ask|Write|Call|Meet|Fix|Set|Make|Get|Work|Build|Add|Create|Design|Test|Train|Engage|Map|Inform|Brief|Book|Pay"
    r"|Include|Integrate|Plan|Align|Assess|Analy[sz]e|Monitor|Support|Facilitate|Mobili[sz]e|Negotiate|Secure"
    r"|Upload|Verify"
    r"|Send|Share|Submit|Circulate|Prepare|Draft|Finali[sz]e|Organi[sz]e|Arrange|Nominate|Appoint|Provide|Explore"
    r"|Follow|Confirm|Sign|Review|Schedule"
    r"|Invite|Report|Update|Deliver|Complete|Develop|Translate|Publish|Procure|Recruit|Hold|Convene|Set up"
    r"|Establish|Identify|Coordinate|Request|Check"
    r"|Revise|Forward|Transfer|Consult|Agree|Contact|Conduct|Launch|Issue|Compile|Collect|Host|Visit|Discuss"
    r"|Propose|Clear|Seek"
    r"|Enviar|Remitir|Presentar|Elaborar|Coordinar|Compartir|Designar|Organizar|Entregar|Preparar|Revisar|Suscribir"
    r"|Firmar|Convocar|Realizar|Definir"
    r"|Confirmar|Gestionar|Solicitar|Actualizar|Publicar|Programar|Evaluar)\b"
)


def _is_imperative(text: str) -> bool:
    """ "Send the list", "KOICA: send the list", "KOICA - send the list - 7 November"."""
    task = re.split(r":\s|\s[-–—]\s", text, maxsplit=1)[-1].strip()
    return bool(_IMPERATIVE.match(task[:1].upper() + task[1:]))


def _follows_subject(text: str, position: int) -> bool:
    """ "Ms. Seo to send": at most a name and a bracket before the infinitive, and no verb."""
    before = text[:position].strip()
    return len(before.split()) <= 7 and not re.search(
        r"\b(?:is|are|was|were|has|have|had|will|asked|able|willing|ready|need|wish|want|like|order|visited|met"
        r"|went|came|came|continue|continued|"
        r"how|due|according|thanks|related|access|response|with|about|of the|on the)\b",
        before,
        re.IGNORECASE,
    )


# --- Spanish ------------------------------------------------------------------------------------------------------
_S_NEVER = re.compile(
    r"\b(?:espera|esperan|se espera|debe|deben|deberá|deberán|debería|deberían|recomienda"
    r"|recomendó|sería|podría|podrían|es necesario|es importante|agradec\w+)\b",
    re.IGNORECASE,
)
_S_FUTURE = r"\w{2,}(?:ará|erá|irá|arán|erán|irán|drá|drán)\b"
_S_STATIVE = re.compile(
    r"\b(?:ser[áa]n?|estar[áa]n?|habrá|podrán?|tendrán?|permitirán?|contribuirán?|deberán?|facilitarán?|dependerán?"
    r"|servirán?|beneficiarán?|incluirán?|requerirán?|fortalecerán?|mejorarán?|seguirán?|constituirán?)\b",
    re.IGNORECASE,
)
_S_SAID: tuple[tuple[str, Kind, str], ...] = (
    (r"\bse compromet(?:e|en|ió|ieron)(?: a)?\b|\bcomprometiéndose a\b", "commitment", "certain"),
    (
        r"\b(?:se acordó|se acuerda|acordaron|ambas partes acuerdan|se convino|convinieron|quedó acordado)\b",
        "commitment",
        "certain",
    ),
    (r"\b(?:ofreció|ofrece|ofrecieron)\b", "commitment", "certain"),
    (r"\b(?:solicitó|solicita|solicitaron|pidió|pide|pidieron|se solicita)\b", "request", "certain"),
    (r"\b(?:propuso|propone|propusieron|sugirió|sugiere)\b", "proposal", "tentative"),
    (
        (
            r"\b(?:evaluará|estudiará|analizará|considerará|buscará|procurará|explorará|tiene previsto|tiene la "
            r"intención|prevé|planea)n?\b"
        ),
        "plan",
        "tentative",
    ),
    (
        (
            r"\b(?:se realizará|se llevará a cabo|tendrá lugar|se celebrará|está prevista?|están previstas?|está "
            r"programada?)n?\b"
        ),
        "event",
        "certain",
    ),
    (_S_FUTURE, "commitment", "certain"),
    (r"\bqueda(?:n)? pendientes? (?:de|que)\b", "commitment", "certain"),
)
_S_PATTERNS = tuple((re.compile(pattern, re.IGNORECASE), kind, certainty) for pattern, kind, certainty in _S_SAID)
_S_CONDITION = re.compile(
    r"\b(?:siempre (?:y cuando|que)|sujeto a|previa? (?:aprobación|autorización)|en caso de"
    r"|si (?!bien)|una vez (?:que|aprobad\w+|firmad\w+))[^,.;]*",
    re.IGNORECASE,
)


def spanish(text: str, *, tasks: bool) -> Ending | None:
    if "?" in text:
        return None
    for pattern, kind, certainty in _S_PATTERNS:
        for match in pattern.finditer(text):
            if pattern.pattern == _S_FUTURE and _S_STATIVE.fullmatch(match.group()):
                continue
            if _S_NEVER.search(text) and not re.search(
                r"compromet|acord|acuerd|solicit|pid", match.group(), re.IGNORECASE
            ):
                return None
            if re.search(r"\b(?:no|nunca|tampoco)(?: se)?\s*$", text[: match.start()], re.IGNORECASE):
                continue
            said = "tentative" if re.search(r"tentativ|preliminar|en principio", text, re.IGNORECASE) else certainty
            joint = bool(
                re.match(r"se acord|acordaron|ambas|se conv|conv|quedó|se acuerda", match.group(), re.IGNORECASE)
            )
            explicit = bool(re.match(r"se comprom|comprom|ofrec", match.group(), re.IGNORECASE))
            return Ending(kind, said, match.span(), joint, explicit)
    if tasks and _is_imperative(text):
        return Ending("commitment", "certain", (0, 0))
    return None


def condition(text: str) -> str | None:
    """The words a promise depends on, or None."""
    for pattern in (_K_CONDITION, _E_CONDITION, _S_CONDITION):
        match = pattern.search(text)
        if match and match.group().strip():
            return match.group().strip(" ,")
    return None


def refused(text: str) -> bool:
    """Whether the words turn something down."""
    return bool(_REFUSED.search(text))


def done(text: str) -> bool:
    """Whether the words say that the promise was kept already."""
    return bool(_DONE.search(text))
