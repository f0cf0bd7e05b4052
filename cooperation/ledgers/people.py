"""People and places named in one cell of a ledger."""

from __future__ import annotations

import re

from meetings.reader.facts.attendees.korean import person_of
from meetings.reader.facts.attendees.listed import split_top
from meetings.reader.facts.places import city_country, country_code, country_of_code
from partners.names import (
    has_hangul,
    is_korean_name,
    is_title,
    korean_surname,
    natural_order,
    split_honorific,
)

from .days import NOTHING

_UNNAMED = re.compile(
    r"\s*(?:[(]?\s*(?:외|등|포함)\s*(?:총\s*)?(?P<n>\d+)\s*(?:명|인|(?=[\s)]*$))\s*[)]?|외\s*(?:다수|수\s?명)|등\s*$|(?:and|\+|plus)\s*\d+\s*(?:others?|more)?\s*$)"
)
_SURNAME_FIRST = re.compile(r"[A-ZÀ-Ý][\w'’-]+,\s+[A-ZÀ-Ý][\w'’.-]*(?:\s[A-ZÀ-Ý][\w'’.-]*)?")
#: What stands for people without naming any.
_NOBODY = re.compile(
    r"(?:전|관련|담당|소속|해당|실무)?\s?(?:직원|임직원|전원|일동|부서원|팀원|관계자|실무자|담당자|공무원|수행원|대표단|방문단|연수단|학생|교직원)(?:들|\s?일동|\s?전원)?|"
    r"(?:외부|내부|민간|국내|해외|현지)\s?(?:전문가|인사|위원|인력|강사|통역)|통역(?:사|원)?|기관장|미정|추후\s?확정|all staff|staff|delegates?|tbd|to be decided",
    re.IGNORECASE,
)
_RANK_WORDS = re.compile(
    r"(?:^|\s)(?:Dr|Prof|Mr|Ms|Mrs|Director|Manager|Researcher|Senior|Fellow|President|Head|Officer|Vice|Chief|Principal|Research|Deputy|Assistant|Associate|General|Professor|Engineer|Specialist|Analyst)\b\.?",
    re.IGNORECASE,
)


def people_in(text: str) -> tuple[list[str], str]:
    """(names of the people in a cell, the words that stand for unnamed ones)."""
    if NOTHING.fullmatch(text):
        return [], ""
    unnamed = ""
    found = _UNNAMED.search(text)
    if found:
        unnamed = found[0].strip(" ()")
        text = text[: found.start()] + " " + text[found.end() :]
    if any(_SURNAME_FIRST.fullmatch(one.strip()) for one in re.split(r"[;\n]", text)):
        text = "\n".join(natural_order(one.strip()) for one in re.split(r"[;\n]", text))
    text = re.sub(r"(?:총\s*)?\d+\s*(?:명|인)\s*[:：]?|^\s*\(\d+\)", " ", text)
    text = re.sub(r"(?m)^\s*(?:[①-⑳○●◦▲▶■□▪•*-]|\d{1,2}[.)])\s*", "", re.sub(r"[①-⑳]", "\n", text))
    out: list[str] = []
    for part in split_top(text, ",;/·ㆍ・、\n"):
        part = part.strip()
        if _NOBODY.fullmatch(part) or (is_title(part) and not is_korean_name(part)):
            unnamed = unnamed or (part if _NOBODY.fullmatch(part) or not out else "")  # "김하늘/책임" says a rank
            continue
        for name in _people(part):
            if name and name not in out:
                out.append(name)
    return out, unnamed


def whole_name(text: str) -> str:
    """A name of a person with the parts of a Korean one together: "김 누리"."""
    return " ".join(_whole_names(text.split()))


def _whole_names(words: list[str]) -> list[str]:
    """Words with family and given names put together: "홍 길동", "남궁 민수"."""
    out: list[str] = []
    for word in words:
        if (
            out
            and len(word) <= 2
            and not is_title(word)
            and (len(out[-1]) == 1 or korean_surname(f"{out[-1]}{word}") == out[-1])
            and is_korean_name(out[-1] + word)
        ):
            out[-1] += word
        else:
            out.append(word)
    return out


