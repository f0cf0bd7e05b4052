"""Names of people and organizations as text: search keys, honorifics, titles, and the key under which two spellings
are one.

Pure functions without Django, shared by the registry, the matching and the reader of trip reports. A key never
decides an identity by itself; ``partners.matching`` says when a match may be preselected.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

# Letters that Unicode does not decompose although people type them without their stroke.
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ı": "i"})

_PLAIN_TEXT = re.compile(r"[\x00-\x7f가-힣]*")
_SYLLABLE, _WORD, _NO_WORD = re.compile("[가-힣]"), re.compile(r"\w+"), re.compile(r"[\W_]+")

# Revised Romanization of Korean (Ministry of Culture, 2000-8), syllable by syllable: a search key, not a transcription.
_INITIALS_LETTERS = "g kk n d tt r m b pp s ss  j jj ch k t p h"
_INITIALS = _INITIALS_LETTERS.split(" ")
_VOWELS_LETTERS = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i"
_VOWELS = _VOWELS_LETTERS.split(" ")
_FINALS_LETTERS = " k k k n n n t l k m l l l p l m p p t t ng t t k t p t"
_FINALS = _FINALS_LETTERS.split(" ")
_FIRST_SYLLABLE, _LAST_SYLLABLE = 0xAC00, 0xD7A3

# Those of the second row are words or letters of a name without their point.
HONORIFICS = (
    "dra|dr|mrs|mr|ms|miss|msc|m\\.sc|mba|ph\\.d|phd|mg|mag|mgtr|ing|eng|engr|er|atty|abg|abog|lic|prof|profa|"
    "sra|srta|sr|capt|col|gen|mtro|mtra|lcdo|lcda|mgs|"
    "tecn|licda|licdo|ato|w/ro|w/rt|mme|mlle|herr|frau|doña|alhaji|hajia|encik|puan|bapak|ibu|khun|"
    "hon|datuk|dato|amb|rev|arq|econ|s\\.e|h\\.e|sir|madam|"
    "(?:bioq|biol|blgo|blga|téc|tec|tnlgo|tnlga|tlgo|tlga|quím|quim|farm|vet|m\\.?v|mvz|agr|agrón|enf|obst|nut|psic|soc|antrop|geóg|"
    "geól|geol|est|cont|cpn?a?|adm|lcd[oa]|ld[oa]|bach|univ|prof\\.ª|cap|cmdte|cnel|tcnel|crnl|gral|tte|sgto|almte|mons|"
    "drs|ir|dipl|m\\.?c|m\\.?a|m\\.?s|mx|sen|gov|sec|usec|supt|insp|maj|lt|cdr|adv|er|shri|smt|u|daw|tan\\s?sri)(?=\\.)"
)
_HONORIFIC = re.compile(rf"^(?:(?:{HONORIFICS})\.?\s+|(?:{HONORIFICS})\.)(?=\S)", re.IGNORECASE)

# The last words of Korean ranks and offices; a longer word that ends in one of them is a title too ("국제협력팀장").
# Each row is one way of making them: who heads a unit, officials in 관, professions in 사, members in 원, and the rest.
_TITLE_WORDS = """
    이사장 부사장 사장 부회장 회장 부원장 원장 병원장 부소장 소장 부본부장 본부장 부단장 단장 부실장 실장 부장 학부장
    차장 과장 부팀장 팀장 센터장 부국장 국장 부처장 처장 부청장 청장 부총장 총장 부학장 학장 학과장 대학원장 교장 교감
    부의장 의장 부위원장 위원장 관장 부관장 지사장 지점장 지부장 지국장 사업장장 공장장 행장 부행장 본부장대리 파트장
    그룹장 랩장 소속장 반장 조장 계장 서장 점장 면장 동장 읍장 구청장 부시장 시장 군수 부지사 도지사 주지사 지사 총재
    부총재 총리 부총리 대통령 부통령 국왕 이장 촌장 선장 함장 편집장 단체장 부장관 장관 차관 차관보 사무차관 총무
    장학관 사무관 주무관 서기관 이사관 부이사관 참사관 협력관 보좌관 조정관 정책관 기획관 비서관 행정관 담당관 심의관
    전문관 자문관 연구관 예보관 기술관 감독관 감사관 조사관 심사관 검사관 평가관 분석관 정보관 사업관 공보관 홍보관
    상무관 재무관 세무관 통상관 주재관 파견관 법무관 교육관 농무관 노무관 국방무관 연락관 지원관 집행관 안전관 관리관
    교섭관 외교관 소통관 총괄관 책임관 보호관 정보화관
    박사 총영사 부총영사 영사 대사 대표이사 상임이사 전무이사 상무이사 이사 감사 간사 지도사 연구사 변호사 변리사 회계사
    세무사 노무사 법무사 기술사 건축사 통역사 번역사 치료사 간호사 조산사 의사 약사 수의사 영양사 설계사 감정사 평가사
    상담사 복지사 행정사 관리사 조종사 항해사 기관사 심사역보 강사 교사 주사보 주사 기사 판사 검사
    연구위원 전문위원 자문위원 심사위원 평가위원 위원 의원 연구원 팀원 직원 행정원 사원 봉사단원 단원 대원 요원 회원
    상담원 통역원 조사원 지도원 주재원 파견원 특파원 임원 조교수 부교수 교수 조교
    자문역 상담역 심사역 감사역 조사역 담당자 책임자 실무자 관리자 기술자 과학자 개발자 지도자 대표자 설립자 창업자
    운영자 대변인 대리인 책임 선임 수석 주임 대리 서기 대표 상무 전무 고문 담당 총괄 매니저 컨설턴트 통역 코디네이터
    엔지니어 디렉터 어드바이저 청년인턴 인턴 비서실장 비서 사무총장 전문가 부소속장 선생님 선생 학생 대학원생 연수생
    학예사 학예연구사 학예연구관 사서 기록연구사 측량사 감리사 감리원 심리사 조련사 사무장 조합장 의전장 특사
    영사관장 기자 작가 목사 교육장 촬영감독 대령 중령 총경 경정 경감 기획자 조달관 통역관
    부대표 부책임자 코디 스페셜리스트 오피서
    보존사 복원사 정비사 사육사 조리사 해설사 방사선사 임상병리사 요양보호사 활동가 장학사
    농장장 현장장 전문원 감독 PM PL CEO CTO COO CFO
