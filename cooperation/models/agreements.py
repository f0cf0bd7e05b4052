"""Agreements (업무협약) between two or more parties, with what was changed, decided and checked."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import IntegrityError, models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.history import recorded, tracked
from accounts.models import Role
from accounts.records import (
    Root,
    Stale,
    compare_and_set,
    number_field,
    raise_version,
    reference_field,
)
from accounts.visibility import Confidential, ConfidentialQuerySet
from cooperation.models import across, within
from cooperation.models.seen import OfAgreementQuerySet as OfAgreementQuerySet
from cooperation.models.seen import Viewer as Viewer
from cooperation.models.wording import (
    FORCE,
    AgreementState,
    AgreementType,
    Closing,
    Renewal,
    Standing,
    Term,
)
from meetings.models import OfficeRecord
from partners.models import Organization, Sourced
from partners.search import either, holding, search_column

if TYPE_CHECKING:
    from accounts.models import User
    from cooperation.models.amendments import Amendment, Decision
    from cooperation.models.standing import Position


class AgreementQuerySet(ConfidentialQuerySet):
    """Agreements. ``as_of`` computes where they stand; after ``visible_to`` it counts only what that person may see."""

    parents = ("source_document",)
    viewer: Viewer | None = None

    def participating(self, user: User) -> Q:
        return Q(officer=user.pk) | Q(entered_by=user.pk)

    def visible_to(self, user: User) -> Self:
        seen = super().visible_to(user)
        seen.viewer = None if user.sees_everything else Viewer(user)
        return seen

    def _clone(self) -> Self:
        clone: Self = super()._clone()  # type: ignore[misc]
        clone.viewer = self.viewer
        return clone

    def as_of(self, on: date) -> Self:
        """With ``begins_on``, ``ends_on``, ``act_by``, ``standing``, ``last_activity_on``, ``silent`` and ``missing``.

        The rule is that of ``Agreement.as_of`` (docs/domain.md, Agreements on a day), computed in the database.
        """
        from cooperation.models.standing import annotated  # it knows activities and commitments, which know us

        return annotated(self, on, self.viewer)  # type: ignore[return-value]

    def standing_on(self, on: date) -> Self:
        """With ``begins_on``, ``ends_on``, ``act_by`` and ``standing`` alone, which take less to ask for."""
        from cooperation.models.standing import placed

        return placed(self, on)  # type: ignore[return-value]

    def in_force(self, on: date) -> Self:
        """In force on that day, those to be decided soon included."""
        return self.as_of(on).filter(standing__in=FORCE)

    def to_decide(self, on: date) -> Self:
        """In force, undecided, and to be acted on within the lead time or already before that day."""
        return self.as_of(on).filter(standing=Standing.TO_DECIDE)

    def lapsed(self, on: date) -> Self:
        """The term was over and nobody had closed, renewed or let it go."""
        return self.as_of(on).filter(standing=Standing.LAPSED)

    def silent(self, on: date) -> Self:
        """In force for so long, and without any activity for so long (``IEUM_SILENT_MONTHS``)."""
        return self.as_of(on).filter(silent=True)

    def missing_papers(self, on: date) -> Self:
        """Not yet in force, in force or lapsed, and lacking term, content, parties, signatories or the signed copy."""
        return self.as_of(on).filter(standing__in=[Standing.NOT_YET, *FORCE, Standing.LAPSED], missing__len__gt=0)

    def of_organizations(self, organizations: models.QuerySet[Organization]) -> AgreementQuerySet:
        """Agreements to which one of the organizations is a party."""
        return self.filter(pk__in=Agreement.objects.filter(parties__organization__in=organizations).values("pk"))

    def matching(self, text: str, user: User) -> AgreementQuerySet:
        """Agreements whose title holds every word of ``text``, whose reference it is, or with a party of that name."""
        organizations = Organization.objects.matching(text, user)
        return self.filter(
            pk__in=either(
                Agreement.objects.filter(holding(text)).values("pk"),
                Agreement.objects.filter(reference=text.strip().upper()).values("pk"),
                Agreement.objects.filter(parties__organization__in=organizations).values("pk"),
            )
        )


def _day(day: date) -> str:
    """A day inside a sentence, in the reader's language."""
    return date_format(day, "SHORT_DATE_FORMAT")


