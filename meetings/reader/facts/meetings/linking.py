"""The itinerary beside the meetings: which activity became which, and the day it lends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ...reading import Activity, ItineraryDay
from ..labels import fold
from .model import MeetingRead


def date_from_itinerary(meeting: MeetingRead, days: Sequence[ItineraryDay]) -> None:
    """A meeting without a date takes it from the one day whose itinerary names it."""
    if meeting.date is not None:
        return
    best = sorted(
        (
            (likeness(meeting.title, activity.text), day.date, activity.time)
            for day in days
            for activity in day.activities
            if day.date
        ),
        key=lambda entry: -entry[0],
    )
    if best and best[0][0] >= 0.45 and (len(best) == 1 or best[0][1] == best[1][1] or best[0][0] > best[1][0]):
        meeting.date = best[0][1]
        meeting.start = meeting.start or best[0][2]


def link_itinerary(
    days: Sequence[ItineraryDay], meetings: Sequence[tuple[str, MeetingRead]]
) -> tuple[ItineraryDay, ...]:
    """Say with each activity which meeting it became: the one of that day most like it, by words and time."""
    out = []
    for day in days:
        same_day = [(number, meeting) for number, meeting in meetings if meeting.date == day.date and day.date]
        activities = tuple(_linked(activity, day, same_day) for activity in day.activities)
        out.append(replace(day, activities=activities))
    return tuple(out)


def _linked(activity: Activity, day: ItineraryDay, same_day: Sequence[tuple[str, MeetingRead]]) -> Activity:
    if re.search(r"(?:출발|도착|이동|귀국|출국|arrival|departure)\s*$", activity.text, re.IGNORECASE):
        return activity
    scored = []
    for number, meeting in same_day:
        alike = max(likeness(activity.text, meeting.title), likeness(activity.text, meeting.place or "") * 0.8)
        if activity.time and meeting.start:
            inside = meeting.start <= activity.time < (meeting.end or meeting.start) or activity.time == meeting.start
            alike += 0.4 if inside else 0.0
        if alike >= 0.3 or (len(same_day) == 1 and alike >= 0.15):
            scored.append((alike, number))
    if not scored:
        return activity
    return replace(activity, meeting_id=max(scored)[1])


def likeness(one: str, other: str) -> float:
    """How much of the shorter text's letter pairs stand in the longer one, from 0 to 1."""
    first, second = fold(one), fold(other)
    pairs = [{text[at : at + 2] for at in range(len(text) - 1)} for text in (first, second)]
    if not pairs[0] or not pairs[1]:
        return 0.0
    return len(pairs[0] & pairs[1]) / min(len(pairs[0]), len(pairs[1]))
