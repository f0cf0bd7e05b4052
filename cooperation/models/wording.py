"""The words an agreement is told in: kinds, states, terms, standings, and what may be missing."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


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


class Standing(models.TextChoices):
    """Where an agreement stands on a day. The first four are as stored; the others follow from dates."""

    DRAFT = "draft", _("Draft")
    NEGOTIATING = "negotiating", _("Negotiating")
    AGREED_TEXT = "agreed_text", _("Text agreed")
    CANCELLED = "cancelled", _("Cancelled")
    NOT_YET = "not_yet", _("Not yet in force")
    IN_FORCE = "in_force", _("In force")
    TO_DECIDE = "to_decide", _("To decide")
    LAPSED = "lapsed", _("Lapsed, no decision")
    CLOSED = "closed", _("Closed")


#: In force in law, whether or not somebody has to decide soon.
FORCE = [Standing.IN_FORCE, Standing.TO_DECIDE]


class Missing(models.TextChoices):
    """What a signed agreement may lack. It is shown, never invented (DOMAIN, Agreements)."""

    TERM = "term", _("term")
    SCOPE = "scope", _("main content")
    PARTIES = "parties", _("second party")
    SIGNATORIES = "signatories", _("signatories")
    SIGNED_COPY = "signed_copy", _("scanned copy")
