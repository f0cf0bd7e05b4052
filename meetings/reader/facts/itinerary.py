"""The itinerary: what was planned for each day, read from its table or from dated lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from partners.names import norm

from ..blocks import Block, BlockKind
from ..reading import Activity, ItineraryDay
from ..sections import Section
from .dates import DateSpan, find_dates
from .diary import is_diary, opening_lines
from .labels import column_keys, fields_of, label_key
from .times import find_times

_HEADING = re.compile(
    r"일정|일자별|일별|날짜별|여정|행선|day[- ]by[- ]day|daily log|itinerary|programme|program\b|schedule|agenda|"
    r"itinerario|cronograma|programa|recorrido|día a día",
    re.IGNORECASE,
)
_TELLS = re.compile(r"(?:[가-힣]다|하였음|했음)\.?\s*$|[.!?]\s+[A-ZÀ-Ý][a-zà-ÿ]+\s+[a-zà-ÿ]+\s|\b(?:we|I)\s[a-z]+\s")
# What lies ahead is no itinerary: "향후 일정", "next steps and schedule".
_AHEAD = re.compile(
    r"향후|추후|후속|이후|앞으로|다음|내년|upcoming|next|future|follow|próxim|futur|posterior|seguimiento",
    re.IGNORECASE,
)
_LINE_DAY = re.compile(
    r"^\s*(?:[^\W\d]{1,10}\.?,?\s+)?[(\[]?\s*(\d{1,2})\s?[./-]\s?(\d{1,2})(?=\.?\s*(?:[(\s:：)\],|]|$)|/\d{4})"
)
_WEEKDAY = re.compile(r"\([^\W\d]{1,9}\.?\)")
# "Lunes 6: …", "Tue 7 – …": a day of the week with its number alone
_NUMBERED_DAY = re.compile(
    r"^\s*((?:mon|tue|wed|thu|fri|sat|sun|lun|mar|mi[ée]|jue|vie|s[áa]b|dom)[^\W\d]*)\.?,?\s+(\d{1,2})(?=\s*(?:[:：(,.;–-]|$))",
    re.IGNORECASE,
)
# "2일(월) ― …", "3일 화요일: …"
_NUMBERED_KO = re.compile(r"^\s*(\d{1,2})일\s?\(?([월화수목금토일])(?:요일)?\)?(?=\s*(?:[:：,.;–―-]|에|$|\s))")
_WEEKDAYS_KO = "월화수목금토일"
_WEEKDAYS = ("mo", "tu", "we", "th", "fr", "sa", "su", "lu", "ma", "mi", "ju", "vi", "sá", "do")
_DAY_PART = (
    r"(?:오전|오후|아침|저녁|점심|새벽|정오|밤(?=[에 ])|"
    r"(?:in the\s+)?(?:late\s+|early\s+)?(?:morning|afternoon|evening|noon|midday|night)\b|"
    r"por la (?:mañana|tarde|noche))"
)
# A comma, a semicolon or a stroke ends an activity before a time or a part of the day, and after a time in brackets.
_NEXT = re.compile(
    rf"(?:\s*[,;]\s*|\s+/\s+)(?=\(?(?:오전|오후)?\s*\d{{1,2}}:\d{{2}}|{_DAY_PART}|[^,;()\d]{{2,40}}\(\d{{1,2}}:\d{{2}}\))|"
    r"(?<=\d\))\s*,\s*",
    re.IGNORECASE,
)
# "인천 출발(10:30) → 다낭 도착(13:20)": two activities, each with its time
_TIMED_LEG = re.compile(r"\(\s*\d{1,2}:\d{2}\s*\)")
# "Suva - Port Vila": a dash between places is no bullet
_STOP = r"(?:[A-ZÀ-Ý][\w'’. ]{1,25}|[가-힣]{2,8})"
_ROUTE = re.compile(rf"^(?:[a-z]+ ){{0,2}}{_STOP}(?: [-–] {_STOP}){{1,3}}$")
_BULLET = re.compile(r"\s*(?:[•∙▪▫◦○●□■▷▶ㅇ]|(?:(?<=\s)|^)[-·ㆍ*]\s)\s*")
_ARROW = re.compile(r"^([^→\d:;,]{1,20}?)\s*(?:→|➔|⇒|->|▶)\s*([^→\d:;,]{1,20}?)(?:\s+(.*))?$")
# "llegada a Montevideo a las 16:20": what joins an activity to the time behind it
_DANGLING = re.compile(r"\s+(?:a las?|desde las?|at|from|by|hacia las?)$", re.IGNORECASE)
# "출국 (13:40 출발, 16:55 도착)": the bracket tells more than one time, and the activity has none of its own
_TIMES_BRACKET = re.compile(r"\([^()]*\d{1,2}:\d{2}[^()~–-]*[^\W\d][^()]*\d{1,2}:\d{2}[^()]*\)")
# "4일에는 오전 9시 인천을 출발하여 오후 1시 센다이에 도착하였고, …": a sentence goes from hour to hour
_TOPIC = re.compile(r"^(?:에는|에도|에|은|는)\s+")
_AND_THEN = re.compile(
    r"(?<=[가-힣])(?:하여|해|하고|하였고|했고|한\s?뒤|한\s?후)\s+(?=(?:오전|오후|낮|밤)?\s*\d{1,2}\s?(?::\d{2}|시))"
)
_VERB_END = re.compile(r"(?<=[가-힣]{2})(?:하였습니다|했습니다|하였음|했음|하였고|했고|하였으며|했으며)\.?$")
_CLOCK_START = re.compile(r"(?:^|(?<=\s))(?=\(?(?:오전|오후)?\s*\d{1,2}:\d{2})")


_DEADLINE_WORDS = (
    "담당 담당자 담당부서 소관 소관부서 누가 기한 언제까지 responsible owner who deadline bywhen responsable plazo"
)
_DEADLINE_COLUMNS = frozenset(_DEADLINE_WORDS.split())


def read_itinerary(
    blocks: Sequence[Block], sections: Sequence[Section], reference: date | None, last: date | None = None
) -> tuple[tuple[ItineraryDay, ...], frozenset[int]]:
    """The days in order and the lines they, and the table's head, stand on. First by the words of heads and headings;
    else by shape: a table or lines that go through the days of the trip, from ``reference`` to ``last``. What is a
    diary as well is one only where nothing else is.
    """
    tables: dict[int, list[Block]] = {}
    for block in blocks:
        if block.table:
            tables.setdefault(block.table, []).append(block)
    diaries = []
    for days, lines, told in _headed(blocks, sections, tables.values(), reference):
        if not is_diary(told):
            return days, lines
        diaries.append((days, lines))
    if diaries:
        return diaries[0]
    return _shaped(blocks, list(tables.values()), reference, last) if reference is not None else ((), frozenset())


def _headed(
    blocks: Sequence[Block], sections: Sequence[Section], tables: Iterable[Sequence[Block]], reference: date | None
) -> Iterator[tuple[tuple[ItineraryDay, ...], frozenset[int], list[str]]]:
    """The days under words of an itinerary, tables first, with the lines that tell of them."""
    for rows in tables:
        for index, row in enumerate(rows[:3]):
            columns = _columns(row.cells)
            if columns:
                below = rows[index + 1 :]
                days = _table_days(below, columns, reference)
                if len(days) >= 1 and any(day.date for day in days):
                    told = [line for each in below for line in (_cell(each, columns, "activity") or "").split("\n")]
                    yield days, frozenset({row.line, *(day.line for day in days)}), told
    for section in sections:
        if section.heading is not None and is_itinerary_heading(section.heading.body):
            inner = blocks[section.start + 1 : section.end]
            days = _line_days(inner, reference)
            if len(days) > 1:
                yield days, frozenset(day.line for day in days), [block.body for block in inner if block.body]


def _shaped(
    blocks: Sequence[Block], tables: Sequence[Sequence[Block]], reference: date, last: date | None
) -> tuple[tuple[ItineraryDay, ...], frozenset[int]]:
    trip = (reference - timedelta(days=2), (last or reference + timedelta(days=21)) + timedelta(days=2))
    for rows in tables:
        days = _shaped_table(rows, reference, trip)
        if days:
            return days, frozenset({rows[0].line, *(day.line for day in days)})
    days = _shaped_lines(blocks, reference, trip)
    if days:
        return days, frozenset(day.line for day in days)
    return (), frozenset()


def _go_through(days: Sequence[date], trip: tuple[date, date]) -> bool:
    """Whether days follow each other within the trip: at least two, none before the one above it."""
    ordered = all(one <= other for one, other in pairwise(days))
    return len(set(days)) >= 2 and ordered and trip[0] <= days[0] and days[-1] <= trip[1]


# Columns of tables that tell of talks, with whom and about what
_OF_TALKS = frozenset({"attendees", "minutes", "travellers"})


def _shaped_table(rows: Sequence[Block], reference: date, trip: tuple[date, date]) -> tuple[ItineraryDay, ...]:
    """The days of a table whose first column goes through the days of the trip and whose others, whatever they are
    called, say in few words what was done: "날짜 | 오전 | 오후", "Day | Where | What we did".
    """
    head, body = rows[0].cells, rows[1:]
    headless = bool(_days(head[0], reference))
    if len(body) < 2 or not 2 <= len(head) <= 6 or (not headless and any(len(cell) > 30 for cell in head)):
        return ()
    if headless:
        body = rows
    columns = _known_columns(head) if not headless else {}
    talks = any(label_key(cell) in _OF_TALKS and "activity" not in column_keys(cell) for cell in head)
    if columns is None or talks:
        return ()
    for index, cell in enumerate(head):
        if index not in columns.values() and label_key(cell) in ("place", "destination"):
            columns.setdefault("to", index)  # "Dónde"
    at = columns.setdefault("date", 0)
    days: list[date] = []
    for row in body:
        first = row.cells[at].replace("\n", " ") if at < len(row.cells) else ""
        spans = _days(first, days[-1] if days else reference)
        if spans and spans[0].start:
            days.append(spans[0].start)
        elif first.strip(' -〃"'):
            return ()
    taken = set(columns.values())
    free = [index for index in range(at + 1, len(head)) if index not in taken]
    for where in ("to", "host"):
        if not free and where in columns:
            free = [columns.pop(where)]  # where they went is all that is told
    cells = [row.cells[at] for row in body for at in free if at < len(row.cells) and row.cells[at].strip()]
    told = sum(max(1, len(find_times(cell))) for cell in cells)
    if not _go_through(days, trip) or not cells or sum(map(len, cells)) > 70 * told:
        return ()
    joined = [replace(row, cells=(*row.cells, "\n".join(_filled(row.cells, free)))) for row in body]
    return _table_days(joined, {**columns, "activity": len(head)}, reference)


def _filled(cells: Sequence[str], at: Sequence[int]) -> list[str]:
    return [cells[index] for index in at if index < len(cells) and cells[index].strip(" -–")]


def _shaped_lines(blocks: Sequence[Block], reference: date, trip: tuple[date, date]) -> tuple[ItineraryDay, ...]:
    """The days of lines next to each other that each begin with a day of the trip and say in few words what was done,
    whatever stands above them: "How the week went".
    """
    run: list[Block] = []
    ahead = told = False
    for block in [*blocks, None]:
        if block is not None and block.kind is BlockKind.BLANK:
            continue
        if block is not None and block.kind is not BlockKind.ROW and len(block.body) <= 250:
            spans = _days(block.body[:60], reference)
            opens = (
                bool(spans) and spans[0].pos[0] <= 15 and not re.search(r"[가-힣]{5}", block.body[: spans[0].pos[0]])
            )
            rest = block.body[spans[0].pos[1] :] if opens else ""
            if re.match(r"\W", rest) and re.search(r"[^\W\d]{2}", _WEEKDAY.sub("", rest)):
                run.append(block)
                told = told or _TELLS.search(rest) is not None
                continue
        brief = len(run) > 1 and sum(len(line.body) for line in run) <= 130 * len(run)
        days = _line_days(run, reference) if brief and not ahead and not told else ()
        dated = [date.fromisoformat(day.date) for day in days if day.date]
        if len(days) == len(run) == len(dated) and all(day.activities for day in days) and _go_through(dated, trip):
            return days
        run, told = [], False
        ahead = block is not None and _AHEAD.search(block.body) is not None
    return ()


def is_itinerary_heading(text: str) -> bool:
    """Whether a heading stands over what was done day by day, its letters spaced apart or not."""
    return (
        len(text) < 40
        and (
            _HEADING.search(text) is not None
            or _HEADING.search(re.sub(r"(?<=[가-힣]) (?=[가-힣])", "", text)) is not None
        )
        and _AHEAD.search(text) is None
    )


def _columns(cells: Sequence[str]) -> dict[str, int]:
    """Which column holds what, when the row is the head of an itinerary: a date and what was done."""
    if len([cell for cell in cells if cell.strip()]) < 2 or any(len(cell) > 30 for cell in cells):
        return {}
    out = _known_columns(cells)
    return out if out is not None and "date" in out and "activity" in out else {}


def _known_columns(cells: Sequence[str]) -> dict[str, int] | None:
    """Which column holds what, as far as its head says so; None for a table of people or of deadlines."""
    out: dict[str, int] = {}
    meanings = [column_keys(cell) for cell in cells]
    wanted = ("date", "time", "from", "to", "host", "activity", "remark")
    # Columns with one meaning first, so that "장소" or "일정" take what is left over.
    for index in sorted(range(len(cells)), key=lambda at: len([key for key in meanings[at] if key in wanted])):
        for key in wanted:
            if key in meanings[index] and key not in out:
                out[key] = index
                break
    people = any("name" in keys and "activity" not in keys for keys in meanings)
    deadline = any(re.sub(r"\s", "", cell).lower() in _DEADLINE_COLUMNS for cell in cells)
    return None if people or deadline else out


def _table_days(rows: Sequence[Block], columns: dict[str, int], reference: date | None) -> tuple[ItineraryDay, ...]:
    out: list[ItineraryDay] = []
    current: tuple[str | None, str | None] = (None, None)
    day_reference = reference
    above: dict[str, str | None] = {}
    for row in rows:
        if _columns(row.cells):
            continue
        held = {key: _cell(row, columns, key) for key in columns}
        text = held.get("date")
        if text:
            spans = _days(text.replace("\n", " "), day_reference)
            if spans and spans[0].start:
                current = (spans[0].start.isoformat(), spans[0].weekday)
                day_reference = spans[0].start
        if not any(cell.strip(" -") for cell in row.cells):
            continue
        held = {key: above.get(key) if value == "〃" else value for key, value in held.items()}
        above = held
        # "5.14.(화) 10:00 | 면담": the column of days may carry the time
        told = (held.get("activity") or "").split("\n")
        if is_diary(told):
            told = opening_lines(told, bool(held.get("host")))
        activities = split_activities("\n".join(told), held.get("time") or text)
        start, end = held.get("from"), held.get("to")
        if "from" not in columns and len(activities) == 1 and not start:
            moved = _ARROW.match(activities[0].text)
            if moved is not None:
                # without columns for it, "인천→타슈켄트 이동" says where from and where to
                start, end = moved.group(1).strip(), moved.group(2).strip()
                activities = (Activity(activities[0].time, (moved.group(3) or "이동").strip()),)
        if not activities and not (start or end):
            continue
        out.append(
            ItineraryDay(
                row.line,
                current[0],
                current[1],
                _one_line(start),
                _one_line(end),
                _one_line(held.get("host")),
                activities,
            )
        )
    return tuple(out)


def _cell(row: Block, columns: dict[str, int], key: str) -> str | None:
    if key not in columns or columns[key] >= len(row.cells):
        return None
    value = row.cells[columns[key]].strip()
    if value in ("〃", '"', "상동", "″"):
        return "〃"
    return value if value.strip(" -–·") else None


def _one_line(text: str | None) -> str | None:
    return " ".join(text.split()) if text else None


def split_activities(text: str, time: str | None = None) -> tuple[Activity, ...]:
    """The activities in one cell: separated by bullets, lines, semicolons or clock times, each with its time."""
    pieces: list[str] = []
    for line in _AND_THEN.sub("\n", text).split("\n"):
        legs = re.split(r"\s*[→➔⇒]\s*", line) if len(_TIMED_LEG.findall(line)) > 1 else [line]
        for part in (part for leg in legs for part in ([leg] if _ROUTE.match(leg.strip()) else _BULLET.split(leg))):
            for piece in _outside_brackets(_NEXT, part):
                pieces.extend(piece for piece in _outside_brackets(_CLOCK_START, piece) if piece.strip())
    joined: list[str] = []
    for piece in pieces:
        piece = _VERB_END.sub("", piece.strip())
        previous_is_time = bool(joined) and (
            _is_only_time(joined[-1])
            or _DANGLING.search(joined[-1]) is not None
            or (_is_only_time(piece) and not find_times(joined[-1]))
        )
        if joined and (piece.startswith(("→", "⇒", "➔", "(", "~", "-", "–")) or previous_is_time):
            joined[-1] = f"{joined[-1]} {piece}"
        else:
            joined.append(piece)
    out = [activity for piece in joined if (activity := _activity(piece)) is not None]
    if time is not None and len(out) == 1 and out[0].time is None:
        spans = find_times(time)
        out = [Activity(spans[0].start if spans else None, out[0].text)]
    return tuple(out)


def _outside_brackets(pattern: re.Pattern[str], text: str) -> list[str]:
    out: list[str] = []
    begin = depth = at = 0
    for found in pattern.finditer(text):
        between = text[at : found.start()]
        depth, at = max(0, depth + between.count("(") - between.count(")")), found.start()
        if depth == 0:
            out.append(text[begin : found.start()])
            begin = found.end()
    return [*out, text[begin:]]


def _is_only_time(text: str) -> bool:
    spans = find_times(text)
    return len(spans) == 1 and not re.search(r"[^\W\d_]", text[: spans[0].pos[0]] + text[spans[0].pos[1] :])


def _activity(text: str) -> Activity | None:
    # "밤 10시 넘어 도착" tells no time
    spans = [
        span for span in find_times(text) if not re.match(r"\s*(?:넘어|넘겨|지나|전후|이후|쯤)", text[span.pos[1] :])
    ]
    if not spans:
        cleaned = text.strip(" .,")
        return Activity(None, cleaned) if re.search(r"\w", cleaned) else None
    begin, end = spans[0].pos
    told = _TIMES_BRACKET.search(text[:400])
    if told is not None and told.start() < begin < told.end():
        return Activity(None, text.strip(" .,"))
    rest = f"{text[:begin].rstrip(' (')} {text[end:].lstrip(' ):,-–')}" if begin else text[end:].lstrip(" ):,-–")
    rest = _DANGLING.sub("", " ".join(rest.split()).rstrip(" .,"))
    return Activity(spans[0].start, rest) if re.search(r"\w", rest) else None


def _line_days(blocks: Sequence[Block], reference: date | None) -> tuple[ItineraryDay, ...]:
    """Days written as lines: a line that begins with a date opens a day, lines below add to it. Of a diary, that tells
    below a day what was said as well, only what opens a part of the day.
    """
    out: list[ItineraryDay] = []
    below: list[list[Block]] = []
    day_reference = reference
    apart = False
    for block in blocks:
        if block.kind in (BlockKind.BLANK, BlockKind.ROW):
            apart = True
            continue
        text = block.body
        spans = _days(text, day_reference)
        if spans and not re.search(
            r"[^\W\d_]", re.sub(r"제?\s*\d+\s*일차|Day\s*\d+|Día\s*\d+", "", text[: spans[0].pos[0]])
        ):
            span = spans[0]
            day_reference = span.start or day_reference
            rest = _TOPIC.sub("", text[span.pos[1] :].lstrip(" :：)-–―,|/"))
            activities = split_activities(rest)
            out.append(_moved(block.line, span.start.isoformat() if span.start else None, span.weekday, activities))
            below.append([])
        elif apart and block.kind is BlockKind.PARAGRAPH and len(out) > 1 and all(day.activities for day in out):
            if not is_diary([line.body for lines in below for line in lines]):
                break  # the days said it on their own lines: what stands apart below is something else
            below[-1].append(block)
        elif out and block.kind is not BlockKind.HEADING:
            below[-1].append(block)
        apart = False
    diary = is_diary([line.body for lines in below for line in lines])
    return tuple(_with_lines(day, lines, diary) for day, lines in zip(out, below, strict=True))


def _with_lines(day: ItineraryDay, lines: Sequence[Block], diary: bool) -> ItineraryDay:
    told = [line.body for line in lines if not fields_of(line)]
    kept = opening_lines(told, bool(day.activities)) if diary else told
    return replace(day, activities=day.activities + tuple(item for text in kept for item in split_activities(text)))


def _days(text: str, reference: date | None) -> list[DateSpan]:
    """The days of a line; at its beginning, or behind the day of the week, "5/12" is a day too: of the two days it can
    mean the one nearer to the trip.
    """
    spans = [span for span in find_dates(text, reference=reference) if span.precision == "day" and span.start]
    if reference is not None and not (spans and spans[0].pos[0] <= 2) and (numbered := _numbered(text)) is not None:
        number, weekday, end = numbered
        near = (reference + timedelta(days=ahead) for ahead in range(-2, 22))
        for day in near:
            if day.day == number and day.weekday() == weekday:
                made = find_dates(day.isoformat())[0]
                return [replace(made, pos=(0, end), text=text[:end].strip()), *spans]
    short = _LINE_DAY.match(text)
    either = short is not None and "/" in short.group() and max(int(short.group(1)), int(short.group(2))) <= 12
    if short is None or (spans and spans[0].pos[0] <= 2 and not (either and reference is not None)):
        return spans
    one, other = int(short.group(1)), int(short.group(2))
    read = [
        span
        for month, day in ((one, other), (other, one))
        if 1 <= month <= 12 and 1 <= day <= 31
        for span in find_dates(f"{month}월 {day}일", reference=reference)[:1]
        if span.start
    ]
    if reference is not None:
        read.sort(key=lambda span: abs((span.start or reference) - reference))
    opening = [span for span in spans if span.pos[0] <= 2]
    if opening and (not read or read[0].start == opening[0].start):
        return spans
    end = opening[0].pos[1] if opening else short.end(2)
    return [*(replace(span, pos=(0, end)) for span in read[:1]), *(span for span in spans if span not in opening)]


def _numbered(text: str) -> tuple[int, int, int] | None:
    """(day of the month, weekday from Monday 0, where both end) of a line that opens with them and no month."""
    latin = _NUMBERED_DAY.match(text)
    if latin is not None:
        return int(latin.group(2)), _WEEKDAYS.index(norm(latin.group(1))[:2]) % 7, latin.end(2)
    korean = _NUMBERED_KO.match(text)
    return (int(korean.group(1)), _WEEKDAYS_KO.index(korean.group(2)), korean.end()) if korean else None


def _moved(line: int, day: str | None, weekday: str | None, activities: tuple[Activity, ...]) -> ItineraryDay:
    if len(activities) == 1 and (moved := _ARROW.match(activities[0].text)) is not None:
        text = (moved.group(3) or "이동").strip()
        return ItineraryDay(
            line,
            day,
            weekday,
            moved.group(1).strip(),
            moved.group(2).strip(),
            None,
            (Activity(activities[0].time, text),),
        )
    return ItineraryDay(line, day, weekday, None, None, None, activities)
