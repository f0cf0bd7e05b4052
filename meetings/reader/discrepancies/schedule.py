"""The itinerary against the meetings, weekdays, and the length of the trip."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from rapidfuzz import fuzz

from meetings.reader.blocks import Block, BlockKind
from meetings.reader.discrepancies import wording
from meetings.reader.facts.calendar_words import LATIN_WEEKDAY, ORDINALS, WEEKDAYS
from meetings.reader.facts.dates import find_dates
from meetings.reader.reading import Activity, Discrepancy, ItineraryDay, Meeting, Reading

# --- itinerary and meetings -------------------------------------------------------------------------------------

_LABEL = re.compile(
    r"제?\s?(\d{1,2})\s?차(?!원|량|관|장|년)|\b(first|second|third|fourth|1st|2nd|3rd|4th)\s+(?:meeting"
    r"|session|round|workshop)|\b(primera|segunda|tercera)\s+reunión",
    re.IGNORECASE,
)


def _label(text: str) -> tuple[int, str] | None:
    match = _LABEL.search(text)
    if match is None:
        return None
    word = next(group for group in match.groups() if group)
    return (int(word) if word.isdigit() else ORDINALS[word.lower()]), match.group().strip()


def itinerary_and_meetings(reading: Reading) -> Iterator[Discrepancy]:
    """The start and the number ("1차", "2차") of a meeting in the itinerary against its own section."""
    for day, activity, meeting, others in _pairs(reading):
        here, there = _label(activity.text), _label(meeting.title)
        heading = meeting.heading_line or 0
        if here and there and here[0] != there[0]:
            noun = _after_label(activity.text) or _after_label(meeting.title)
            values = (f"{here[1]} {noun}".strip(), f"{there[1]} {noun}".strip())
            yield Discrepancy(
                "label_mismatch",
                (day.line, heading),
                values,
                f"같은 면담({_when(day)})이 세부일정에는 ‘{values[0]}’, 본문에는 ‘{values[1]}’입니다. "
                "어느 쪽이 맞습니까?",
                f"The same meeting ({_when_en(day)}) is “{values[0]}” in the itinerary and “{values[1]}” in the text. "
                "Which is right?",
            )
        times = {a.time for a in (activity, *others) if a.time}
        if activity.time and meeting.start and meeting.start not in times:
            yield Discrepancy(
                "time_mismatch",
                (day.line, meeting.time_line or heading),
                (activity.time, meeting.start),
                f"‘{meeting.title}’({_when(day)})의 시작 시각이 세부일정에는 {activity.time}, 본문에는 "
                f"{meeting.start}입니다. 어느 쪽이 맞습니까?",
                f"“{meeting.title}” ({_when_en(day)}) starts at {activity.time} in the itinerary and at "
                f"{meeting.start} in the text. Which is right?",
            )


def _when(day: ItineraryDay) -> str:
    if not day.date:
        return "일정표"
    on = date.fromisoformat(day.date)
    return f"{on.month}월 {on.day}일"


def _when_en(day: ItineraryDay) -> str:
    return wording.day_en(day.date) if day.date else "itinerary"


def _after_label(text: str) -> str:
    match = re.search(r"차\s*(면담|회의|미팅|협의|워크숍|세미나|방문|회담)", text)
    return match.group(1) if match else ""


def _pairs(reading: Reading) -> Iterator[tuple[ItineraryDay, Activity, Meeting, list[Activity]]]:
    """Each meeting with the one activity of its day that is it, and the other activities of that day that are about
    it too."""
    surfaces = {o.id: [o.canonical, *(s.text for s in o.surfaces)] for o in reading.organizations}
    days: dict[str, list[tuple[ItineraryDay, Activity]]] = {}
    for day in reading.trip.itinerary:
        for activity in day.activities:
            if day.date:
                days.setdefault(day.date, []).append((day, activity))
    meetings: dict[str, list[Meeting]] = {}
    for meeting in reading.meetings:
        if meeting.date and meeting.status != "cancelled":
            meetings.setdefault(meeting.date, []).append(meeting)
    for on, held in meetings.items():
        activities = days.get(on, [])
        scored = sorted(
            (
                (_alike(day, activity, meeting, surfaces), -i, -j)
                for i, (day, activity) in enumerate(activities)
                for j, meeting in enumerate(held)
            ),
            reverse=True,
        )
        taken_activities: set[int] = set()
        taken_meetings: dict[int, int] = {}
        for score, i, j in scored:
            if score < 1 or -i in taken_activities or -j in taken_meetings:
                continue
            taken_activities.add(-i)
            taken_meetings[-j] = -i
        for j, i in taken_meetings.items():
            day, activity = activities[i]
            others = [
                a
                for k, (d, a) in enumerate(activities)
                if k not in taken_activities and _alike(d, a, held[j], surfaces) >= 1
            ]
            yield day, activity, held[j], others


def _alike(day: ItineraryDay, activity: Activity, meeting: Meeting, surfaces: dict[str, list[str]]) -> float:
    """Above 1 when an activity can be a meeting; the time and the number break ties between two meetings with one
    body."""
    if activity.meeting_id:
        base = 2.0 if activity.meeting_id == meeting.id else 0.0
    else:
        names = surfaces.get(meeting.host_org_id or "", [])
        text = f"{activity.text} {day.host or ''}" if len(day.activities) == 1 else activity.text
        folded = _fold(text)
        shared = any(len(_fold(n)) > 2 and _fold(n) in folded for n in names)
        similar = fuzz.token_set_ratio(_words(activity.text), _words(meeting.title)) / 100
        base = 1.0 + similar / 2 if shared or similar >= 0.75 else 0.0
    if base == 0:
        return 0.0
    here, there = _label(activity.text), _label(meeting.title)
    base += 0.2 * (activity.time is not None and activity.time == meeting.start)
    base += 0.15 * (bool(here and there) and here is not None and there is not None and here[0] == there[0])
    # "협약식" of the day before "2차 면담": what is called alike comes first.
    return base + 0.1 * (_kind(activity.text) == _kind(meeting.title))


def _kind(text: str) -> str:
    match = re.search(
        r"면담|회의|워크숍|협약식|서명식|세미나|간담회|포럼|meeting|workshop|signing|wrap-up|reunión|taller",
        text,
        re.IGNORECASE,
    )
    return match.group().lower() if match else ""


def _fold(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def _words(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text).casefold()


# --- weekdays and lengths -----------------------------------------------------------------------------------------

_NAMES = ("월요일", "화요일", "수요일", "목요일", "금요일", "토요일", "일요일")
_NAMES_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_YEAR_OF_TRIP = 300  # days from the trip within which a day without a year is taken to be of its year


# A weekday next to figures; without one there is nothing to compare, and most lines of a report have none.
_WEEKDAY_BESIDE = re.compile(
    rf"\d\D{{0,6}}(?:\(\s*[월화수목금토일]|[월화수목금토일]요일)|\d.{{0,22}}\b{LATIN_WEEKDAY}\b"
    rf"|\b{LATIN_WEEKDAY}\b.{{0,8}}\d",
    re.IGNORECASE,
)


def weekdays(blocks: Sequence[Block], reading: Reading) -> Iterator[Discrepancy]:
    """A weekday written beside a day that falls on another one."""
    trip = reading.trip.period
    reference = date.fromisoformat(trip.start) if trip and trip.start else None
    for block in blocks:
        if block.kind is BlockKind.BLANK:
            continue
        for cell in block.cells or (block.text,):
            if not _WEEKDAY_BESIDE.search(cell):
                continue
            for span in find_dates(cell, reference=reference):
                if not span.weekday_wrong or span.start is None or span.end is None or span.weekday is None:
                    continue
                if not span.has_year and (reference is None or abs((span.start - reference).days) > _YEAR_OF_TRIP):
                    continue
                right = _wrong_day(span.text, span.start, span.end)
                if right is None:
                    continue
                on, written = right
                yield Discrepancy(
                    "weekday_mismatch",
                    (block.line,),
                    (
                        written,
                        _NAMES[on.weekday()][0] if re.match("[월화수목금토일]", written) else _NAMES_EN[on.weekday()],
                    ),
                    f"{on.year}년 {on.month}월 {on.day}일은 {_NAMES[on.weekday()]}인데 요일이 ‘{written}’입니다. "
                    "날짜와 요일 가운데 어느 쪽이 맞습니까?",
                    f"{wording.day_en(on)} is a {_NAMES_EN[on.weekday()]}, but “{written}” is written. "
                    "Is the date right, or the weekday?",
                )


def _wrong_day(text: str, first: date, last: date) -> tuple[date, str] | None:
    """Which end of a range bears the wrong weekday."""
    words = re.findall(
        r"\(\s*([월화수목금토일])|([월화수목금토일])요일|\b((?:mon|tue|wed|thu|fri|sat|sun|lun|mar|mi[eé]|jue|vie"
        r"|s[aá]b|dom)[a-zé]*)\b",
        text,
        re.IGNORECASE,
    )
    written = [next(w for w in group if w) for group in words]
    written = [w for w in written if w.lower() in WEEKDAYS]
    ends = [first] if first == last else [first, last]
    for on, word in zip(ends, written, strict=False):
        if WEEKDAYS[word.lower()] != on.weekday():
            return on, word
    if len(written) == 1 and WEEKDAYS[written[0].lower()] != last.weekday() and first != last:
        return last, written[0]
    return None


def _line_of(meeting: Meeting) -> int:
    """A line that shows the meeting; 0 where nothing of it has one. Told in a paragraph, it has no heading."""
    listed = (attendee.line for attendee in meeting.attendees)
    return meeting.time_line or meeting.heading_line or meeting.place_line or next(listed, 0)


def period(reading: Reading) -> Iterator[Discrepancy]:
    """The trip's stated length, its itinerary and its meetings against its first and last day."""
    trip = reading.trip.period
    if trip is None or not trip.start or not trip.end:
        return
    start, end = date.fromisoformat(trip.start), date.fromisoformat(trip.end)
    days = (end - start).days + 1
    first, last, first_en, last_en = (f(d) for f in (wording.day, wording.day_en) for d in (start, end))
    if days < 1:
        yield Discrepancy(
            "period_mismatch",
            (trip.line,),
            (trip.start, trip.end),
            f"출장기간의 시작일({first})이 종료일({last})보다 늦습니다. 어느 쪽이 맞습니까?",
            f"The trip starts on {first_en}, later than it ends ({last_en}). Which of the two is right?",
        )
        return
    if trip.days_stated is not None and trip.days_stated != days:
        yield Discrepancy(
            "period_mismatch",
            (trip.line,),
            (f"{trip.days_stated}일", f"{days}일"),
            f"출장기간이 {trip.days_stated}일로 적혀 있으나 {first}부터 {last}까지는 {days}일입니다. "
            "어느 쪽이 맞습니까?",
            f"The trip is said to take {trip.days_stated} days, but {first_en} to {last_en} are {days}. "
            "Which is right?",
        )
    nights = trip.nights_stated
    # A night or two in the air are not counted by custom ("4박 6일"); more nights than fit, or far fewer, are a slip.
    if nights is not None and not (max(0, days - 3) <= nights <= days - 1) and (trip.days_stated in (None, days)):
        yield Discrepancy(
            "nights_check",
            (trip.line,),
            (f"{nights}박", f"{days - 1}박"),
            f"출장기간이 {nights}박으로 적혀 있으나 {first}부터 {last}까지는 {days - 1}박입니다. 어느 쪽이 맞습니까?",
            f"The trip is said to take {nights} nights, but {first_en} to {last_en} are {days - 1}. Which is right?",
        )
    outside = [(d.line, d.date) for d in reading.trip.itinerary if d.date and not trip.start <= d.date <= trip.end]
    known = {day for _, day in outside}  # once a day: a talk of it is told of in the itinerary too
    outside += [
        (line, m.date)
        for m in reading.meetings
        if m.date and not trip.start <= m.date <= trip.end and (line := _line_of(m)) and m.date not in known
    ]
    for line, on in outside:
        if abs((date.fromisoformat(on) - start).days) > 60:
            continue  # an earlier meeting retold, not a slip
        yield Discrepancy(
            "period_mismatch",
            (trip.line, line),
            (f"{trip.start}~{trip.end}", on),
            f"출장기간은 {first}~{last}인데 {wording.day(on)} 일정이 있습니다. 어느 쪽이 맞습니까?",
            f"The trip lasts from {first_en} to {last_en}, but something is dated {wording.day_en(on)}. "
            "Which is right?",
        )
    dated = [d for d in reading.trip.itinerary if d.date and trip.start <= d.date <= trip.end]
    # an itinerary that meetings outlast was not given, or not read, to its end
    held = [m.date for m in reading.meetings if m.date and m.status != "cancelled" and trip.start <= m.date <= trip.end]
    whole = dated and min(held, default="9") >= min(d.date or "" for d in dated)
    whole = whole and max(held, default="") <= max(d.date or "" for d in dated)
    if len(dated) >= 2 and not outside and whole:
        ends = (
            (min(dated, key=lambda d: d.date or ""), trip.start, "첫날", "first"),
            (max(dated, key=lambda d: d.date or ""), trip.end, "마지막 날", "last"),
        )
        for day, edge, words, words_en in ends:
            # A return a day later is often left out; two days are not.
            if day.date and abs((date.fromisoformat(day.date) - date.fromisoformat(edge)).days) > 1:
                yield Discrepancy(
                    "period_mismatch",
                    (trip.line, day.line),
                    (edge, day.date),
                    f"출장기간의 {words}은 {wording.day(edge)}인데 세부일정의 {words}은 {wording.day(day.date)}입니다. "
                    "어느 쪽이 맞습니까?",
                    f"The {words_en} day of the trip is {wording.day_en(edge)}, but {wording.day_en(day.date)} in the "
                    "itinerary. Which is right?",
                )
