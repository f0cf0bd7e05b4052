"""Names of people and organizations as text: search keys, honorifics, titles, and the key under which two spellings
are one.

Pure functions without Django, shared by the registry, the matching and the reader of trip reports. A key never
decides an identity by itself; ``partners.matching`` says when a match may be preselected.
"""

from __future__ import annotations

import re
import unicodedata

# Letters that Unicode does not decompose although people type them without their stroke.
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ı": "i"})

_PLAIN_TEXT = re.compile(r"[\x00-\x7f가-힣]*")

# Revised Romanization of Korean (Ministry of Culture, 2000-8), syllable by syllable: a search key, not a transcription.
_INITIALS_LETTERS = "g kk n d tt r m b pp s ss  j jj ch k t p h"
_INITIALS = _INITIALS_LETTERS.split(" ")
_VOWELS_LETTERS = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i"
_VOWELS = _VOWELS_LETTERS.split(" ")
_FINALS_LETTERS = " k k k n n n t l k m l l l p l m p p t t ng t t k t p t"
_FINALS = _FINALS_LETTERS.split(" ")
_FIRST_SYLLABLE, _LAST_SYLLABLE = 0xAC00, 0xD7A3

HONORIFICS = (
    "dra|dr|mrs|mr|ms|miss|msc|m\\.sc|mba|ph\\.d|phd|mg|mag|mgtr|ing|eng|engr|er|atty|abg|abog|lic|prof|profa|"
    "sra|srta|sr|capt|col|gen|"
    "hon|datuk|dato|amb|rev|arq|econ|s\\.e|h\\.e|sir|madam"
)
_HONORIFIC = re.compile(rf"^(?:(?:{HONORIFICS})\.?\s+|(?:{HONORIFICS})\.)(?=\S)", re.IGNORECASE)

# Endings of Korean ranks and offices. A longer word that ends in one of them is a title too ("국제협력팀장").
TITLE_ENDINGS = (
    "이사장|부사장|사장|부회장|회장|부원장|원장|부소장|소장|본부장|단장|실장|부장|차장|과장|팀장|센터장|국장|"
    "처장|부청장|청장|차관보|차관|장관|"
    "부총장|총장|부학장|학장|학과장|교수|박사|연구위원|연구원|책임|선임|수석|주임|대리|사원|주무관|사무관|"
    "서기관|이사관|참사관|서기|영사|대사|"
    "부의장|의장|의원|위원장|위원|간사|대표이사|대표|상무|전무|이사|감사|고문|자문관|전문관|담당관|심의관|"
    "협력관|보좌관|조정관|정책관|기획관|"
    "담당|관장|총괄|매니저|컨설턴트|통역사|통역|기사|코디네이터|행정관|조교|연구사|연구관|지사장|지점장|총리|"
    "시장|군수|도지사|지사|청년인턴|인턴|"
    "비서관|비서실장|비서|사무총장|총재|행장|부행장|변호사|회계사|기술사|전문가|자문역|자문위원|파트장|그룹장|"
    "랩장|소속장|부관장|팀원|직원|행정원|"
    "선생님|선생|교사|교장|학생|PM|PL|CEO|CTO|COO|CFO"
)
_TITLE_WORD = re.compile(rf"^[가-힣A-Za-z·]{{0,10}}(?:{TITLE_ENDINGS})(?:님)?$")
_GLUED_TITLE = re.compile(rf"^([가-힣]{{2,4}}?)\s*((?:[가-힣]{{0,6}}?)(?:{TITLE_ENDINGS})(?:님)?)$")

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
    차관 장관
"""
_NOT_NAMES = frozenset(_NOT_NAMES_WORDS.split())
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
    return any(_FIRST_SYLLABLE <= ord(char) <= _LAST_SYLLABLE for char in text)


def split_honorific(name: str) -> tuple[str | None, str]:
    """``"Dr. Ana Ruiz"`` → ``("Dr.", "Ana Ruiz")``; None where there is no honorific."""
    rest = name.strip()
    taken: list[str] = []
    while (found := _HONORIFIC.match(rest)) is not None:
        taken.append(found.group().strip())
        rest = rest[found.end() :].strip()
    return (" ".join(taken) or None), rest


def is_title(word: str) -> bool:
    """Whether a single word is a Korean rank or office ("부연구위원", "국제협력팀장")."""
    return _TITLE_WORD.match(word) is not None


def is_korean_name(word: str) -> bool:
    """Whether a word can be a Korean personal name: a known surname and one or two syllables, no everyday word."""
    if not 2 <= len(word) <= 4 or not all(_FIRST_SYLLABLE <= ord(char) <= _LAST_SYLLABLE for char in word):
        return False
    if word in _NOT_NAMES:
        return False
    if word[:2] in _DOUBLE_SURNAMES:
        return len(word) >= 3
    return word[0] in _SURNAMES and len(word) <= 3


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
    found = _GLUED_TITLE.match(text)
    if found is not None:
        # the shortest name that is one: 마서진책임 is 마서진 + 책임, 남궁민수석 is 남궁민 + 수석
        for length in (3, 4, 2):
            head, tail = text[:length], text[length:].strip()
            if tail and is_korean_name(head) and is_title(tail):
                return head, tail
    return text, None


def person_key(name: str) -> str:
    """One key for all ways to write one spelling of a name: no honorific, no Korean title, no case, no marks, no
    punctuation.
    """
    _, bare = split_honorific(name)
    if has_hangul(bare):
        bare, _ = split_korean_title(bare)
    return " ".join(re.findall(r"\w+", norm(bare)))


def organization_key(name: str) -> str:
    """One key for all ways to write one spelling of a body: no legal form, no spaces, no case, no marks, no
    punctuation.
    """
    return re.sub(r"[\W_]+", "", norm(_LEGAL_FORM.sub("", name)))


def language_of(text: str) -> str:
    """The language a name is written in, as far as its script tells: ``ko`` for Hangul, else unknown (empty)."""
    return "ko" if any("가" <= char <= "힣" for char in text) else ""