def _people(part: str) -> list[str]:
    inner = re.findall(r"[(\[]([^)\]]*)[)\]]", part)
    bare = " ".join(re.sub(r"\s*[(\[][^)\]]*[)\]]?", " ", part).split())
    bare = re.sub(r"^[가-힣\s]{2,12}[:：]\s*", "", bare)
    if not bare:
        return []
    words = _whole_names(bare.split())
    bare = " ".join(words)
    if not has_hangul(bare) and len(both := re.split(r"\s+(?:and|&)\s+", bare)) > 1:
        return [name for one in both for name in _people(one)]
    if inner and not is_korean_name(bare) and not any(is_korean_name(word) for word in words) and has_hangul(bare):
        listed = [word for text in inner for word in re.split(r"[,·/\s]+", text) if is_korean_name(word)]
        if listed:
            return listed  # "국제협력실(김하늘, 이도윤)"
    if is_korean_name(bare):
        return [bare]
    korean = [word for word in words if is_korean_name(word)]
    if len(korean) > 1 and len(korean) + sum(is_title(word) for word in words) >= len(words):
        return [word for word in korean if not is_title(word)] or korean[:1]
    if has_hangul(bare):
        found = person_of(bare)
        if found is not None:
            return [found[1]]
        return [word for word in words if not is_title(word)][-1:] if len(words) > 1 else [bare]
    _, name = split_honorific(bare)
    return [_RANK_WORDS.sub("", name).strip(" ,.") or name]


_UNIT = re.compile(
    r"[가-힣A-Za-z0-9·]{2,}(?:과|팀|실|처|센터|본부|담당관|사업단|추진단|지원단|연구단|사무국|사무소|[가-힣]{2}(?:국|부|단|소|원))|"
    r"[\w& .-]*\b(?:Division|Department|Dept\.?|Section|Unit|Office|Team|Bureau|Directorate|Branch|Desk)\b(?:\s+(?:of|for)\s[\w& ]+)?"
)


def unit_and_person(text: str) -> tuple[str | None, str | None]:
    """The department and the person of a cell that holds both: "국제협력과 김누리", "Partnerships Division / J. Roe"."""
    parts = [part for part in re.split(r"\s*[/,·:;()\[\]\n]\s*", text) if part]
    if len(parts) == 1 and has_hangul(text):
        parts = text.split()
    units = [
        part
        for part in parts
        if _UNIT.fullmatch(part) and not (len(part) == 3 and is_korean_name(part) and part[-1] not in "과팀실처")
    ]
    if not units or parts[: len(units)] != units:
        if len(units) == 1 and len(parts) == 2:  # "김누리(국제협력과)"
            return units[0], parts[0]
        return None, text
    rest = " ".join(parts[len(units) :])
    return " ".join(units), rest or None


# ------------------------------------------------------------------------------------------------------------ places


def places_in(text: str) -> tuple[list[str], list[str], list[str]]:  # noqa: C901  one branch for each way to write it
    """(countries, cities, what is neither) named in a cell, as written: "독일(본), 프랑스(리옹)", "베트남 하노이"."""
    countries: list[str] = []
    cities: list[str] = []
    other: list[str] = []
    if NOTHING.fullmatch(text):
        return countries, cities, other
    if country_code(joined := text.replace("\n", "")):  # a narrow cell breaks a word over lines
        text = joined

    def take(word: str, *, as_city: bool = False) -> None:
        word = word.strip(" ,·()[]-:→~")
        word = country_of_code(word) or word
        if not word:
            return
        if country_code(word) and not (as_city and city_country(word)):
            target = countries
        elif as_city or city_country(word):
            target = cities
        else:
            target = other
        if word not in target:
            target.append(word)

    for part in split_top(text.replace("\n", ", ") if "(" not in text else text.replace("\n", " "), ",;/·ㆍ・、→"):
        brackets = re.findall(r"[(\[]([^)\]]*)[)\]]", part)
        bare = re.sub(r"\s*[(\[][^)\]]*[)\]]", " ; ", part)
        for piece in bare.split(";"):
            piece = " ".join(piece.split())
            if not piece:
                continue
            whole = country_code(piece) or city_country(piece)
            joint = [part for part in re.split(r"\s+및\s+|\s+and\s+|\s+-\s+", piece) if part]
            if whole:
                take(piece)
            elif len(joint) > 1:
                for one in joint:
                    take(one)
            else:
                _words(piece, take)
        for inner in brackets:
            for piece in re.split(r"\s*[,·ㆍ/;→]\s*|\s+및\s+", inner):
                take(piece, as_city=True)
    return countries, cities, other


def _words(piece: str, take: object) -> None:
    """ "베트남 하노이": a country and what follows it; else the whole, as it stands."""
    words = piece.split(" ")
    for cut in range(len(words) - 1, 0, -1):
        head, tail = " ".join(words[:cut]), " ".join(words[cut:])
        if country_code(head):
            take(head)  # type: ignore[operator]
            take(tail, as_city=True)  # type: ignore[operator]
            return
        if country_code(tail):  # "Hanoi Vietnam"
            take(head, as_city=True)  # type: ignore[operator]
            take(tail)  # type: ignore[operator]
            return
    take(piece)  # type: ignore[operator]
