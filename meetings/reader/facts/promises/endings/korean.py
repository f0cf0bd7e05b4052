"""What a Korean sentence promises: it ends in what it says."""

from __future__ import annotations

import re

from meetings.reader.facts.promises.endings.base import Ending

_TRAILING = re.compile(r"(?:\s*\([^()]*\)|[\s.,;!。•·])+$")
# "…할 예정이라고 설명함", "…하겠다고만 답하였음", "…하겠다는 입장을 밝힘": what was said counts, not that it was said.
_SAYING = (
    r"(?:설명|답변|답|대답|회답|응답|화답|언급|말씀|말|밝|전|약속|약조|회신|통보|안내|강조|표명|표시|피력|제시|전달"
    r"|알려|알리|덧붙|확답|확언|확인"
    r"|공언|시사|이야기|얘기|보고|발표|하|함|했)"
)
_REPORTED = re.compile(
    rf"(?:이?라고|다고|다고만|라고만|다는\s*(?:뜻|의사|입장|계획|의견|방침|답변|답|의향|점)(?:을|를)?|임을|할 것임을"
    rf"|음을|하였음을)\s*"
    rf"(?:재차 |거듭 |분명히 )?{_SAYING}[가-힣 ]{{0,6}}$"
)
_REQUESTING = r"(?:요청|부탁|당부|요구|제안|건의|의뢰|촉구)"

# --- no -----------------------------------------------------------------------------------------------------------
# Hope ("기대함"), forecast ("가능할 것", "증가할 것으로 예상"), duty ("해야 함"), opinion, courtesy.
_NEVER = re.compile(
    r"(?:기대(?:함|됨|하고 있음|한다|된다)?|예상(?:됨|함|된다)?|전망(?:됨|함|이다|임)?|(?:해|하여|되어|돼|져|어|아"
    r"|가|와|나|켜|려|워|줘|둬|봐|려)야\s?(?:함|한다|할 것(?:임)?|하며|할\S*\s*\S*)"
    r"|필요(?:함|하다|가 있음|할 것(?:임)?|성[^가-힣]*\S*)?|중요(?:함|하다|할 것)?|바람직(?:함|하다)?|적절(?:함|할 "
    r"것)?|타당(?:함)?|합리적(?:임)?|가능(?:함|할 것(?:임)?|하다)?|불가(?:함|능|능함)?"
    r"|어려움|어려울 것(?:임)?|어렵겠음|곤란(?:함)?|권고(?:함|하였음|했음|드림)?|권장(?:함)?|조언(?:함)?|희망(?:함"
    r"|한다)?"
    r"|판단(?:됨|함)|생각(?:함|됨|하고 있음)|보임|보인다|우려(?:됨|함)?|좋겠(?:음|다)?"
    r"|감사(?:함|드림|드립니다)?|환영(?:함)?)$"
)
# "그때 가서 판단하겠다", "지켜보겠다": nothing is promised, the decision is put off.
_PUT_OFF = re.compile(r"(?:판단|결정하?지|지켜|두고|기다려) ?(?:하|보)(?:겠|기로)")
_FORECAST = re.compile(
    r"(?:수 (?:있|없)을 것|[가-힣]될 것|(?<!게 )될 것|(?<!가)질 것|(?<![울높줄들붙])일 것|클 것|높을 것|많을 것"
    r"|좋을 것|필요할 것|늘 것|늘어날 것|줄 것 같|가능할 것|어려울 것)(?:임|이다|이며)?$"
)
_HOPE_WITHIN = re.compile(r"(?:기대|희망|소망)하(?:며|고)\b|기대하며")
# What is done with words in the meeting itself: giving an opinion, saying thanks, explaining.
_SPEECH = re.compile(
    r"(?:의견|말씀|감사|설명|인사|소개|축하|환영|질문)\S{0,2}\s*(?:을|를)?\s*(?:드리|전하|표하|하)(?:고자|겠"
    r"|ㄹ|기로)"
)
_ANSWERED = re.compile(
    r"(?:설명|소개|답변|사례|의견|질의|질문|양해|이해|관심|여부)\S{0,4}(?:에 대(?:해|한)\S*\s*)?\s*(?:을"
    rf"|를)?\s*(?:재차\s*)?{_REQUESTING}"
)
_PROPOSED_DEED = re.compile(
    r"(?:개최|체결|추진|실시|교류|참여|구성|초청|설립|방문|작성|수행|협력)(?:을|를)? 제[안의](?:받음)?$|자고 제[안의]$"
)
_TALK = re.compile(
    r"(?:방안|방향|의견|필요성|중요성|사항|내용|가능성)(?:에 대(?:해|하여)|에 관(?:해|하여)|을|를)?\S{0,2}\s*제안"
)
# Decided was that nothing will be done, or the words are a custom ("매년 … 개최하기로 되어 있음").
_NOT_TO_DO = re.compile(
    r"(?:지 ?(?:않|아니하|말)|않|말)기로|(?:지 않|지 아니하)(?:겠|을 (?:예정|계획|방침|것))|없(?:을 예정|기로)"
    r"|기로 (?:한 바|된 바|되어) "
)
# "교육부에 따르면 … 고칠 것이라고 함": what others will do, told at second hand.
_HEARSAY = re.compile(
    r"에 (?:따르면|의하면)|(?:소문|소식|풍문)(?:을|이|임|에)|(?:알려|전해)(?:짐|졌음|지고 있음)$|것으로 (?:알려|전해)"
)

