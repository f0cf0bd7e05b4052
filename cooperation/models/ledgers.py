"""Ledgers of spreadsheets: an import, its rows, and what became of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.records import Record
from accounts.visibility import VisibleQuerySet
from cooperation.models.agreements import Agreement
from cooperation.models.proposals import Match
from meetings.models import Trip
from partners.models import Document, Organization, Person

if TYPE_CHECKING:
    from accounts.models import User


class LedgerKind(models.TextChoices):
    AGREEMENTS = "agreements", _("Agreements")
    TRIPS = "trips", _("Trips")
    ORGANIZATIONS = "organizations", _("Organizations")
    PEOPLE = "people", _("People")


class LedgerState(models.TextChoices):
    """Where an import stands. A worker reads, files and takes back; a person decides in between."""

    WAITING = "waiting", _("Waiting to be read")
    READING = "reading", _("Being read")
    FAILED = "failed", _("Not read")
    READY = "ready", _("To decide")
    FILING = "filing", _("Being filed")
    FILED = "filed", _("Filed")
    UNDOING = "undoing", _("Being taken back")


#: A worker has it, or will: the page looks again by itself.
AT_WORK = [LedgerState.WAITING, LedgerState.READING, LedgerState.FILING, LedgerState.UNDOING]


class RowChoice(models.TextChoices):
    FILE = "file", _("File")
    LINK = "link", _("Is this one")
    LEAVE = "leave", _("Leave out")


class LedgerQuerySet(VisibleQuerySet):
    """An import is its importer's, and of those who see everything: its rows may name what is confidential."""

    importer: ClassVar[str] = "imported_by"

    def visible_to(self, user: User) -> Self:
        if not user.is_active:
            return self.none()
        return self if user.sees_everything else self.filter(**{self.importer: user.pk})


class LedgerImport(Record):
    """One ledger: its file (the document knows its SHA-256), how its heads were understood, and how far it is.

    ``kind`` is empty until it is read, unless a person said it; ``sheet`` the one asked for, empty for the likeliest.
    ``mapping`` holds what a person said of heads, ``found`` what the reader says beside the rows: sheet, columns,
    skipped rows, names that may mean several. ``said``: which record a name means, or "new", by ``organization:`` or
    ``person:`` and its key. ``renewal_years``: for how long what renews itself does so, where the ledger is silent.

    It is its own work row: a reading is claimed by a lease (``lease_until``), counted in ``tries``, ``done`` of
    ``total`` rows far. ``refusal`` is the code of why it was not read, ``problem`` why filing or taking back was
    refused, in words. ``context`` is the context of the filing in the history of changes.
    """

    document = models.ForeignKey(Document, models.PROTECT, related_name="ledger_imports")
    kind = models.CharField(_("kind"), max_length=16, choices=LedgerKind, blank=True)
    sheet = models.CharField(_("sheet"), max_length=100, blank=True)
    signature = models.TextField(blank=True)
    mapping = models.JSONField(default=dict, blank=True)
    found = models.JSONField(default=dict, blank=True)
    said = models.JSONField(default=dict, blank=True)
    renewal_years = models.PositiveSmallIntegerField(_("years added by a renewal"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=LedgerState, default=LedgerState.WAITING)
    lease_until = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    refusal = models.CharField(max_length=50, blank=True)
    problem = models.TextField(blank=True)
    acted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    confidential = models.BooleanField(_("confidential"), default=False)
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="ledger_imports")
    filed_at = models.DateTimeField(null=True, blank=True)
    context = models.UUIDField(null=True, blank=True)

    objects = LedgerQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            # The same file again leads to the import there is: nothing is filed twice by a second click.
            models.UniqueConstraint(
                fields=["document", "imported_by", "sheet"], name="a_sheet_of_a_ledger_is_imported_once_by_a_person"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=LedgerKind.values)
                | Q(kind="", state__in=[LedgerState.WAITING, LedgerState.READING, LedgerState.FAILED]),
                name="a_ledger_is_of_a_known_kind",
            ),
            models.CheckConstraint(
                condition=Q(state=LedgerState.READING, lease_until__isnull=False)
                | ~Q(state=LedgerState.READING) & Q(lease_until__isnull=True),
                name="a_ledger_holds_a_lease_while_it_is_read",
            ),
            models.CheckConstraint(
                condition=Q(state=LedgerState.FAILED) & ~Q(refusal="") | ~Q(state=LedgerState.FAILED) & Q(refusal=""),
                name="a_ledger_that_was_not_read_says_why",
            ),
            models.CheckConstraint(
                condition=Q(renewal_years__isnull=True) | Q(renewal_years__range=(1, 100)),
                name="a_ledger_renews_for_a_plausible_time",
            ),
            models.CheckConstraint(condition=Q(state__in=LedgerState.values), name="a_ledger_is_in_a_known_state"),
            models.CheckConstraint(
                condition=Q(
                    state__in=[LedgerState.FILED, LedgerState.UNDOING],
                    filed_at__isnull=False,
                    context__isnull=False,
                )
                | ~Q(state__in=[LedgerState.FILED, LedgerState.UNDOING])
                & Q(filed_at__isnull=True, context__isnull=True),
                name="a_ledger_is_filed_exactly_when_it_says_when",
            ),
        ]

    def __str__(self) -> str:
        return self.document.name

    def get_absolute_url(self) -> str:
        return reverse("ledger", args=[self.pk])

    @property
    def at_work(self) -> bool:
        """Whether a worker has it, or will."""
        return self.state in AT_WORK

    @property
    def percent(self) -> int:
        """How far the reading is, 0 to 100; matching what was read takes the last tenth."""
        return 90 * self.done // self.total if self.total else 0


