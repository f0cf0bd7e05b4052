"""Agreements (업무협약) between two or more parties, with what was changed, decided and checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.history import tracked
from accounts.records import Record, Root, number_field, raise_version, reference_field, touch
from accounts.visibility import Confidential, ConfidentialQuerySet, VisibleQuerySet
from meetings.models import OfficeRecord
from partners.models import Document, Organization, Person, Sourced
from partners.search import either, holding, search_column

if TYPE_CHECKING:
    from accounts.models import User

class AgreementType(models.TextChoices):
    MOU = "MOU", _("MOU")
    MOA = "MOA", _("MOA")
    LOI = "LOI", _("LOI")
    NDA = "NDA", _("NDA")
    OTHER = "other", _("Other")


class AgreementState(models.TextChoices):
    """What is stored; whether it is in force on a day is computed (DOMAIN, Agreements)."""

    DRAFT = "draft", _("Draft")
    NEGOTIATING = "negotiating", _("Negotiating")
    AGREED_TEXT = "agreed_text", _("Text agreed")
    SIGNED = "signed", _("Signed")
    CLOSED = "closed", _("Closed")
    CANCELLED = "cancelled", _("Cancelled")


class Closing(models.TextChoices):
    EXPIRED = "expired", _("Expired")
    TERMINATED = "terminated", _("Terminated")
    SUPERSEDED = "superseded", _("Superseded")
    COMPLETED = "completed", _("Purpose fulfilled")


class Term(models.TextChoices):
    """How long it runs. Empty means the paper is silent, or not at hand."""

    FIXED = "fixed", _("Until a date")
    YEARS = "years", _("Years from effect")
    OPEN = "open", _("Open-ended")


class Renewal(models.TextChoices):
    FIXED = "fixed", _("Ends unless renewed")
    AUTOMATIC = "automatic", _("Renews by itself")
    EVERGREEN = "evergreen", _("Runs on, with reviews")


class AgreementQuerySet(ConfidentialQuerySet):
    parents = ("source_document",)

    def participating(self, user: User) -> Q:
        return Q(officer=user.pk) | Q(entered_by=user.pk)

    def of_organizations(self, organizations: models.QuerySet[Organization]) -> AgreementQuerySet:
        """Agreements to which one of the organizations is a party."""
        return self.filter(Exists(AgreementParty.objects.filter(agreement=OuterRef("pk"), organization__in=organizations)))

    def matching(self, text: str, user: User) -> AgreementQuerySet:
        """Agreements whose title holds every word of ``text``, whose reference it is, or with a party of that name."""
        parties = AgreementParty.objects.filter(organization__in=Organization.objects.matching(text, user))
        return self.filter(
            pk__in=either(
                Agreement.objects.filter(holding(text)).values("pk"),
                Agreement.objects.filter(reference=text.strip().upper()).values("pk"),
                parties.values("agreement_id"),
            )
        )


SIGNED_STATES = [AgreementState.SIGNED, AgreementState.CLOSED]


@tracked()
class Agreement(Confidential, Sourced, OfficeRecord, Root):
    """An MOU or the like (업무협약) between two or more parties.

    Absent facts stay null and are shown as missing: an import never invents. ``signed_on`` is the last signature.
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
        _("years"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    expires_on = models.DateField(_("last day"), null=True, blank=True)
    renewal = models.CharField(_("renewal"), max_length=16, choices=Renewal, blank=True)
    renewal_years = models.PositiveSmallIntegerField(_("years added by a renewal"), null=True, blank=True)
    notice_months = models.PositiveSmallIntegerField(_("notice period in months"), null=True, blank=True)
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

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ["-signed_on", "-number"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="an_agreement_has_a_title"),
            models.CheckConstraint(condition=Q(type__in=AgreementType.values), name="an_agreement_has_a_known_type"),
            models.CheckConstraint(
                condition=Q(state__in=AgreementState.values), name="an_agreement_is_in_a_known_state"
            ),
            models.CheckConstraint(
                condition=Q(state__in=SIGNED_STATES, signed_on__isnull=False)
                | Q(signed_on__isnull=True) & ~Q(state__in=SIGNED_STATES),
                name="an_agreement_is_signed_exactly_when_it_has_a_signing_date",
            ),
            models.CheckConstraint(
                condition=Q(state=AgreementState.CLOSED, closed_on__isnull=False, closed_as__in=Closing.values)
                | ~Q(state=AgreementState.CLOSED) & Q(closed_on__isnull=True, closed_as="", closed_why=""),
                name="an_agreement_is_closed_exactly_when_it_says_when_and_as_what",
            ),
            models.CheckConstraint(
                condition=~Q(closed_as=Closing.TERMINATED) | ~Q(closed_why=""),
                name="a_terminated_agreement_says_why",
            ),
            models.CheckConstraint(
                condition=Q(state=AgreementState.CANCELLED, cancelled_on__isnull=False) & ~Q(cancelled_why="")
                | ~Q(state=AgreementState.CANCELLED) & Q(cancelled_on__isnull=True, cancelled_why=""),
                name="an_agreement_is_cancelled_exactly_when_it_says_when_and_why",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("signed_on")),
                name="an_agreement_closes_after_it_is_signed",
            ),
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True)
                | Q(effective_from__isnull=True)
                | Q(expires_on__gte=F("effective_from")),
                name="an_agreement_ends_after_it_takes_effect",
            ),
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True) | Q(signed_on__isnull=True) | Q(expires_on__gte=F("signed_on")),
                name="an_agreement_ends_after_it_is_signed",
            ),
            models.CheckConstraint(
                condition=Q(term="") | Q(term__in=Term.values), name="an_agreement_has_a_known_term"
            ),
            models.CheckConstraint(
                condition=~Q(term=Term.FIXED) | Q(expires_on__isnull=False), name="a_fixed_term_has_a_last_day"
            ),
            models.CheckConstraint(
                condition=~Q(term=Term.YEARS) | Q(term_years__gte=1), name="a_term_in_years_says_how_many"
            ),
            models.CheckConstraint(
                condition=~Q(term=Term.OPEN) | Q(expires_on__isnull=True, term_years__isnull=True),
                name="an_open_ended_agreement_has_no_last_day",
            ),
            models.CheckConstraint(
                condition=Q(renewal="") | Q(renewal__in=Renewal.values), name="an_agreement_has_a_known_renewal"
            ),
            models.CheckConstraint(
                condition=~Q(renewal=Renewal.AUTOMATIC) | Q(renewal_years__gte=1),
                name="an_automatic_renewal_says_for_how_long",
            ),
            models.CheckConstraint(
                condition=~Q(renewal=Renewal.EVERGREEN) | Q(review_on__isnull=False),
                name="an_evergreen_agreement_has_a_review_date",
            ),
            models.CheckConstraint(condition=~Q(predecessor=F("id")), name="no_agreement_renews_itself"),
        ]
        indexes = [
            models.Index(fields=["state", "expires_on"]),
            models.Index(fields=["signed_on"]),
            GinIndex(OpClass(F("search_text"), "gin_trgm_ops"), name="cooperation_agreement_search"),
        ]
        triggers = [raise_version()]

    def __str__(self) -> str:
        return self.title


