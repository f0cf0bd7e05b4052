"""Bodies named in one cell of a ledger.

Several bodies stand in a cell under numbers, on lines, between commas or middle dots. A name may hold any of these
itself ("고등교육·과학·혁신위원회", "Ministry of Science, Technology and Innovation"), so a cell is cut only where
both sides read as names of bodies. What stands in brackets behind a body is another name of it, or its country.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from meetings.reader.facts.attendees.listed import split_top
from meetings.reader.facts.bodies import OWN, has_body_ending, has_body_word, is_acronym
from meetings.reader.facts.places import city_country, country_code
from partners.names import has_hangul, organization_key

from .days import NOTHING

_BULLET = re.compile(
    r"(?:^|(?<=[\s,;]))\s*(?:[①-⑳㉮-㉻]|\(\d{1,2}\)|\d{1,2}[.)](?=\s*[^\d\s])|[가-하][.)](?=\s)|[-–•·ㆍ○●◦▲▶■□▪※*]\s*(?=\S))\s*"
)
_ROLE = re.compile(r"^\s*(?:갑|을|병|정|甲|乙|丙|丁)\s*[:：]\s*|^\s*\((?:갑|을|병|정|甲|乙)\)\s*")
_LEGAL_ONLY = re.compile(r"^(?:주|재|사|유|학|의|합|특|社|株|財)$")
_FORMER = re.compile(
    r"^\s*(?:구|舊|전|前|옛|종전|변경\s?전|former(?:ly)?|previously|ex-?)\s*[,.:)]?\s*(?:명칭|기관명)?\s*[:：]?\s*",
    re.IGNORECASE,
)
_MORE = re.compile(r"\s*(?:외|등)\s*(?P<n>\d+)?\s*(?:개|곳|여)?\s*(?:기관|대학|개소|곳|개|사|국|단체|업체)?\s*$")
_COUNTED = re.compile(r"\s*(?:외|등)\s*\d+\s*(?:개|곳|사)|\s등$|\bet al\.?$|\band \d+ others\b")
_LEGAL_TAIL = re.compile(
    r"^(?:Ltd|Inc|LLC|Co|Corp|GmbH|S\.?A\.?|e\.?V|plc|N\.?V|B\.?V|Pty|Limited|L\.?P|A\.?G)\b\.?", re.IGNORECASE
)
#: "…, formerly …" without brackets.
_FORMER_TAIL = re.compile(r"(?:formerly|previously|f/?k/?a|ex-|구|옛|종전|변경\s?전)[\s:]+", re.IGNORECASE)
_LEGAL = re.compile(
    r"㈜|\(주\)|주식회사|유한회사|(?<![A-Za-z])(?:Ltd|Inc|LLC|Corp|GmbH|AG|S\.A|N\.V|B\.V|plc|Pty|KK|Oy|AB|SpA|S\.r\.l)\.?$|^[A-Z]사$"
)
_COMPANY = re.compile(
    r"[가-힣A-Za-z&]+(?:전자|자동차|화학|건설|중공업|제약|통신|에너지|바이오|테크|시스템즈?|솔루션즈?|전기|물산|상사|항공|해운|철강|반도체|소프트|엔지니어링|제철|조선|생명과학|증권|보험|"
    r"텔레콤|테크놀로지|로보틱스|모빌리티|케미칼|식품|전선|이노베이션|산업개발)"
)
_OWN_WORDS = re.compile(
    r"^(?:우리|저희|당|본)\s?(?:측|원|기관|연구원|연구소|재단|센터|공사|공단|협회|대학교?|시|도|구|군|청|부|사|교|위원회|진흥원)$|^(?:당사|자사|갑)$",
    re.IGNORECASE,
)
_SHARED_ENDS = re.compile(
    r"(?:원|소|회|청|부|처|대|교|관|단|사|소|시|도|주|국|군|구|센터|재단|기구|본부|그룹|은행|협회|포럼|클러스터|파크|기금|법인|병원|기업|랩|조합|연맹|네트워크|"
    r"(?<![재행조규공측가안인교협결정사우])정|(?<![실구표재출])현|(?<![농산어])촌|(?<![여양정문능특인적합속연감독])성)$"
)


@dataclass(frozen=True, slots=True)
class Body:
    """One body of a cell: the name to show, its other names, former ones, and its country where brackets say it."""

    name: str
    also: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    country: str | None = None

    @property
    def all_names(self) -> tuple[str, ...]:
        return (self.name, *self.also, *self.former)


@dataclass(frozen=True, slots=True)
class Named:
    """The bodies of a cell; ``uncounted`` is what stands for unnamed ones ("외 2개 기관"), ``own`` our names in it."""

    bodies: tuple[Body, ...]
    own: tuple[str, ...] = ()
    uncounted: str = ""
    countries: tuple[str, ...] = ()
    unsure: bool = False  # a name may be those of several


def bodies_in(text: str, ours: Collection[str] = ()) -> Named:
    """The bodies named in a cell, without us. ``ours`` are our names."""
    keys = {organization_key(name) for name in ours} - {""}
    found, countries, uncounted = _named(text)
    own = tuple(body.name for body in found if _is_ours(body, keys))
    others = tuple(body for body in found if body.name not in own)
    unsure = any(_may_be_several(body.name) for body in others) or (len(others) == 1 and _own_lines(text))
    return Named(others, own, uncounted, countries, unsure)


def _may_be_several(name: str) -> bool:
    """Whether a name holds what parts names, and nothing says that it is one ("Science, Technology and Innovation")."""
    bare = re.sub(r"\([^)]*\)", "", name)
    if re.search(r"\s[·/]\s|[;\n]|\w{3}/\w{3}", bare):
        return True
    parts = re.split(r",\s*", bare)
    if len(parts) > 1:
        tail = parts[-1]
        one = _LEGAL_TAIL.match(tail) or country_code(tail) or city_country(tail)
        return not one and re.search(r"\s(?:및|and|&|y|e|et|und)\s|[과와]\s", bare) is None
    dashed = re.split(r"\s*[-–—]\s*", bare)
    return len(dashed) > 1 and has_hangul(bare) and all(_whole_body(part) for part in dashed)


def _own_lines(text: str) -> bool:
    """Whether a name over several lines may be several: each begins with a capital, and none leads on."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return (
        len(lines) > 1
        and not has_hangul(text)
        and all(re.match(r"[A-Z]", line) and len(line.split()) > 1 for line in lines)
        and not any(re.search(r"(?:,|&|\b(?:of|and|for|the|on|in|to|de|y))$", line, re.IGNORECASE) for line in lines)
    )