# --- yes ----------------------------------------------------------------------------------------------------------
_REQUEST = re.compile(
    r"(?:(?:요청|의뢰)(?:함|하였음|했음|받음|드림|하였다|했다|이 있었음|해 ?옴)?|(?:주시길|주시기를?|주기를?"
    r"|주길)\s*(?:바람"
    r"|바랍니다|바랍|희망함|요망|당부함|원함|부탁)\S*"
    r"|(?:주실|줄) 것|(?:줄|주실) 것을\s*\S*|(?:달라|해 ?달라|줄 수 있는지)(?:고|는) (?:함|하였음|했음|말함|당부\S*"
    r"|부탁\S*|요청\S*|요구\S*|의견\S*)"
    r"|(?:당부|부탁|요구|촉구)(?:함|하였음|했음|드림|드립니다)|(?:협조|제출|회신|검토"
    r"|지원|송부|공유|참석|확인) ?(?:바람|바랍니다|요망))$"
)
_PROPOSAL = re.compile(
    r"(?:(?:제안|제의|건의)(?:함|하였음|했음|드림|받음|하였다|했다|해 ?옴|이 있었음)?|자고 (?:함|하였음|했음|말함))$"
)
_DECIDED = (
    r"(?:함|하였음|했음|하였다|했다|한다|합의\S*|약속\S*|결정\S*|협의\S*|의견\S*|확정\S*|정리\S*|약조\S*|하였고|하고"
    r"|하며|하되|하였으며|했으며|했고"
    r"|하였으나|했으나|정함|정하였음|정했음|됨|되었음|하였습니다|했습니다|합니다"
    r"|(?:합의|의견|뜻|결론|이야기|얘기)(?:를|을|가|이|에)? ?(?:보|봄|봤|모|맞|내|냄|일치|도달|이르|이름|됨|되)\S{0,4})"
)
_PROMISE = re.compile(
    rf"(?:[기키]로(?: ?{_DECIDED}"
    rf"| (?:[가-힣 ]{{1,8}}[이가은는] )?(?:{_SAYING}|동의|결의|의결|수락|승낙|양해|다짐|약정"
    r"|계약|공감|(?:뜻|의견)을 같이)"
    r"[가-힣]{0,5}[함음됨다])?"
    r"|겠다는 (?:입장|뜻|의사|의향|방침|답변|의견|계획)(?:임|이다|이었음|을 (?:밝힘|밝혔음|표함|전함|보임))?"
    rf"|(?<![다라])는 (?:것으로|데) ?{_DECIDED}"
    r"|(?:합의|약속|수락|승낙|확약|약조)(?:함|하였음|했음|하였다|했다|됨|하였으며|했으며)?"
    r"|(?:토록|도록) (?:함|하겠음|하겠습니다|할 것|할 예정|합의\S*|조치\S*)|겠음|겠습니다|겠다(?:고(?:만)? (?:함"
    r"|하였음|했음|하였으며"
    r"|했으며|하며|하고))?|마고 (?:함|하였음|했음))$"
)
_PLAN = re.compile(
    r"(?:(?:예정|계획|방침|구상|생각|의향|의사|복안)(?:임|이다|이라|이며|이고|입니다|에 있음|을 가지고 있음|이 있음"
    r"|이 있다|함)?"
    r"|고자 (?:함|한다|합니다|하였음)|려고 함|려 함|(?:고려|검토|준비|추진|협의|모색|계획) 중(?:임|이다|에 있음"
    r"|이라)?)$"
)
_WILL = re.compile(r"(?:[가-힣]) 것(?:임|이다|이라|입니다|이며)?$")
_THING_HAPPENS = re.compile(
    r"(?:있을|열릴|개최될|진행될|시작될|착수될|실시될|도래할|개막할|시행될|발표될|완료될|완공될|출범할) (?:예정|것"
    r"|계획)"
)
_EVENT = re.compile(
    r"(?:회의|대화|세션|워크숍|포럼|세미나|행사|콘퍼런스|컨퍼런스|총회|이사회|심의|설명회|서명식|협약식|박람회"
    r"|전시회|간담회|방한|공모|수요조사|면담|심포지엄|교육)"
    r"(?:을|를|이|가|은|는)?\s*(?:\S+\s+)?(?:있을|열릴|개최|가질|진행|실시|열)"
)
# The verb before the ending only looks into something; "검토의견서를 보내기로 함" does more.
_TENTATIVE = re.compile(
    r"노력(?:을 기울|하|할|해)|(?:고려|검토|모색|타진|고민"
    r"|(?:추후|다시|차후|나중에|별도로?|계속) ?재?(?:협의|논의)|목표로 추진)(?:을|를)?\s?(?:하|할|해|해 ?보"
    r"|해볼|해 볼|중|$)\S{0,5}(?:\s\S{1,3})?$"
    r"|고자 (?:함|한다)$|잠정|가급적|추진할 계획$|구상\S{0,2}$|생각\S{0,2}$|의향\S*\s*\S{0,2}$|의사\S*\s*\S{0,2}$"
    r"|희망|제안"
    r"|(?:[어아여해봐와]|알아|살펴|찾아|물어) ?보(?:겠|기로|고자|ㄹ|려)\S*(?:\s\S{1,3})?$|(?:방안|가능성|여부)(?:을"
    r"|를) \S{1,6}$"
)
# Nouns that end a bullet like a verb where a plan or a list of tasks is announced ("제안서 제출"). Aims (강화, 확대,
# 제고) are none, unless a date stands with them.
_TASKS = (
    "추진|구체화|제출|협의|검토|개최|체결|발굴|반영|활용|구축|마련|공유|실시|수립|신청|송부|발송|작성|보고|착수"
    "|제공|초청|파견|방문|통보|회신|전달|확인|점검|번역|답변|취합|정리|접수|발급|갱신|공고|전시|신고|등재|구매|설치|반입|배치"
    "|확정|준비|게시|등록|연계|운영|진행|완료|이행|배포|요청|제안|조사|기획|논의|선정|모색|참여|참가|섭외|지정|개발|결정|조율|분석"
    "|재추진|실행|제작|교환|지원|시행|발간|발표|보완|수정|검증|시험|교육|홍보|상정|공모|모집|추천|선발|예약|배정|조정|편성"
)
_AIMS = "강화|확대|제고|확산|도모|증진|활성화|모니터링"
_TASK_END = re.compile(rf"(?:{_TASKS})(?:함|할 것|하기|하고자 함|\s?예정|\s?계획|\s?필요시)?$")
_AIM_END = re.compile(rf"(?:{_AIMS}|{_TASKS})$")