class OfAgreementQuerySet(VisibleQuerySet):
    parents = ("agreement",)


@tracked()
class AgreementParty(Record):
    """One party, with who signed for it, under which title, and when."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="parties")
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="agreements", verbose_name=_("organization")
    )
    signatory = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="signatures", verbose_name=_("signatory")
    )
    signatory_title = models.CharField(_("title then"), max_length=200, blank=True)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    objects = OfAgreementQuerySet.as_manager()

    class Meta:
        ordering = ["order"]
        verbose_name_plural = "agreement parties"
        constraints = [
            models.UniqueConstraint(fields=["agreement", "organization"], name="a_party_stands_once_in_an_agreement"),
        ]
        triggers = [touch("agreement_id", "cooperation_agreement")]

    def __str__(self) -> str:
        return self.organization.name


class FileRole(models.TextChoices):
    TEXT = "text", _("Text")
    SIGNED_COPY = "signed_copy", _("Signed copy")
    EVIDENCE = "evidence", _("Evidence")
    OTHER = "other", _("Other")


@tracked()
class AgreementFile(Record):
    """A document of an agreement: which version, and which party signed it (its SHA-256 is the document's)."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="files")
    document = models.ForeignKey(Document, models.PROTECT, related_name="agreement_files")
    role = models.CharField(_("role"), max_length=16, choices=FileRole, default=FileRole.TEXT)
    signed_by = models.ForeignKey(
        AgreementParty, models.SET_NULL, null=True, blank=True, related_name="files", verbose_name=_("signed by")
    )

    objects = OfAgreementQuerySet.as_manager()

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "document", "signed_by"],
                nulls_distinct=False,
                name="a_file_stands_once_in_an_agreement",
            ),
        ]
        triggers = [touch("agreement_id", "cooperation_agreement")]

    def __str__(self) -> str:
        return self.document.name