@lru_cache(maxsize=8192)
def _named(text: str) -> tuple[tuple[Body, ...], tuple[str, ...], str]:
    """(bodies, countries, what stands for unnamed ones) of a cell; a ledger names the same bodies again and again."""
    if NOTHING.fullmatch(text):
        return (), (), ""
    bodies: dict[str, Body] = {}
    countries: list[str] = []
    uncounted = ""
    for piece in _pieces(text):
        counted = _COUNTED.search(piece)
        if counted:
            uncounted = piece[counted.start() :].strip()
            piece = piece[: counted.start()].strip()
        body = _body(piece)
        if body is None:
            continue
        if country_code(body.name):
            countries.append(body.name)
        else:
            bodies.setdefault(organization_key(body.name), body)
    return tuple(bodies.values()), tuple(countries), uncounted


def _is_ours(body: Body, keys: Collection[str]) -> bool:
    names = [organization_key(name) for name in body.all_names if name]
    if any(_OWN_WORDS.match(name) or OWN.match(name) for name in body.all_names):
        return True
    return any(name in keys for name in names)


def _pieces(text: str) -> list[str]:
    """The parts of a cell that name one body each."""
    marked = [part for part in _BULLET.split(text) if part and part.strip(" ,;\n")]
    if len(marked) > 1 and len(_BULLET.findall(text)) >= 2:
        lines = [" ".join(part.split()).strip(" ,;") for part in marked]
    else:
        lines = _lines(text)
    out: list[str] = []
    for line in lines:
        line = _ROLE.sub("", _BULLET.sub("", line, count=1) if _BULLET.match(line) else line).strip(" ,;")
        if line:
            out.extend(_cut(line))
    return out