def strip_tail(text: str) -> str:
    """The sentence without closing brackets, stops and "…라고 설명함"."""
    text = _TRAILING.sub("", text)
    reported = _REPORTED.search(text)
    if reported is None or reported.start() <= 4:
        return text
    kept = reported.start() + (1 if reported.group().startswith("다") and text[reported.start() - 1] == "겠" else 0)
    return text[:kept].rstrip()


def korean(text: str, *, tasks: bool, dated: bool) -> Ending | None:
    """The promise a Korean sentence ends in.

    ``tasks``: the section announces plans or tasks, so that a noun may end it; ``dated``: a deadline stands in the
    sentence.
    """
    bare, inner = _TRAILING.sub("", text), strip_tail(text)
    if _says_no(bare, inner):
        return None
    if request := _REQUEST.search(bare) or _REQUEST.search(inner):
        answered = _ANSWERED.search(bare) and not dated
        return None if answered else Ending("request", "certain", request.span())
    if proposal := _PROPOSAL.search(bare):
        return _proposal(bare, proposal, named=tasks or dated)
    return _promise(bare, inner) or _plan(bare, inner, dated) or _task(bare, tasks, dated)


def denies(text: str) -> bool:
    """Whether a line hopes, has a duty, forecasts or refuses, however it is annotated."""
    bare, inner = _TRAILING.sub("", text), strip_tail(text)
    return _says_no(bare, inner)


