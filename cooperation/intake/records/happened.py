"""Trips and meetings from proposals."""

from __future__ import annotations

import re
from datetime import date

from django.db import models
from django.utils.translation import gettext as _

from cooperation.intake import facts
from cooperation.intake.facts import Json
from cooperation.intake.ours import home_of, spoken_side
from cooperation.intake.records.base import Invalid, fill
from cooperation.intake.records.who import Who
from cooperation.models import (
    Proposal,
    ProposalKind,
)
from meetings.models import (
    Attendance,
    ItineraryItem,
    Meeting,
    MeetingKind,
    MeetingStatus,
    Mode,
    Trip,
    TripDestination,
    TripTraveller,
)
from partners import names
from partners.models import Organization, Person

#: What a title says of the kind of a meeting, the first that fits.
MEETING_KINDS = [
    (r"화상|video|online meeting|virtual", MeetingKind.VIDEO),
    (r"워크숍|워크샵|세미나|심포지엄|포럼|컨퍼런스|workshop|seminar|symposium|forum|conference", MeetingKind.WORKSHOP),
    (r"면담|talks?\b|courtesy call|bilateral", MeetingKind.TALK),
    (r"협약식|체결식|조인식|서명식|signing|ceremony", MeetingKind.CEREMONY),
    (r"내방", MeetingKind.VISIT),
    (r"시찰|견학|현장|답사|방문|site visit|visit", MeetingKind.SITE_VISIT),
    (r"회의|meeting|discussion|간담회|협의", MeetingKind.MEETING),
]


def meeting_kind(title: str) -> MeetingKind:
    """The kind of a meeting as its title tells; a plain meeting where it does not."""
    for pattern, kind in MEETING_KINDS:
        if re.search(pattern, title, re.IGNORECASE):
            return kind
    return MeetingKind.MEETING


def meeting_status(read: str | None) -> MeetingStatus:
    """What a report says became of a meeting: it tells of what was held, unless it says otherwise."""
    return MeetingStatus.CANCELLED if read == "cancelled" else MeetingStatus.HELD