def _lines(text: str) -> list[str]:
    """Lines of their own; a line in brackets, or one that no body begins, goes on with the line before."""
    out: list[str] = []
    for line in text.split("\n"):
        line = line.strip()
        if not line:
            continue
        opened = bool(out) and out[-1].count("(") > out[-1].count(")")
        if out and not opened and country_code(line):  # "University of Tokyo", and its country on the next line
            out.append(line)
            continue
        if (
            out
            and (opened or line[0] in "([" or not (_bodyish(line) and _bodyish(out[-1])))
            and not _BULLET.match(line)
        ):
            joint = "" if line[0] in "(" else " "
            out[-1] += joint + line
        else:
            out.append(line)
    return out


def _cut(text: str) -> list[str]:
    for separators in (";", "/", ",、", "·ㆍ・‧∙•"):
        parts = _joined_tails(split_top(text, separators), separators)
        if separators == ";" and len(parts) > 1 and all(len(part) >= 2 for part in parts):  # no name holds one
            return [piece for part in parts for piece in _cut(part)]
        if len(parts) > 1 and (
            all(_bodyish(part) or country_code(part) or _of_country(part) for part in parts)
            or all(_company(part) or (separators[0] != "·" and _bodyish(part)) for part in parts)
        ):
            return [piece for part in parts for piece in _cut(part)]
        if len(parts) > 1 and separators in ",、;/" and _several_short(parts):
            return parts
        if len(parts) > 1 and separators in (";", ",、", "/"):
            regrouped = _regrouped(parts, separators)
            if len(regrouped) > 1:
                return [piece for part in regrouped for piece in _cut(part)]
    parts = re.split(r"\s*[-–—]\s*", text)  # "우리시-나고야시-오타루시"
    if any(map(_OWN_WORDS.match, parts)) and all(_whole_body(part) or _bodyish(part) for part in parts):
        return parts
    for joint in (r"\s+및\s+", r"(?<=[가-힣)])\s*(?:와|과)\s+", r"\s+(?:and|y|&)\s+"):
        parts = [part for part in _split_top_pattern(text, joint) if part]
        if (
            len(parts) > 1
            and any(map(_whole_body, parts))
            and all(_whole_body(part) or _long_body(part) for part in parts)
        ):
            return [piece for part in parts for piece in _cut(part)]
    return [text]


def _regrouped(parts: list[str], separators: str) -> list[str]:
    """Parts put together until each reads as a body: "교육부, 고등교육, 과학 및 혁신위원회"."""
    out: list[str] = []
    waiting: list[str] = []
    for part in parts:
        waiting.append(part)
        if _bodyish(part) and (has_hangul(part) or (len(waiting) == 1 and _whole_body(part))):
            out.append(", ".join(waiting))
            waiting = []
    if waiting:
        if not out:
            return [", ".join(parts)]
        out[-1] = ", ".join([out[-1], *waiting])
    return out


def _several_short(parts: list[str]) -> bool:
    """Acronyms and names without anything that says "body", all alike: "KAIST, ETRI", "삼성전자, 현대자동차"."""
    bare = [re.sub(r"\([^)]*\)", "", part).strip() for part in parts]
    return (
        all(re.fullmatch(r"[A-Z][A-Za-z&.-]{1,11}|[가-힣A-Za-z]{3,16}", part) for part in bare)
        and not any(part.endswith(("및", "과", "와")) for part in bare)
        and any(_bodyish(part) for part in bare)
    )


def _joined_tails(parts: list[str], separators: str) -> list[str]:
    out: list[str] = []
    for part in parts:
        if out and "," in separators and (_LEGAL_TAIL.match(part) or _FORMER_TAIL.match(part)):
            out[-1] += ", " + part
        else:
            out.append(part)
    return out


def _split_top_pattern(text: str, pattern: str) -> list[str]:
    parts, last = [], 0
    for found in re.finditer(pattern, text):
        before = text[: found.start()]
        if before.count("(") == before.count(")"):
            parts.append(text[last : found.start()].strip())
            last = found.end()
    return [*parts, text[last:].strip()]


def _company(text: str) -> bool:
    """Whether a part is a company: by its legal form, or by what companies call themselves ("삼성전자")."""
    bare = re.sub(r"\s*[(\[][^)\]]*[)\]]?\s*", " ", text).strip()
    return _LEGAL.search(text) is not None or (len(bare) >= 4 and _COMPANY.fullmatch(bare) is not None)


