"""Between whom an agreement is: the bodies a sentence names as its parties, ourselves, and the host of the meeting."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..organizations import Bodies
from .words import KIND

_OURS = re.compile(
    r"(?<![가-힣])(?:우리|저희|당|본|자|귀)\s?(?:원|시|도|군|구|교|사|부|청|측|대학교?|학교|병원|센터|연구원|"
    r"연구소|공사|공단|재단|기관|위원회|협회|"
    r"진흥원|기술원|정보원|평가원|협력단)(?=[은는이가와과의을를도,()\s·/-]|에|측|$)|우리\s?나라|"
    r"\b(?:our|ours|us|we)\b|\b(?:nuestr[oa]s?|nosotros)\b",
    re.IGNORECASE,
)
_BOTH = re.compile(
    r"(?<![가-힣])양\s?(?:기관|측|교|대학|대학교|시|도|군|구|사|도시|자|국|원|청|상의|협회|재단|병원|공사|공단|연구원|연구소|은행|센터|학회|"
    r"단체|회사|정부|부처)(?=[은는이가의간\s]|[,.]|$)|쌍방|두\s?(?:기관|대학|도시|단체|회사)|"
    r"\bboth (?:institutions|organi[sz]ations|sides|parties|universities|agencies)\b|\bthe (?:two|parties)\b|"
    r"\b(?:ambas|las dos|las) (?:partes|instituciones|entidades|universidades)\b",
    re.IGNORECASE,
)
_THREE = re.compile(
    r"[3삼]\s?자|세\s?기관|3개\s?기관|tripartite|trilateral|three-(?:way|party)|tripartit[oa]", re.IGNORECASE
)
_BETWEEN = re.compile(
    r"\b(?:between|among)\s+(?P<en>.+?)\s+and\s+(?P<en2>[^,.;(]+)|\bentre\s+(?P<es>.+?)\s+y\s+(?P<es2>[^,.;(]+)|"
    r"\b(?P<by>by)\s+(?P<by1>.+?)\s+and\s+(?P<by2>[^,.;(]+)",
    re.IGNORECASE,
)
_WITH = re.compile(
    r"(?:와|과)의?\s+(?:[가-힣]+\s){0,4}?(?=(?:[가-힣]+\s?)?(?:MO[UA]|LO[IA]|NDA|R/?D|업무\s?협약|협약|협정|"
    r"양해각서|각서|의향서|"
    r"의사록|협의의사록|합의서|비밀유지|[「『“\"]|\d{4}\s?[.년]|체결|서명))",
)
_WITH_LATIN = re.compile(r"\b(?:with|con)\s+(?P<side>[^,.;]+)", re.IGNORECASE)

_SIGNERS = re.compile(
    r"([^.;]{4,160}?)(?:이|가|은|는|간에?)\s(?:[가-힣\d. ]{0,20}\s)?(?:공동\s?)?(?:서명|체결|조인)|"
    r"\b(?:signed|concluded)\s(?:[^.;]{0,40}?\s)?(?:by|among|between)\s([^.;]{4,160})|"
    r"\b(?:firmad[oa]|suscrit[oa])\s(?:[^.;]{0,40}?\s)?(?:por|entre)\s([^.;]{4,160})",
    re.IGNORECASE,
)


_NOUN = re.compile(
    r"University|Institute|Ministry|Authority|Agency|Foundation|Council|Office|Department|Board|Commission|Bank|Association|"
    r"Centre|Center|School|College|Hospital|Company|Municipality|Federation|Union|Bureau|Secretariat|Laboratory|Service|"
    r"Universidad|Instituto|Ministerio|Autoridad|Agencia|Fundaci[óo]n|Consejo|Direcci[óo]n|Comisi[óo]n|Banco|"
    r"Asociaci[óo]n|Centro|Escuela|Hospital|Empresa|Municipalidad|Federaci[óo]n|Secretar[íi]a|Laboratorio|Servicio|Gobierno"
)


class Parties:
    """The parties of agreements. ``hosts`` are the bodies whom the meetings were with."""

    def __init__(self, bodies: Bodies, hosts: dict[str, str | None]) -> None:
        self.bodies = bodies
        self.hosts = hosts
        self.own = bodies.own_id
        # "우리 병원" read as a body of its own is ourselves
        self._ours = {body.id for body in bodies.organizations if _OURS.fullmatch(body.canonical)}
        own = next((body for body in bodies.organizations if body.id == self.own), None)
        self._name = own.canonical if own else ""
        self._short: dict[str, tuple[re.Pattern[str], str] | None] = {}
        self.section = ""

    def named(self, text: str, line: int) -> list[str]:
        """The bodies of a text in order, "우리 원" and "our" being ourselves."""
        short = self._in_short(self.section)
        if short is not None:
            text = short[0].sub(short[1], text)
        if self._name:
            text = _OURS.sub(f" {self._name} ", text)
        found = [self.own if identity in self._ours else identity for identity in self.bodies.mentioned(text, line)]
        return list(dict.fromkeys(identity for identity in found if identity))

    def _in_short(self, section: str) -> tuple[re.Pattern[str], str] | None:
        """ "the University", "la Autoridad": the body whom the meeting was with, by the noun of its name."""
        if section not in self._short:
            host = next((b for b in self.bodies.organizations if b.id == self.hosts.get(section)), None)
            words = re.findall(r"[A-ZÁÉÍÓÚ][a-záéíóúñ]{4,}", host.canonical) if host else []
            nouns = [word for word in {*words[:1], *words[-1:]} if _NOUN.fullmatch(word)]
            pattern = rf"\b(?:the|el|la)\s(?:{'|'.join(nouns)})\b(?!\s(?:of|for|de|del|(?-i:[A-Z])))"
            self._short[section] = (re.compile(pattern, re.I), host.canonical) if host and nouns else None
        return self._short[section]

    def with_own(self, parties: Sequence[str | None]) -> list[str]:
        out = list(dict.fromkeys(identity for identity in parties if identity))
        return [self.own, *out] if self.own is not None and self.own not in out else out

    def explicit(self, text: str, line: int) -> list[str]:
        """The parties a text names as such: "A-B MOU", "A와 B 간", "between A and B", "A와의 협약"."""
        between = self._between(text, line)
        if between:
            return between
        kind = KIND.search(text)
        if kind is None:
            return []
        before = self.named(text[: kind.start()], line)
        if _THREE.search(text):
            several = self.named(text, line)
            if len(several) >= 2:
                return several[:4] if len(several) >= 3 else self.with_own(several)
        listed = self._signing(text, line)
        if len(listed) >= 3:
            return listed
        if len(before) >= 2 and re.search(r"간(?:의)?\s(?:[가-힣]+\s){0,3}[가-힣]*$", text[: kind.start()]):
            return before[-2:]
        partner = _WITH.search(text)
        if partner is not None:
            side = self.named(text[: partner.start()], line)
            if side and side != [self.own]:  # "귀 센터와 맺은": with us, and whoever says so is the other
                return self._and_other(side[-1], side[:-1])
        partner = _WITH_LATIN.search(text, kind.end())
        if partner is not None:
            side = self.named(partner.group("side"), line)
            if side:
                return self._and_other(side[0], before)
        return before[-2:] if len(before) >= 2 else []

    def _between(self, text: str, line: int) -> list[str]:
        """ "between A and B", "entre A, B y C", "signed by A and B"."""
        for found in _BETWEEN.finditer(text):
            if found.group("by") and not re.search(r"sign|conclud", text[: found.start()]):
                continue
            sides = [side for name, side in found.groupdict().items() if side and name != "by"]
            named = [self.named(side, line) for side in sides]
            if len(named) == 2 and all(named):
                return list(dict.fromkeys([*named[0][-2:], named[1][0]]))
        return []

    def _signing(self, text: str, line: int) -> list[str]:
        """Who a sentence lists as signing together: "DEM, ADB, KWSI가 서명함", "was signed by A, B and C"."""
        for found in _SIGNERS.finditer(text):
            side = next(group for group in found.groups() if group)
            if "," in side or "·" in side:
                named = self.named(side, line)
                if len(named) >= 3:
                    return named[:6]
        return []

    def _and_other(self, partner: str, others: Sequence[str]) -> list[str]:
        """ "A는 B와 MOU": A and B; "B와의 MOU": we and B."""
        other = next((identity for identity in reversed(others) if identity != partner), None)
        return [other, partner] if other else self.with_own([partner])

    def likely(self, text: str, line: int, number: str, around: str = "") -> list[str]:
        """The parties a sentence can mean that does not name them as such."""
        host = self.hosts.get(number)
        kind = KIND.search(text)
        named = self.named(text, line)
        strangers = [identity for identity in named if identity != self.own]
        if _BOTH.search(text) and (host or len(strangers) == 1):
            return self.with_own([strangers[0] if len(strangers) == 1 else host])
        before = self.named(text[: kind.start()], line) if kind else []
        for found in ([i for i in before if i != self.own][-1:], [host] if host else [], strangers[:1]):
            if found:
                return self.with_own(found)
        beside = [identity for identity in self.named(around, line) if identity != self.own]
        return self.with_own(beside if len(beside) == 1 else [])