"""
TITLE_ENDINGS = "|".join(sorted(_TITLE_WORDS.split(), key=lambda word: (-len(word), word)))
_TITLE_WORD = re.compile(rf"^[가-힣A-Za-z0-9·]{{0,12}}(?:{TITLE_ENDINGS})(?:님)?$")
# What may stand between a name and such a word written in one ("마서진책임연구원").
_TITLE_GRADES = "수석|책임|선임|전임|주임|전문|초빙|객원|위촉|부|차석|상임|제[1-9]"
_GLUED_TITLE = re.compile(rf"(?:{_TITLE_GRADES})*(?:{TITLE_ENDINGS})님?")
_SURNAMES = frozenset(
    "가갈강고공곽구국권금기길김나남노뇌단당대도독동라류마매맹명모목문민박반방배백범변복봉부빈사서석선설성소손송승시신심안양어엄"
    "여연염예오옥온왕용우원위유육윤은음이인임장전정제조주지진차창채천초최추탁탄태편평표피하한함허현형호홍화황"
)
_DOUBLE_SURNAMES = ("남궁", "황보", "제갈", "선우", "독고", "사공", "서문", "동방", "망절")
# Short words that end or look like a name after a surname syllable and never are one in a report.
_NOT_NAMES_WORDS = """
    기관 기업 정부 대표 전원 지원 주요 참석 한국 대전 서울 부산 인천 이사 이후 주관 담당 현지 양국 양측 우리 각국 본부
    조사 이상 이하 여부 전체 해당 관련 국내 국외 해외 지역 사업 과제 방문 회의 면담 협의 논의 공동 연구 기술 정책 개발
    협력 신규 주제 진행 통역 공사 위원 원장 소장 시장 교수 박사 연구원 부원장 남미 유럽 미국 중국 일본 인도 태국 오전
    오후 이번 금번 현재 최종 최근 전문 대학 대학교 외부 내부 성과 홍보 기획 국제 심사 평가 구매 전략 조정 인사 재무
    총무 안전 환경 교육 문화 산업 경제 과학 정보 통신 디지털 건설 주한 주재 강사 발표 토론 사회 학생 동행 수행 인솔
    이외 소속 성명 직위 직급 명단 고위 실무 지사 지부 사무소 지방 도시 주민 수석 선임 책임 주임 국장 과장 팀장 실장
    차관 장관 한국어 동문 동창 민간 공보 보건 연수 유학 이민 국방 예산 조달 조직 어학 이공 문학 공학 의학 법학
    유전자 유전체 전염병 감염병 전자기 신청서 제안서 조건부 유기농 방사선 공무원 선거구 전문의
