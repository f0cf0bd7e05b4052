"""What a document that is no report of a trip tells all the same: meetings and agreements, with whom they name.

A collection of interviews, a digest of talks, the report of a delegation received: each is refused as a report, and
what it tells of is kept so that it can be offered for filing.
"""

from __future__ import annotations

from .reading import Reading

#: The kinds of documents (``Doc.kind``) that tell of meetings though they are no report of a trip.
TELLS_OF_MEETINGS = {"interview_record", "other"}


def told(reading: Reading) -> Reading:
    """Of everything read, the meetings and agreements, and the organizations and people that these name.

    A talk without its day, or of which nobody is named, is nothing to file.
    """
    meetings = tuple(
        meeting for meeting in reading.meetings if meeting.date and (meeting.attendees or meeting.host_org_id)
    )
    met = {attendee.person_id for meeting in meetings for attendee in meeting.attendees}
    people = tuple(person for person in reading.people if person.id in met)
    named = {attendee.org_id for meeting in meetings for attendee in meeting.attendees}
    named |= {meeting.host_org_id for meeting in meetings} | {person.org_id for person in people}
    named |= {party for agreement in reading.agreements for party in agreement.parties}
    return Reading(
        reading.doc,
        meetings=meetings,
        agreements=reading.agreements,
        organizations=tuple(body for body in reading.organizations if body.id in named),
        people=people,
    )


def tells(reading: Reading) -> bool:
    """Whether there is anything to file."""
    return bool(reading.meetings or reading.agreements)