class Happened(Who):
    """Writes trips with travellers and schedule, meetings with who was there."""

    def _trip(self, row: Proposal, record: models.Model | None) -> Trip:
        data = row.data
        read = {
            "purpose": data["purpose"],
            "start_on": facts.day(data["start"]),
            "end_on": facts.day(data["end"]),
            "nights_stated": data.get("nights_stated"),
            "days_stated": data.get("days_stated"),
            "summary": data["summary"],
        }
        submission = data.get("submission") or {}
        if record is None:
            trip = Trip(title=data["title"], confidential=self.report.confidential, **read, **self._source(row))
            trip.full_clean()
            trip.save(force_insert=True)
        else:
            assert isinstance(record, Trip)
            trip = record
            fill(trip, **read)
        submitted_on = facts.day(submission.get("date"))
        if trip.end_on:
            fill(trip, submitted_on=submitted_on)
        self._to_places(trip, data["destinations"])
        self._travel(trip, data["travellers"])
        self._schedule(trip, data["itinerary"])
        self._join_report(trip, submission)
        return trip

    def _to_places(self, trip: Trip, places: list[Json]) -> None:
        present = set(trip.destinations.values_list("country", "city"))
        order = len(present)
        for place in places:
            city = place["city"][:100]
            if (place["country"], city) in present or (not city and any(place["country"] == key for key, _ in present)):
                continue
            TripDestination.objects.create(trip=trip, country=place["country"], city=city, order=order)
            present.add((place["country"], city))
            order += 1

    def _travel(self, trip: Trip, travellers: list[Json], only: set[str] | None = None) -> None:
        present = set(trip.travellers.values_list("person", flat=True))
        for order, entry in enumerate(travellers):
            if only is not None and entry.get("person_id") not in only:
                continue
            person = self._somebody(entry.get("person_id"))
            if person is None or person.pk in present:
                continue
            TripTraveller.objects.create(
                trip=trip,
                person=person,
                organization=self._body(entry["org_id"]) if entry.get("org_id") else home_of(entry, trip.end_on),
                department=(entry.get("dept") or "")[:200],
                rank=(entry.get("rank") or "")[:100],
                order=order,
            )
            present.add(person.pk)

    def _schedule(self, trip: Trip, days: list[Json]) -> None:
        if trip.itinerary.exists():
            return
        items: list[ItineraryItem] = []
        last: date | None = None
        for entry in days:
            last = facts.day(entry.get("date")) or last
            for activity in entry["activities"] or [{"time": None, "text": ""}]:
                text = activity["text"] or " → ".join(filter(None, (entry.get("from"), entry.get("to"))))
                if not text:
                    continue
                items.append(
                    ItineraryItem(
                        trip=trip,
                        day=facts.day(entry.get("date")) or last,
                        time=facts.clock(activity.get("time")),
                        origin=(entry.get("from") or "")[:100],
                        destination=(entry.get("to") or "")[:100],
                        host=(entry.get("host") or "")[:200],
                        text=text,
                        meeting=self._decided(ProposalKind.MEETING, activity.get("meeting_id")),
                        order=len(items),
                    )
                )
        ItineraryItem.objects.bulk_create(items)

    def _join_report(self, trip: Trip, submission: Json) -> None:
        report = self.report
        if report.trip_id not in {None, trip.pk}:
            return
        report.trip = trip
        fill(
            report,
            save=False,
            submitted_on=facts.day(submission.get("date")),
            author_text=(submission.get("author") or "")[:200],
            recipient_text=(submission.get("recipient") or "")[:200],
            author=self._author(submission),
        )
        report.save()

    def _author(self, submission: Json) -> Person | None:
        """The author, if the name signed is a name of theirs. A near-miss is a question, not an author."""
        row = self.rows.get((ProposalKind.PERSON, submission.get("author_person_id") or ""))
        if row is None:
            return None
        signed = names.person_key(submission.get("author") or "")
        if signed not in {names.person_key(text) for text in facts.full_names(row.data)}:
            return None
        return self._somebody(row.read_id)

    def _meeting(self, row: Proposal, record: models.Model | None) -> Meeting:
        data = row.data
        trip = self._the_trip()
        host = self._body(data.get("host_org_id"))
        starts_at = facts.clock(data.get("start"))
        read = {
            "starts_at": starts_at,
            "ends_at": facts.clock(data.get("end")) if starts_at else None,
            "place": (data.get("place") or "")[:200],
            "country": self._country_of(trip, host),
            "stated_count": data.get("stated_count"),
            "minutes": data["text"],
        }
        if record is None:
            status = meeting_status(data.get("status"))
            held_on = facts.day(data.get("date"))
            if held_on is None:
                raise Invalid([_("A meeting needs its date. Fill it in, then accept.")])
            meeting = Meeting(
                trip=trip,
                host=host,
                kind=data.get("kind") or meeting_kind(data["title"]),
                title=data["title"][:300],
                held_on=held_on,
                status=status,
                cancelled_why=row.quote if status == MeetingStatus.CANCELLED else "",
                confidential=self.report.confidential,
                **read,
                **self._source(row),
            )
            meeting.full_clean()
            meeting.save(force_insert=True)
        else:
            assert isinstance(record, Meeting)
            meeting = record
            fill(meeting, trip=trip, host=host, **read)
            if meeting.status == MeetingStatus.PLANNED and data.get("status") != "cancelled":
                meeting.status = MeetingStatus.HELD
                meeting.save(update_fields=["status", "changed_at"])
        self._attend(meeting, data["attendees"])
        return meeting

    def _country_of(self, trip: Trip | None, host: Organization | None) -> str:
        """Where it was: the only country of the trip, else the host's."""
        if trip is not None:
            countries = set(trip.destinations.values_list("country", flat=True))
            if len(countries) == 1:
                return str(countries.pop())
        return host.country if host else ""

    def _attend(self, meeting: Meeting, attendees: list[Json], only: set[str] | None = None) -> None:
        """Put down who was there. ``only``: just these people, of whom it was decided late."""
        present = set(meeting.attendances.values_list("person", flat=True))
        for order, entry in enumerate(attendees):
            if only is not None and entry.get("person_id") not in only:
                continue
            person = self._somebody(entry.get("person_id"))
            if person is None or person.pk in present:
                continue
            body = self._body(entry.get("org_id"))
            Attendance.objects.create(
                meeting=meeting,
                person=person,
                organization=body,
                name_text=entry["name"][:200],
                organization_text=(entry.get("org") or "")[:300],
                title=(entry.get("title") or "")[:200],
                mode={"onsite": Mode.ONSITE, "online": Mode.ONLINE}.get((entry.get("mode") or "").lower(), ""),
                side=self.side(body, meeting.host) if body else self._spoken_side(entry),
                order=order,
            )
            present.add(person.pk)

    def _spoken_side(self, entry: Json) -> str:
        """On whose side the list says somebody is of whom it names no body."""
        line = self.document.blocks.filter(line=entry.get("line") or 0).values_list("text", flat=True).first()
        return spoken_side(line or "", entry["name"])

    def _on_schedule(self, row: Proposal) -> None:
        """Tie the lines of the trip's schedule that tell of this meeting to it."""
        trip = self._decided(ProposalKind.TRIP, "trip")
        source = self.rows.get((ProposalKind.TRIP, "trip"))
        if trip is None or source is None:
            return
        texts = {
            activity["text"]
            for entry in source.data["itinerary"]
            for activity in entry["activities"]
            if activity.get("meeting_id") == row.read_id
        }
        for item in ItineraryItem.objects.filter(trip=trip, text__in=texts, meeting__isnull=True):
            item.meeting = row.became_meeting
            item.save(update_fields=["meeting"])
