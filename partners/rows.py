"""What a machine reads of organizations and people."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from accounts.rows import Many, One, Row
from partners.models import Affiliation, Document, Organization, OrganizationName, Person, PersonName

NAME = {"text": "text", "kind": "kind", "language": "language", "until": "until"}


def organization(key: str) -> One:
    """The organization a foreign key names."""
    return One(key, {"id": f"{key}_id", "name": f"{key}__name", "country": f"{key}__country", "ours": f"{key}__ours"})


def person(key: str) -> One:
    """The person a foreign key names."""
    return One(key, {"id": f"{key}_id", "name": f"{key}__name"})


def officer(key: str) -> One:
    """The user a foreign key names."""
    return One(key, {"id": f"{key}_id", "name": f"{key}__display_name"})


_SOURCE = {
    "document": "source_document_id",
    "name": "source_document__name",
    "quote": "source_quote",
    "lines": "source_lines",
}
#: Where a record came from. Records of hidden documents are hidden themselves, so nothing more is asked here.
SOURCE = One("source_document", _SOURCE)
#: The same of records that are never hidden: null where the document is.
OPEN_SOURCE = One(
    "source_document",
    _SOURCE,
    when=lambda user: Q(Exists(Document.objects.visible_to(user).filter(pk=OuterRef("source_document_id")))),
)

ORGANIZATION = Row(
    "Organization",
    Organization,
    {
        "id": "id",
        "version": "version",
        "name": "name",
        "names": Many(lambda user: OrganizationName.objects.visible_to(user), "organization", NAME, ["created_at"]),
        "kind": "kind",
        "country": "country",
        "city": "city",
        "website": "website",
        "ours": "ours",
        "parent": organization("parent"),
        "successor": organization("successor"),
        "started_on": "started_on",
        "ended_on": "ended_on",
        "note": "note",
        "source": OPEN_SOURCE,
        "created_at": "created_at",
        "changed_at": "changed_at",
    },
)

PERSON = Row(
    "Person",
    Person,
    {
        "id": "id",
        "version": "version",
        "name": "name",
        "honorific": "honorific",
        "names": Many(lambda user: PersonName.objects.visible_to(user), "person", NAME, ["created_at"]),
        "email": "email",
        "phone": "phone",
        "country": "country",
        "affiliations": Many(
            lambda user: Affiliation.objects.visible_to(user),
            "person",
            {
                "organization": {"id": "organization_id", "name": "organization__name"},
                "title": "title",
                "since": "since",
                "until": "until",
                "seen_on": "seen_on",
            },
            ["-seen_on", "-created_at"],
        ),
        "user": officer("user"),
        "note": "note",
        "erased_at": "erased_at",
        "source": OPEN_SOURCE,
        "created_at": "created_at",
        "changed_at": "changed_at",
    },
)