class OfLedgerQuerySet(LedgerQuerySet):
    importer = "ledger__imported_by"


#: The field of a row for the record of each kind of ledger.
BECOMES = {
    LedgerKind.AGREEMENTS: "agreement",
    LedgerKind.TRIPS: "trip",
    LedgerKind.ORGANIZATIONS: "organization",
    LedgerKind.PEOPLE: "person",
}


class LedgerRow(Record):
    """One entry: what the ledger says, what is asked about it, which record it may be, and what it became.

    ``number`` is its row in the sheet. ``linked_to`` is the record it is said to be. ``kept`` are the words that found
    no field when it was filed: they stand in the note of the record. ``made``: the record is there because of this row.
    """

    ledger = models.ForeignKey(LedgerImport, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    reading = models.JSONField(default=dict)
    issues = models.JSONField(default=list, blank=True)
    match = models.CharField(max_length=8, choices=Match)
    candidates = models.JSONField(default=list, blank=True)
    reason = models.TextField(blank=True)
    choice = models.CharField(_("choice"), max_length=8, choices=RowChoice)
    linked_to = models.UUIDField(null=True, blank=True)
    kept = models.JSONField(default=list, blank=True)
    made = models.BooleanField(default=False)
    agreement = models.ForeignKey(Agreement, models.SET_NULL, null=True, blank=True, related_name="ledger_rows")
    trip = models.ForeignKey(Trip, models.SET_NULL, null=True, blank=True, related_name="ledger_rows")
    organization = models.ForeignKey(Organization, models.SET_NULL, null=True, blank=True, related_name="ledger_rows")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="ledger_rows")

    objects = OfLedgerQuerySet.as_manager()

    class Meta:
        ordering = ["ledger", "number"]
        constraints = [
            models.UniqueConstraint(fields=["ledger", "number"], name="a_row_stands_once_in_its_ledger"),
            models.CheckConstraint(
                condition=Q(agreement__isnull=True, trip__isnull=True, organization__isnull=True)
                | Q(agreement__isnull=True, trip__isnull=True, person__isnull=True)
                | Q(agreement__isnull=True, organization__isnull=True, person__isnull=True)
                | Q(trip__isnull=True, organization__isnull=True, person__isnull=True),
                name="a_row_of_a_ledger_became_at_most_one_record",
            ),
            models.CheckConstraint(
                condition=Q(choice__in=RowChoice.values), name="a_row_of_a_ledger_has_a_known_choice"
            ),
            models.CheckConstraint(
                condition=~Q(choice=RowChoice.LINK) | Q(linked_to__isnull=False),
                name="a_row_that_is_a_record_says_which",
            ),
        ]

    def __str__(self) -> str:
        return str(self.reading.get("title") or self.reading.get("name") or self.number)

    @property
    def became(self) -> Agreement | Trip | Organization | Person | None:
        """The record, if any."""
        return self.agreement or self.trip or self.organization or self.person


class LedgerMapping(Record):
    """What a person said of the heads of a ledger, for the next one with the same heads; ``kind`` where that was
    taken for another.
    """

    signature = models.TextField(unique=True)
    kind = models.CharField(max_length=16, choices=LedgerKind, blank=True)
    mapping = models.JSONField(default=dict)

    objects = VisibleQuerySet.as_manager()

    class Meta:
        ordering = ["signature"]

    def __str__(self) -> str:
        return self.signature[:80]
