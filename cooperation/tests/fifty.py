"""Reports of our own invention, as many as wanted and all different: five years of a small institute's trips.

The same number always gives the same reports. Bodies and people come again, as they do; days, subjects, promises and
the form of the report differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

OURS = "다온해양기술원"
STAFF = [
    ("국제협력실", "실장", "윤서담"), ("국제협력실", "선임연구원", "배한결"), ("연안관측부", "책임연구원", "남도윤"),
    ("연안관측부", "연구원", "표지우"), ("해양자료센터", "센터장", "명은솔"), ("해양자료센터", "선임연구원", "길하람"),
]  # fmt: skip
#: Country, city, bodies there; each body with people and their titles.
PLACES = [
    ("칠레", "발파라이소", [
        ("칠레연안연구소", [("Elena Ruiz Prado", "Director"), ("Tomas Vidal Rojas", "Analyst")]),
        ("발파라이소해양대학교", [("Paula Araya Soto", "Dean")])]),
    ("베트남", "하이퐁", [
        ("하이퐁해양과학원", [("Tran Quoc Bao", "Director General"), ("Le Thu Ha", "Researcher")]),
        ("베트남수로청", [("Pham Van Dung", "Deputy Director")])]),
    ("페루", "카야오", [("페루해양연구원", [("Rosa Quispe Lazo", "President"), ("Julio Cornejo", "Advisor")])]),
    ("인도네시아", "자카르타", [
        ("인도네시아해양청", [("Budi Santoso", "Head of Division"), ("Dewi Lestari", "Officer")]),
        ("자카르타항만공사", [("Agus Hartono", "Manager")])]),
    ("케냐", "몸바사", [("몸바사해양연구소", [("Grace Wanjiru", "Chief Scientist"), ("Peter Otieno", "Engineer")])]),
    ("필리핀", "세부", [("세부연안관리청", [("Maria Santos", "Administrator"), ("Jose Ramos", "Planner")])]),
    ("콜롬비아", "카르타헤나", [
        ("카르타헤나해양연구소", [("Camila Restrepo", "Director"), ("Andres Mejia", "Geologist")])]),
    ("피지", "수바", [("남태평양해양위원회", [("Sera Tuilau", "Secretary"), ("Josefa Naulu", "Programme Officer")])]),
]  # fmt: skip
SUBJECTS = [
    "연안침식 공동관측", "해양쓰레기 저감 기술", "수심측량 자료 교환", "적조 예보 체계", "해저지형도 제작",
    "항만 수질 관리", "산호초 복원 실증", "조위 관측망 운영", "해양자료 표준화", "맹그로브 숲 조사",
    "해일 경보망 구축", "어장환경 평가",
]  # fmt: skip
MATTERS = [
    "관측장비 제원", "시범해역 후보지 목록", "자료 제공 양식", "공동연구 제안서 초안", "운영비 분담안",
    "교육과정 안내문", "기존 관측자료", "현지 법령 요약", "전문가 명단",
    "부이 설치 일정표", "위성영상 목록", "사업 결과물 목록",
]  # fmt: skip
POINTS = [
    "{subject}의 현황과 예산을 설명받음", "현지 인력의 교육 수요가 큼", "장비 통관에 두 달이 걸린다고 함",
    "{city} 앞바다의 조류가 빨라 계류 방식을 바꾸어야 함", "관측자료의 품질 등급을 서로 맞추기로 의견을 모음",
    "우기에는 현장 접근이 어려움", "지난 사업의 결과물을 아직 쓰고 있음", "민간 항만의 자료는 공개되지 않음",
    "주민 설명회를 먼저 여는 것이 좋다는 의견이 있었음", "연구선의 배정 순서를 설명받음",
]  # fmt: skip
DAYS = "월화수목금토일"


@dataclass(frozen=True)
class Report:
    """One report: its file name and text, and what is known of it without reading."""

    name: str
    text: str
    start: date
    end: date
    meetings: int
    promises: int

    @property
    def data(self) -> bytes:
        return self.text.encode()


def reports(count: int = 50, *, until: date, years: int = 5) -> list[Report]:
    """So many reports, the first ``years`` before ``until`` and the last a few weeks before it."""
    step = (years * 365 - 25) / max(count - 1, 1)
    return [_report(number, until - timedelta(days=round(25 + step * (count - 1 - number)))) for number in range(count)]


@dataclass(frozen=True)
class Talk:
    """One meeting of a report."""

    body: str
    people: list[tuple[str, str]]
    held: date
    hour: int
    points: list[str]


@dataclass(frozen=True)
class Draft:
    """What a report says, before it is put into a form."""

    title: str
    start: date
    end: date
    country: str
    city: str
    subject: str
    travellers: list[tuple[str, str, str]]
    talks: list[Talk]
    submitted: date


def _report(number: int, end: date) -> Report:
    chance = Random(number)
    country, city, bodies = PLACES[number % len(PLACES)]
    subject = SUBJECTS[(number * 5 + number // 12) % len(SUBJECTS)]
    start = end - timedelta(days=4)
    travellers = chance.sample(STAFF, chance.choice((1, 2, 2, 3)))
    matters = chance.sample(MATTERS, 6)
    talks, promises = [], 0
    for order, (body, people) in enumerate(bodies):
        points = [point.format(subject=subject, city=city) for point in chance.sample(POINTS, 3)]
        for owner in chance.sample([body, OURS], chance.choice((1, 2))):
            due = end + timedelta(days=chance.choice((30, 45, 60, 90, 120)))
            points.append(f"{owner}은 {_words(due)}까지 {subject} {matters.pop()}을 보내기로 함")
            promises += 1
        talks.append(Talk(body, people, start + timedelta(days=1 + order), 10 + 4 * order, points))
    title = f"{country} {subject} {('협력', '협의', '자문', '조사')[number // 12 % 4]} 출장"
    submitted = end + timedelta(days=chance.randint(10, 24))
    draft = Draft(title, start, end, country, city, subject, travellers, talks, submitted)
    text = "\n".join([*(_official if number % 2 else _squares)(draft), *_signed(draft)])
    name = f"{start:%Y%m%d} {title}.{'md' if number % 3 == 0 else 'txt'}"
    return Report(name, text, start, end, len(talks), promises)


def _words(day: date) -> str:
    return f"{day.year}년 {day.month}월 {day.day}일"


def _day(day: date) -> str:
    return f"{day.year}. {day.month}. {day.day}.({DAYS[day.weekday()]})"


def _official(draft: Draft) -> list[str]:
    lines = [
        "# 공무국외출장 결과보고서", "", "## 1. 출장개요", "",
        f"출장명\t{draft.title}", f"출장기간\t{_day(draft.start)} ~ {_day(draft.end)}",
        f"출장국\t{draft.country}({draft.city})", f"출장목적\t{draft.subject} 협의와 {draft.city} 현장 확인",
        "출장자", "소속\t직급\t성명", *("\t".join(who) for who in draft.travellers), "", "## 2. 출장 세부내용", "",
    ]  # fmt: skip
    for place, talk in zip("가나다", draft.talks, strict=False):
        there = [(talk.body, name, title) for name, title in talk.people]
        there += [(OURS, name, rank) for _, rank, name in draft.travellers]
        lines += [
            f"### {place}. {talk.body} 면담", "",
            f"- 일 시: {_words(talk.held)}({DAYS[talk.held.weekday()]}) {talk.hour}:00 ~ {talk.hour + 2}:00",
            f"- 장 소: {talk.body}", f"- 참석자: 총 {len(there)}인", "", "순번\t소속\t이름\t직위\t참여 형태",
            *(f"{number}\t{org}\t{name}\t{title}\tOnsite" for number, (org, name, title) in enumerate(there, start=1)),
            "", "□ 주요내용", "", *(f"- {point}" for point in talk.points), "",
        ]  # fmt: skip
    return lines


def _squares(draft: Draft) -> list[str]:
    lines = [
        "국외출장 결과보고", "", "□ 출장개요", f" ○ 출 장 명 : {draft.title}",
        f" ○ 출장기간 : {_day(draft.start)} ~ {_day(draft.end)}", f" ○ 출 장 지 : {draft.country}({draft.city})",
        f" ○ 출장목적 : {draft.city} 지역 {draft.subject} 실태 파악",
        " ○ 출 장 자 : " + ", ".join(f"{unit} {name} {rank}" for unit, rank, name in draft.travellers),
        "", "□ 주요 면담내용",
    ]  # fmt: skip
    for talk in draft.talks:
        theirs = ", ".join(f"{name} {title}" for name, title in talk.people)
        ours = ", ".join(f"{name} {rank}" for _, rank, name in draft.travellers)
        lines += [
            f" ○ {talk.body}",
            f"  - 일시/장소 : {_day(talk.held)} {talk.hour}:00~{talk.hour + 2}:00 / {talk.body} 회의실",
            f"  - 참석자 : {talk.body} {theirs}, {OURS} {ours}",
            "  - 주요내용", *(f"   · {point}" for point in talk.points), "",
        ]  # fmt: skip
    return lines


def _signed(draft: Draft) -> list[str]:
    return [
        "위와 같이 공무국외출장 결과보고서를 제출합니다.", "", _words(draft.submitted), "",
        f"작성자 : {draft.travellers[0][2]} (서명 또는 인)", "", f"{OURS}장 귀하", "",
    ]  # fmt: skip