"""
_NOT_NAMES = frozenset(_NOT_NAMES_WORDS.split())
# Syllables of foreign names that no Korean word has, beside those with ㄲ ㄸ ㅃ ㅆ ㅉ ㅋ or a bare ㅡ; and those that
# Korean words have, but no Korean given name.
_FOREIGN_SYLLABLES = frozenset(
    "디티녜셰쉐쥬츄챠퍼푸럽벤펜텐텔넬겔벨켈델젤첼웬웰롯롭랍렉렘룽릴멘멜뭄샤쇼슈싱쏜왓웨윙잉졸첸팜핌핏홉쯔럼멧벳넷렛렌맨뱅탕탄탐틴텍"
)
_UNGIVEN_SYLLABLES = frozenset("것네니데메베페테헤게토투타터포파푸커카키코쿠피치랄란팀밥장탈테")
_LOAN_WORD = re.compile(
    r"디지털|스마트|데이터|인프라|시스템|네트워크|소프트|하드웨어|프로|플랫폼|클라우드|클러스터|센터|그룹|파크|테크|콘텐츠|"
    r"서비스|컨설팅|마케팅|미디어|바이오|벤처|스타트|포럼|세미나|워크[숍샵]|아카데미|캠퍼스|커뮤니티|글로벌|인터넷|모바일|로봇|"
    r"케어|파트너|컨소시엄|이노베이션|리서치|트레이닝|엔지니어|호텔|에너지|플랜트|컴퍼니|코리아|뱅크|솔루션|메디|케이블|터미널|"
    r"코로나|온라인|오프라인|카드|노트북|메일|팀$|노트|리스트|디자인|아이디어|홀딩스|트러스트|펀드"
)
_PARTICLE = re.compile(r"(?<=[가-힣]{2})(?:[을를와의께]|에서|에게|으로|부터|까지|에)$")
_SHORT_WORDS = frozenset(
    "주시군도구읍면동각전현본당총약및등외그이저제신양팀실과국처청원소단홍간측쪽내후시분초월일년더큰작은새옛한두세네첫매알수것할될된바때곳점건말중못은는이가을를와과의로"
)
_SURNAME_FIRST = re.compile(r"([A-ZÀ-Ý][\w'’-]+),\s+([A-ZÀ-Ý][\w'’.-]*(?:\s[A-ZÀ-Ý][\w'’.-]*)?)")
_BOUND = re.compile(r"(?:에서는?|에는|으로|까지|부터|은|는|의|이나|에게)$")
_TELLING = re.compile(r"(?:에서는|[았었였했왔갔]고|[가-힣]우리는|저희는)$")
_SIDE_WORDS = "쪽은 쪽의 쪽에서 측은 측의 측에서 편은 우리 우리는 저희 저희는 이날 통역 그리고 또한"
_SIDES = frozenset(_SIDE_WORDS.split())
_LEGAL_FORM = re.compile(r"\((?:재|주|사|유|학|의)\)|㈜|재단법인|사단법인|주식회사|학교법인")


def norm(text: str) -> str:
    """The form in which names are compared and searched: no marks, no case, composed (NFC)."""
    if _PLAIN_TEXT.fullmatch(text):
        return text.casefold()  # nothing in it to take apart
    decomposed = unicodedata.normalize("NFKD", text)
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return unicodedata.normalize("NFC", plain.casefold().translate(_PLAIN))


def jamo(text: str) -> str:
    """``norm`` taken apart into conjoining jamo, so that one wrong vowel costs one letter and not a syllable."""
    return unicodedata.normalize("NFD", norm(text))


def romanise(text: str) -> str:
    """Hangul in Revised Romanization, without sound changes between syllables except that a final moves to an empty
    initial.
    """
    out: list[str] = []
    final = 0
    for char in norm(text):
        code = ord(char)
        if not _FIRST_SYLLABLE <= code <= _LAST_SYLLABLE:
            out.append(_FINALS[final] + char)
            final = 0
            continue
        index = code - _FIRST_SYLLABLE
        initial, vowel, next_final = index // 588, index % 588 // 28, index % 28
        if initial == 11 and final and _FINALS[final] != "ng":
            out.append({"k": "g", "t": "d", "p": "b", "l": "r"}.get(_FINALS[final], _FINALS[final]))
        else:
            out.append(_FINALS[final] + _INITIALS[initial])
        out.append(_VOWELS[vowel])
        final = next_final
    out.append(_FINALS[final])
    return "".join(out)


def choseong(text: str) -> str:
    """The initial consonants of the Hangul syllables, as conjoining jamo (what ``norm`` makes of a typed ㅅㅈㅅ)."""
    return "".join(
        chr(0x1100 + (ord(char) - _FIRST_SYLLABLE) // 588)
        for char in norm(text)
        if _FIRST_SYLLABLE <= ord(char) <= _LAST_SYLLABLE
    )


def search_text(name: str) -> str:
    """The text that is indexed for searching a name: jamo, romanised, initial consonants, separated by one space."""
    return f"{jamo(name)} {romanise(name)} {choseong(name)}".rstrip()


def has_hangul(text: str) -> bool:
    """Whether there is a Hangul syllable in ``text``."""
    return _SYLLABLE.search(text) is not None


def split_honorific(name: str) -> tuple[str | None, str]:
    """``"Dr. Ana Ruiz"`` → ``("Dr.", "Ana Ruiz")``; None where there is no honorific."""
    rest = name.strip()
    taken: list[str] = []
    while (found := _HONORIFIC.match(rest)) is not None:
        taken.append(found.group().strip())
        rest = rest[found.end() :].strip()
    return (" ".join(taken) or None), rest


def natural_order(name: str) -> str:
    """A Latin name with the surname last: "Kwak, Soyeon" and "Kim, S.J." are Soyeon Kwak and S.J. Kim."""
    turned = _SURNAME_FIRST.fullmatch(name)
    return f"{turned.group(2)} {turned.group(1)}" if turned else name


@lru_cache(maxsize=8192)
def is_title(word: str) -> bool:
    """Whether a single word is a Korean rank or office ("부연구위원", "국제협력팀장")."""
    return _TITLE_WORD.match(word) is not None


def is_korean_name(word: str) -> bool:
    """Whether a word can be a Korean personal name: a known surname and one or two syllables, no everyday word."""
    if not 2 <= len(word) <= 4 or not all(_FIRST_SYLLABLE <= ord(char) <= _LAST_SYLLABLE for char in word):
        return False
    if word in _NOT_NAMES or word[-1] in "에를":
        return False
    if word[:2] in _DOUBLE_SURNAMES:
        return len(word) >= 3
    return word[0] in _SURNAMES and len(word) <= 3


def is_korean_sounding(word: str) -> bool:
    """Whether every syllable of a Hangul word is one that Korean names are made of (드, 티, 꽝 are not)."""
    return not is_foreign_sounding(word) and not any(char in _UNGIVEN_SYLLABLES for char in word[1:])


def is_foreign_sounding(text: str) -> bool:
    """Whether a syllable stands in a Hangul text that no Korean word is made of (꽝, 흐, 티)."""
    return any(_is_foreign_syllable(char) for char in text)


def is_open_sounding(words: Sequence[str]) -> bool:
    """Whether two Hangul words are long and end nearly all of their syllables in vowels, as names of Japan, Italy or
    Hawaii do and words of Korean hardly ever (하기와라 도모에, 오카노 겐지).
    """
    if len(words) != 2 or not all(re.fullmatch(r"[가-힣]{2,5}", word) for word in words):
        return False
    syllables = "".join(words)
    if len(syllables) < 5 or any((ord(char) - _FIRST_SYLLABLE) % 28 not in (0, 4) for char in syllables):
        return False
    spoken = any(is_title(word) or word in _NOT_NAMES or _LOAN_WORD.search(word) for word in words)
    return not spoken and _BOUND.search(words[0]) is None


def is_hangul_name(words: Sequence[str]) -> bool:
    """Whether two to five Hangul words can be a foreigner's name by their sound alone: one has a syllable that
    no Korean word is made of, or is a single syllable as Vietnamese and Chinese names are (도 흐우 랍, 마리아 로페스).
    """
    return may_be_hangul_name(words) and any(
        is_foreign_sounding(word) or (len(word) == 1 and word not in _SHORT_WORDS) for word in words
    )


def may_be_hangul_name(words: Sequence[str]) -> bool:
    """Whether nothing in two to five Hangul words speaks against their being a foreigner's name: no title, no loan
    word, no particle. Only what stands around them can say that they are one.
    """
    return (
        2 <= len(words) <= 5
        and all(re.fullmatch(r"[가-힣]{1,7}", word) for word in words)
        and not any(word in _SIDES or _TELLING.search(word) for word in words)
        and not any(
            is_title(word) or word in _NOT_NAMES or _LOAN_WORD.search(word) or _PARTICLE.search(word) for word in words
        )
    )


def _is_foreign_syllable(char: str) -> bool:
    index = ord(char) - _FIRST_SYLLABLE
    if not 0 <= index <= _LAST_SYLLABLE - _FIRST_SYLLABLE:
        return False
    initial, vowel, final = index // 588, index % 588 // 28, index % 28
    if initial in (1, 4, 8, 10, 13) or (initial == 15 and char != "쾌"):  # ㄲ ㄸ ㅃ ㅆ ㅉ ㅋ
        return True
    if vowel == 18 and not final and initial != 11:  # 드 흐 르
        return True
    return char in _FOREIGN_SYLLABLES


def korean_surname(name: str) -> str:
    """The family name, which stands first in a Korean name."""
    return name[:2] if name[:2] in _DOUBLE_SURNAMES and len(name) >= 3 else name[:1]


def split_korean_title(text: str) -> tuple[str, str | None]:
    """``"도하림교수"`` and ``"도하림 교수"`` → ``("도하림", "교수")``; the text itself and None where no title
    follows.
    """
    text = text.strip()
    name, _, last = text.rpartition(" ")
    if name and is_title(last):
        return name.strip(), last
    if not _GLUED_TITLE.fullmatch(text):  # 부위원장 is no 부위 who is 원장
        # the shortest name that is one: 마서진책임 is 마서진 + 책임, 남궁민수석 is 남궁민 + 수석
        for length in (3, 4, 2):
            head, tail = text[:length], text[length:].strip()
            if tail and is_korean_name(head) and _GLUED_TITLE.fullmatch(tail):
                return head, tail
    return text, None


@lru_cache(maxsize=8192)
def person_key(name: str) -> str:
    """One key for all ways to write one spelling of a name: no honorific, no Korean title, no case, no marks, no
    punctuation.
    """
    _, bare = split_honorific(name)
    if has_hangul(bare):
        bare, _ = split_korean_title(bare)
    return " ".join(_WORD.findall(norm(bare)))


@lru_cache(maxsize=8192)
def organization_key(name: str) -> str:
    """One key for all ways to write one spelling of a body: no legal form, no spaces, no case, no marks, no
    punctuation.
    """
    return _NO_WORD.sub("", norm(_LEGAL_FORM.sub("", name)))


def language_of(text: str) -> str:
    """The language a name is written in, as far as its script tells: ``ko`` for Hangul, else unknown (empty)."""
    return "ko" if any("가" <= char <= "힣" for char in text) else ""
