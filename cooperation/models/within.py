"""Rules that hold within one row of an agreement (``across``: those between rows)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from cooperation.models.wording import AgreementState, AgreementType, Closing, Renewal, Term
from cooperation.terms import FIRST_DAY, LAST_DAY

SIGNED_STATES = [AgreementState.SIGNED, AgreementState.CLOSED]
DATES = ["signed_on", "effective_from", "expires_on", "review_on", "closed_on", "cancelled_on"]


def in_our_calendar(name: str) -> Q:
    """The date is absent, or of a year people can mean; so that adding a term never overflows."""
    return Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__range": (FIRST_DAY, LAST_DAY)})


def of_agreements() -> list[models.BaseConstraint]:
    return [
        models.CheckConstraint(condition=~Q(title=""), name="an_agreement_has_a_title"),
        models.CheckConstraint(condition=Q(type__in=AgreementType.values), name="an_agreement_has_a_known_type"),
        models.CheckConstraint(condition=Q(state__in=AgreementState.values), name="an_agreement_is_in_a_known_state"),
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
        models.CheckConstraint(condition=Q(term="") | Q(term__in=Term.values), name="an_agreement_has_a_known_term"),
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
        models.CheckConstraint(
            condition=Q(
                Q(term_years__isnull=True) | Q(term_years__lte=100),
                Q(renewal_years__isnull=True) | Q(renewal_years__lte=100),
                Q(notice_months__isnull=True) | Q(notice_months__lte=120),
            ),
            name="terms_and_notice_periods_are_short_of_a_century",
        ),
        models.CheckConstraint(
            condition=Q(*(in_our_calendar(name) for name in DATES)), name="an_agreement_has_dates_of_our_calendar"
        ),
    ]