def _says_no(bare: str, inner: str) -> bool:
    """Hope, duty, opinion, forecast, courtesy and questions; what was said to have been intended is over as well."""
    if _SPEECH.search(bare) or _HOPE_WITHIN.search(bare) or "?" in inner or _NOT_TO_DO.search(bare):
        return True
    said = inner if inner != bare else bare
    over = inner != bare and re.search(r"이었|였", inner[-6:])
    hearsay = _HEARSAY.search(bare) and not re.search(r"[기키]로|겠", bare[-16:])
    never = _NEVER.search(said) or _FORECAST.search(said) or _PUT_OFF.search(said[-24:])
    return bool(never or over or hearsay)


def _proposal(bare: str, match: re.Match[str], *, named: bool) -> Ending | None:
    # "…해 주시는 것을 제안함" asks the other side to act.
    if re.search(r"주시는 것을|주실 것을|줄 것을", bare):
        return Ending("request", "certain", match.span())
    # A bare noun ("… 방향 제안") retells; it proposes where it names something to be done together.
    retold = bare.endswith(("제안", "제의", "건의", "받음")) and not (named or _PROPOSED_DEED.search(bare))
    return None if retold or _TALK.search(bare) else Ending("proposal", "tentative", match.span())


def _tentative(inner: str) -> str:
    inner = re.sub(r"(?:검토|협의|논의) ?(?:의견|결과|보고|자료|회의|문안)\S*", "", inner)
    return "tentative" if _TENTATIVE.search(inner[-24:]) else "certain"


def _promise(bare: str, inner: str) -> Ending | None:
    match = _PROMISE.search(bare)
    if match is None and inner != bare:
        match = re.search(r"겠다?$|(?:[기키]로(?: (?:하였|했|한))?|하겠|할 것)$", inner)
    if match is None:
        return None
    happens = _EVENT.search(inner[-24:]) and _THING_HAPPENS.search(inner)
    joint = bool(re.search(r"합의|양측|양 기관|상호|쌍방|공동으로|서로|3자|삼자", bare))
    kept = bare[: match.start()] if match.end() == len(bare) else inner
    verb = bare[: match.start() + 2] if re.match(r"[기키]로|겠", match.group()) else kept
    return Ending("event" if happens else "commitment", _tentative(verb), match.span(), joint)


def _plan(bare: str, inner: str, dated: bool) -> Ending | None:
    plan = _PLAN.search(inner)
    if plan is None and inner != bare:
        plan = re.search(r"(?:예정|계획|방침|의향|의사|생각)(?:이|임|이 있)?$", inner)
    if plan and re.search(r"(?:추진|준비|협의|검토) 중\S*$", inner) and not dated:
        return None  # under way: a fact, not a promise
    # "생각임, 의사가 있음" are a will only after a verb in the future: "요구할 생각임"
    if plan and re.match(r"생각|의향|의사|복안|구상", plan.group()) and not _future(inner[: plan.start()]):
        return None
    will = _WILL.search(inner) if plan is None and _ends_in_future(inner) else None
    if match := plan or will:
        happens = _THING_HAPPENS.search(inner) or _EVENT.search(inner[-30:])
        return Ending("event" if happens else "plan" if plan else "commitment", _tentative(inner), match.span())
    if _THING_HAPPENS.search(inner[-10:]):
        return Ending("event", _tentative(inner), (max(0, len(inner) - 12), len(inner)))
    return None


def _task(bare: str, tasks: bool, dated: bool) -> Ending | None:
    """A noun that ends a line like a verb, where tasks are announced or a deadline stands with it."""
    if not (tasks or dated) or (not tasks and _HABIT.search(bare)):
        return None
    end = _TASK_END.search(bare) or (_AIM_END.search(bare) if dated else None)
    if end is None or re.search(r"(?:필요성|중요성|가능성|결과|현황|사례)\S{0,2}\s*\S{0,4}$", bare):
        return None
    certainty = "tentative" if re.search(r"검토|모색", end.group()) else "certain"
    return Ending("plan" if tasks else "commitment", certainty, end.span())


# "외부 시료는 보통 두 달 안에 분석함": a custom
_HABIT = re.compile(
    r"(?:^|\s)(?:보통|통상|매년|매월|매주|매일|해마다|달마다|평소|대개|대체로|일반적으로|정기적으로|통상적으로)\s"
)


def _future(text: str) -> bool:
    """Whether a text ends in an active future (할, 제출할, 배울): a final ㄹ."""
    bare = text.rstrip()
    return bool(bare and "가" <= bare[-1] <= "힣" and (ord(bare[-1]) - 0xAC00) % 28 == 8)


def _ends_in_future(text: str) -> bool:
    match = re.search(r"([가-힣]) 것(?:임|이다|이라|입니다|이며)?$", text)
    return bool(match and _future(match.group(1)))