def _of_country(text: str) -> bool:
    """ "베트남(하노이대학교)": a country, and its body in brackets."""
    found = re.fullmatch(r"([^()]+?)\s*\(([^()]+)\)", text.strip())
    return found is not None and bool(country_code(found[1])) and _bodyish(found[2])


def _bodyish(text: str) -> bool:
    """Whether a part reads as a name of a body: by its ending, by a word bodies have, or as an acronym."""
    bare = re.sub(r"\s*[(\[][^)\]]*[)\]]?\s*", " ", text).strip()
    bare = _COUNTED.sub("", bare).strip()
    if not bare:
        return False
    if has_hangul(bare):
        return (
            (len(bare) >= 3 and (has_body_ending(bare) or _SHARED_ENDS.search(bare) is not None))
            or "㈜" in bare
            or "(주)" in text
        )
    return has_body_word(bare) or is_acronym(bare) or re.fullmatch(r"[A-Z]{2,10}", bare) is not None


def _long_body(text: str) -> bool:
    """A Hangul name of a body beside a sure one: long enough to be no half of a name ("국토 및 도시연구원")."""
    return has_hangul(text) and len(text) >= 4 and _bodyish(text)


def _whole_body(text: str) -> bool:
    bare = re.sub(r"\s*\([^)]*\)\s*", " ", text).strip()
    if has_hangul(bare):
        return has_body_ending(bare)
    if is_acronym(bare) or re.fullmatch(r"[A-Z]{2,10}", bare):
        return True
    return has_body_word(bare) and len(bare.split()) >= 2


def _body(text: str) -> Body | None:  # noqa: C901  one branch for each way to write it
    text = _ROLE.sub("", text.strip(" ,;·-\n"))
    if not text or NOTHING.fullmatch(text) or not re.search(r"\w", text):
        return None
    brackets: list[str] = []

    def taken(found: re.Match[str]) -> str:
        inner = found[1].strip()
        if _LEGAL_ONLY.match(inner):
            return found[0]
        brackets.append(inner)
        return " "

    name = " ".join(re.sub(r"\s*[(\[]([^()\[\]]*(?:\([^()]*\)[^()\[\]]*)*)[)\]]", taken, text).split()).strip(" ,")
    also: list[str] = []
    former: list[str] = []
    country = None
    said_former = re.search(rf"\s*,\s*{_FORMER_TAIL.pattern}(?:known as\s+)?(\S.*)$", name, re.IGNORECASE)
    if said_former and said_former.start():
        former.append(said_former[1])
        name = name[: said_former.start()]
    for inner in brackets:
        pieces = [inner] if _FORMER.match(inner) else [part for part in re.split(r"\s*[,;/]\s*", inner) if part]
        if any(_LEGAL_TAIL.match(part) for part in pieces[1:]):
            pieces = [inner]
        for piece in pieces:
            old = _FORMER.match(piece)
            if old and old.end() < len(piece) and (old[0].strip() not in ("구", "전") or old[0][-1:] in " ,.:)"):
                former.append(piece[old.end() :].strip())
            elif country_code(piece) or (city_country(piece) and not is_acronym(piece)):
                country = country or (piece if country_code(piece) else None)
            elif not re.search(r"\d\s*(?:개|명|자|차)|가칭|예정|신규|갱신|변경|미정|간사|주관", piece):
                also.append(piece)
    if not name:
        if not also:
            return None
        name, also = also[0], also[1:]
    if country_code(name) and also and _bodyish(also[0]):  # "베트남(하노이대학교)"
        country, name, also = name, also[0], also[1:]
    lead, _, rest = name.partition(" ")
    if lead[-1:] in ":：" and country_code(lead[:-1]) and rest:
        country, name, rest = country or lead[:-1], rest.strip(), ""
    if rest and country_code(lead) and has_hangul(lead) and len(rest) >= 3 and not rest.startswith(("및", "국")):
        country, also = country or lead, [*also, name]
        name = rest
    if (
        also
        and not has_hangul(name)
        and (korean := next((one for one in also if has_hangul(one) and _bodyish(one)), None))
    ):
        also = [name, *(one for one in also if one != korean)]
        name = korean
    return Body(name, tuple(also), tuple(former), country)