@tracked()
class Agreement(Confidential, Sourced, OfficeRecord, Root):
    """An MOU or the like (업무협약) between two or more parties.

    Absent facts stay null and are shown as missing: an import never invents. ``signed_on`` is the last signature.
    Where it stands on a day is computed: ``as_of``. The verbs refuse with a ValidationError that says what to do, and
    raise Stale where somebody else was faster.
    ``notice_months`` is the notice period of an automatic renewal, ``renewal_years`` what one renewal adds.
    """

    number = number_field("cooperation_agreement_number")
    reference = reference_field("A")
    type = models.CharField(_("type"), max_length=8, choices=AgreementType, default=AgreementType.MOU)
    title = models.CharField(_("title"), max_length=300)
    state = models.CharField(_("state"), max_length=16, choices=AgreementState, default=AgreementState.DRAFT)
    scope = models.TextField(_("main content"), blank=True)
    place = models.CharField(_("place of signing"), max_length=200, blank=True)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    effective_from = models.DateField(_("in effect from"), null=True, blank=True)
    term = models.CharField(_("term"), max_length=8, choices=Term, blank=True)
    term_years = models.PositiveSmallIntegerField(
        _("years"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    expires_on = models.DateField(_("last day"), null=True, blank=True)
    renewal = models.CharField(_("renewal"), max_length=16, choices=Renewal, blank=True)
    renewal_years = models.PositiveSmallIntegerField(
        _("years added by a renewal"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    notice_months = models.PositiveSmallIntegerField(
        _("notice period in months"), null=True, blank=True, validators=[MaxValueValidator(120)]
    )
    review_on = models.DateField(_("review date"), null=True, blank=True)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="agreements",
        verbose_name=_("officer"),
    )
    department = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="agreements_in_charge",
        verbose_name=_("department in charge"),
        limit_choices_to={"ours": True},
    )
    predecessor = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="successor", verbose_name=_("renews")
    )
    closed_as = models.CharField(_("closed as"), max_length=16, choices=Closing, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    closed_why = models.TextField(_("why closed"), blank=True)
    cancelled_on = models.DateField(_("cancelled on"), null=True, blank=True)
    cancelled_why = models.TextField(_("why cancelled"), blank=True)
    pre_review = models.TextField(_("prior review"), blank=True)  # 사전검토 [조례 §4]
    note = models.TextField(_("note"), blank=True)
    search_text = search_column("title")

    #: Decisions that end an agreement with its running term.
    STOPPING: ClassVar[list[str]] = ["let_lapse", "close"]

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ["-signed_on", "-number"]
        constraints = within.of_agreements()
        indexes = [
            models.Index(fields=["state", "expires_on"]),
            models.Index(fields=["signed_on"]),
            GinIndex(OpClass(F("search_text"), "gin_trgm_ops"), name="cooperation_agreement_search"),
        ]
        triggers = [raise_version(), *across.of_agreements()]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("agreement", args=[self.pk])

    def as_of(self, on: date) -> Position:
        """Where it stands on that day: begins_on, ends_on, act_by, standing. The same rule as the queryset's."""
        from cooperation.models.standing import position

        return position(self, on)

    def is_silent(self, on: date) -> bool:
        """Whether it was silent on that day, to somebody who sees everything. The same rule as the queryset's."""
        from cooperation.models.standing import is_silent

        return is_silent(self, on)

    # Verbs: each is one event, refused in words or written by compare-and-set.

    def _move(self, allowed: list[AgreementState], to: AgreementState, refusal: str, **values: object) -> None:
        if self.state not in allowed:
            raise ValidationError(refusal % {"state": self.get_state_display()}, code="state")
        compare_and_set(self, was={"state": self.state}, state=to, **values)

    def negotiate(self) -> None:
        """Draft → negotiating."""
        self._move(
            [AgreementState.DRAFT],
            AgreementState.NEGOTIATING,
            gettext("Only a draft goes into negotiation; this agreement is “%(state)s”."),
        )

    def agree_text(self) -> None:
        """Draft or negotiating → text agreed."""
        self._move(
            [AgreementState.DRAFT, AgreementState.NEGOTIATING],
            AgreementState.AGREED_TEXT,
            gettext("A text is agreed before signing; this agreement is “%(state)s”."),
        )

    def sign(self, on: date | None) -> None:
        """→ signed; ``on`` is the day of the last signature, by default the latest of the parties'.

        Refused while that is not known, naming whose is missing, and after the last day of the term. The bodies above
        us are to be told, unless it was signed so long ago that it is history.
        """
        from cooperation.models.reporting import ReportItem  # it knows rounds of checks, which know us

        if on is None:
            on = self._last_signature()
        if self.expires_on is not None and on > self.expires_on:
            raise ValidationError(
                gettext("The last day (%(end)s) lies before the signing date (%(on)s). Mend one of them first.")
                % {"end": _day(self.expires_on), "on": _day(on)},
                code="date",
            )
        self._refuse_out_of_order(on)
        with transaction.atomic():
            self._move(
                [AgreementState.DRAFT, AgreementState.NEGOTIATING, AgreementState.AGREED_TEXT],
                AgreementState.SIGNED,
                gettext("Only an agreement that is not signed yet can be signed; this one is “%(state)s”."),
                signed_on=on,
            )
            ReportItem.raise_signing(self, timezone.localdate())

    def _last_signature(self) -> date:
        """The latest of the days on which the parties signed, where all of them are known."""
        parties = list(self.parties.select_related("organization"))
        undated = [str(party.organization) for party in parties if party.signed_on is None]
        days = [party.signed_on for party in parties if party.signed_on is not None]
        if undated or not days:
            raise ValidationError(
                gettext("Signing needs a date; %(who)s has none. Give the day of the last signature.")
                % {"who": ", ".join(undated) or f"“{self.title}”"},
                code="date",
            )
        last: date = max(days)
        return last

    def _refuse_out_of_order(self, on: date) -> None:
        """The last signature is not before one of the parties', nor before the agreement this one follows."""
        later = self.parties.filter(signed_on__gt=on).select_related("organization").first()
        if later is not None and later.signed_on is not None:
            raise ValidationError(
                gettext("%(party)s signed on %(day)s. The signing date is that of the last signature.")
                % {"party": later.organization, "day": _day(later.signed_on)},
                code="date",
            )
        before = self.predecessor
        if before is not None and (before.signed_on is None or on < before.signed_on):
            raise ValidationError(
                gettext("It follows an agreement that is not signed, or was signed later. It cannot be signed before."),
                code="date",  # the day is not told: that agreement may be hidden
            )

    def _report(self, event: str, on: date, text: str = "") -> None:
        from cooperation.models.reporting import ReportItem  # it knows rounds of checks, which know us

        ReportItem.raise_for(self, event, on, text=text)

    def report_loss(self, text: str, *, on: date) -> None:
        """A loss by the partner's fault: the bodies above us are to be told what happened."""
        if self.signed_on is None:
            raise ValidationError(gettext("This agreement is not signed; nothing can be lost under it."), code="state")
        if not text.strip():
            raise ValidationError(gettext("Write what was lost, and how."), code="text")
        self.report_items.model.refuse_other_loss(self, on, text)
        self._report("loss", on, text)

    def close(self, as_: str, on: date, why: str, by: User) -> None:
        """Signed → closed, as expired, terminated, superseded or completed. Managers only (PermissionDenied)."""
        if not by.at_least(Role.MANAGER):
            raise PermissionDenied(gettext("Only a manager closes an agreement."))
        if as_ == Closing.TERMINATED and not why.strip():
            raise ValidationError(gettext("A termination needs its reason. Write why it was ended."), code="why")
        if self.signed_on is not None and on < self.signed_on:
            raise ValidationError(
                gettext("It cannot close before it was signed (%(day)s). Give a later day.")
                % {"day": _day(self.signed_on)},
                code="date",
            )
        with transaction.atomic():
            self._move(
                [AgreementState.SIGNED],
                AgreementState.CLOSED,
                gettext("Only a signed agreement can be closed; this one is “%(state)s”."),
                closed_as=as_,
                closed_on=on,
                closed_why=why.strip(),
            )
            if as_ in (Closing.TERMINATED, Closing.COMPLETED):
                self._report(as_, on, why)

    def reopen(self, why: str, *, on: date, by: User) -> None:
        """Closed → signed: it was closed in error. Managers only (PermissionDenied). What was closed, as what and why
        stays in the history with the reason; what is still to be told of the closing is not to be told.
        """
        from cooperation.models.reporting import ReportItem  # it knows rounds of checks, which know us

        if not by.at_least(Role.MANAGER):
            raise PermissionDenied(gettext("Only a manager takes the closing of an agreement back."))
        if not why.strip():
            raise ValidationError(gettext("Write why the closing is taken back."), code="why")
        told = ReportItem.objects.open().filter(agreement=self, event=self.closed_as, happened_on=self.closed_on)
        with transaction.atomic(), recorded(reason=why.strip()):
            for item in told:
                item.waive(why, on=on, by=by)
            self._move(
                [AgreementState.CLOSED],
                AgreementState.SIGNED,
                gettext("Only a closed agreement can be opened again; this one is “%(state)s”."),
                closed_as="",
                closed_on=None,
                closed_why="",
            )

    def cancel(self, on: date, why: str) -> None:
        """Given up before signing. A reason is needed."""
        if not why.strip():
            raise ValidationError(gettext("Write why it is cancelled."), code="why")
        self._move(
            [AgreementState.DRAFT, AgreementState.NEGOTIATING, AgreementState.AGREED_TEXT],
            AgreementState.CANCELLED,
            gettext("Only an agreement that is not signed yet can be cancelled; this one is “%(state)s”."),
            cancelled_on=on,
            cancelled_why=why.strip(),
        )

    def add_amendment(
        self,
        changes: str,
        *,
        signed_on: date | None = None,
        new_expires_on: date | None = None,
        document_number: str = "",
        by: User | None = None,
    ) -> Amendment:
        """Keep what both sides changed, with the next number. Only a signed agreement can be amended."""
        if self.state != AgreementState.SIGNED:
            raise ValidationError(
                gettext("Only a signed agreement can be amended; this one is “%(state)s”.")
                % {"state": self.get_state_display()},
                code="state",
            )
        if not changes.strip():
            raise ValidationError(gettext("Write what changes."), code="changes")
        last = self.amendments.aggregate(last=models.Max("ordinal"))["last"] or 0
        if signed_on is not None:
            self.refuse_amendment_on(signed_on, last + 1)
        self.refuse_last_day(new_expires_on)
        try:
            with transaction.atomic():
                return self.amendments.create(
                    ordinal=last + 1,
                    changes=changes.strip(),
                    signed_on=signed_on,
                    new_expires_on=new_expires_on,
                    document_number=document_number,
                    entered_by=by,
                )
        except IntegrityError as error:
            if "an_amendment_has_its_own_number" in str(error):
                raise Stale(self) from error  # somebody else has just written the next one
            raise

    def sign_amendment(self, amendment: Amendment, on: date) -> None:
        """An amendment that was kept as a draft is signed. It counts from that day, and stays for good."""
        if self.state != AgreementState.SIGNED or amendment.signed_on is not None:
            raise ValidationError(gettext("Only a draft of a signed agreement's amendment is signed."), code="state")
        self.refuse_amendment_on(on, amendment.ordinal)
        compare_and_set(amendment, was={"signed_on": None}, signed_on=on)

    def refuse_amendment_on(self, on: date, number: int) -> None:
        """An amendment is signed neither before its agreement nor out of the order of the numbers."""
        if self.signed_on is not None and on < self.signed_on:
            raise ValidationError(
                gettext("An amendment cannot be signed before the agreement (%(day)s).")
                % {"day": _day(self.signed_on)},
                code="date",
            )
        days = self.amendments.aggregate(
            before=models.Max("signed_on", filter=Q(ordinal__lt=number)),
            after=models.Min("signed_on", filter=Q(ordinal__gt=number)),
        )
        if days["before"] is not None and on < days["before"]:
            raise ValidationError(
                gettext("The amendment before it was signed on %(day)s. Amendments are signed in their order.")
                % {"day": _day(days["before"])},
                code="date",
            )
        if days["after"] is not None and on > days["after"]:
            raise ValidationError(
                gettext("The amendment after it was signed on %(day)s. Amendments are signed in their order.")
                % {"day": _day(days["after"])},
                code="date",
            )

    def refuse_last_day(self, on: date | None) -> None:
        """The last day an amendment sets is not before the agreement begins."""
        begins = max(day for day in (self.effective_from, self.signed_on) if day is not None)
        if on is not None and on < begins:
            raise ValidationError(
                gettext("The new last day cannot lie before the agreement begins (%(day)s).") % {"day": _day(begins)},
                code="date",
            )

    def decide(
        self,
        kind: str,
        *,
        act_by: date | None,
        why: str,
        by: User,
        on: date,
        document_number: str = "",
        replace: bool = False,
    ) -> Decision:
        """Keep what was decided about the date ``act_by``: once, or to ``replace`` what was, which history keeps."""
        if self.state != AgreementState.SIGNED:
            raise ValidationError(
                gettext("Only a signed agreement is decided on; this one is “%(state)s”.")
                % {"state": self.get_state_display()},
                code="state",
            )
        if not why.strip():
            raise ValidationError(gettext("Write the reason of the decision."), code="why")
        if self.signed_on is not None and on < self.signed_on:
            raise ValidationError(
                gettext("It was signed on %(day)s; nothing was decided about it before.")
                % {"day": _day(self.signed_on)},
                code="date",
            )
        held = self.decisions.model.about(self, act_by)
        if held is not None and not replace:
            raise ValidationError(
                gettext("Decided already: %(what)s. Say that this is to replace it, or leave it.")
                % {"what": held.in_words()},
                code="decided",
            )
        new = held or self.decisions.model(agreement=self, act_by=act_by)
        new.kind, new.why, new.decided_by, new.decided_on = kind, why.strip(), by, on
        new.document_number = document_number
        try:
            with transaction.atomic():
                new.save()
                return new
        except IntegrityError as error:
            if "an_act_by_date_is_decided_once" in str(error):
                raise Stale(self) from error
            raise