@tracked()
class Amendment(Sourced, Record):
    """A change both sides signed. It cannot be deleted once signed."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="amendments")
    ordinal = models.PositiveSmallIntegerField(_("number"))
    changes = models.TextField(_("what changes"))
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    new_expires_on = models.DateField(_("new last day"), null=True, blank=True)
    document_number = models.CharField(_("document number"), max_length=100, blank=True)

    objects = OfAgreementQuerySet.as_manager()

    class Meta:
        ordering = ["agreement", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "ordinal"], name="an_amendment_has_its_own_number"),
            models.CheckConstraint(condition=~Q(changes=""), name="an_amendment_says_what_changes"),
        ]
        triggers = [touch("agreement_id", "cooperation_agreement")]

    def __str__(self) -> str:
        return f"{self.agreement} · {self.ordinal}"


class DecisionKind(models.TextChoices):
    RENEW = "renew", _("Renew")
    LET_LAPSE = "let_lapse", _("Let it lapse")
    AMEND = "amend", _("Amend")
    CLOSE = "close", _("Close")


@tracked()
class Decision(Record):
    """What was decided at an act-by date; ``act_by`` is the date it answers."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="decisions")
    kind = models.CharField(_("decision"), max_length=16, choices=DecisionKind)
    act_by = models.DateField(_("act by"), null=True, blank=True)
    decided_on = models.DateField(_("decided on"))
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    why = models.TextField(_("reason"))
    document_number = models.CharField(_("document number"), max_length=100, blank=True)

    objects = OfAgreementQuerySet.as_manager()

    class Meta:
        ordering = ["-decided_on", "-created_at"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=DecisionKind.values), name="a_decision_is_of_a_known_kind"),
            models.CheckConstraint(condition=~Q(why=""), name="a_decision_gives_its_reason"),
            models.UniqueConstraint(
                fields=["agreement", "act_by"], name="an_act_by_date_is_decided_once"
            ),
        ]
        triggers = [touch("agreement_id", "cooperation_agreement")]

    def __str__(self) -> str:
        return f"{self.agreement} · {self.get_kind_display()}"


class CheckRoundQuerySet(VisibleQuerySet):
    """Rounds are open to everyone; their answers follow the agreement."""


@tracked()
class CheckRound(Record):
    """The yearly look at every agreement (이행점검), opened by a manager [대전광역시 업무협약 관리조례 §7]."""

    year = models.PositiveSmallIntegerField(_("year"))
    title = models.CharField(_("title"), max_length=200)
    due_on = models.DateField(_("answers due"))
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_on = models.DateField(_("opened on"))
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    objects = CheckRoundQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-opened_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="a_check_round_closes_after_it_opens",
            ),
            models.UniqueConstraint(
                fields=["year"], condition=Q(closed_on__isnull=True), name="one_check_round_is_open_a_year"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class CheckAnswer(models.TextChoices):
    NORMAL = "normal", _("Normal")
    POOR = "poor", _("Poor")
    NOT_STARTED = "not_started", _("Not started")
    FULFILLED = "fulfilled", _("Purpose fulfilled")


@tracked()
class AgreementCheck(Record):
    """A department's answer for one agreement in one round. 부진 needs a countermeasure (대책)."""

    round = models.ForeignKey(CheckRound, models.PROTECT, related_name="checks")
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="checks")
    answer = models.CharField(_("answer"), max_length=16, choices=CheckAnswer, blank=True)
    text = models.TextField(_("what was done"), blank=True)
    countermeasure = models.TextField(_("countermeasure"), blank=True)
    evidence = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("evidence")
    )
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    answered_on = models.DateField(_("answered on"), null=True, blank=True)

    objects = OfAgreementQuerySet.as_manager()

    class Meta:
        ordering = ["round", "agreement"]
        constraints = [
            models.UniqueConstraint(fields=["round", "agreement"], name="an_agreement_is_checked_once_a_round"),
            models.CheckConstraint(
                condition=Q(answer="", answered_by__isnull=True, answered_on__isnull=True)
                | Q(answer__in=CheckAnswer.values, answered_by__isnull=False, answered_on__isnull=False),
                name="an_answered_check_says_who_answered_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(answer=CheckAnswer.POOR) | ~Q(countermeasure=""),
                name="a_poor_answer_names_a_countermeasure",
            ),
        ]
        triggers = [touch("agreement_id", "cooperation_agreement")]

    def __str__(self) -> str:
        return f"{self.agreement} · {self.round}"


def documents_of_visible_agreements(user: User) -> Q:
    """The condition under which no agreement hides its file: it is none of its files, or the agreement is open."""
    agreements = Agreement.objects.filter(Agreement.objects.all().openly(user))
    held = AgreementFile.objects.filter(document=OuterRef("pk"))
    hidden = held.filter(~Exists(agreements.filter(pk=OuterRef("agreement_id"))))
    return ~Exists(hidden)
