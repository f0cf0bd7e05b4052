"""Hand deliveries to the mail server: at least once, and with the same Message-ID however often it is tried."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from email.utils import formatdate
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.db.models import F, Q

from cooperation.models import Delivery, DeliveryState

log = logging.getLogger(__name__)

#: How long one attempt may take before another worker may try; longer than EMAIL_TIMEOUT allows one to last.
LEASE = timedelta(seconds=settings.IEUM_DELIVERY_LEASE)
#: Minutes until the next attempt after the first, second, … failure; after the last the delivery is failed.
WAITS = (1, 5, 15, 60, 180, 360)


def claim(now: datetime) -> Delivery | None:
    """Take one delivery to send: a waiting one, or one whose worker let its lease lapse. None when there is none."""
    free = Q(state=DeliveryState.WAITING) & (Q(not_before__isnull=True) | Q(not_before__lte=now))
    lapsed = Q(state=DeliveryState.SENDING, lease_until__lt=now)
    with transaction.atomic():
        delivery: Delivery | None = (
            Delivery.objects.select_for_update(skip_locked=True).filter(free | lapsed).order_by("created_at").first()
        )
        if delivery is None:
            return None
        delivery.state = DeliveryState.SENDING
        delivery.lease_until = now + LEASE
        delivery.tries = F("tries") + 1
        delivery.save(update_fields=["state", "lease_until", "tries"])
    delivery.refresh_from_db()
    return delivery


def send(delivery: Delivery, now: datetime) -> bool:
    """Send one claimed delivery and record how it went. True when the mail server took it."""
    mail = EmailMultiAlternatives(
        subject=delivery.subject,
        body=delivery.text,
        to=[delivery.to],
        connection=get_connection(fail_silently=False),
        headers={
            "Message-ID": delivery.message_id,
            "Date": formatdate(delivery.created_at.timestamp(), localtime=False),
            "Auto-Submitted": "auto-generated",
        },
    )
    if delivery.html:
        mail.attach_alternative(delivery.html, "text/html")
    if delivery.attachment:
        mail.attach(delivery.attachment_name, bytes(delivery.attachment), "application/pdf")
    claimed = Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.SENDING, tries=delivery.tries)
    try:
        mail.send()
    except (SMTPException, OSError) as error:
        log.warning("delivery %s was not taken: %s", delivery.pk, error)
        if delivery.tries > len(WAITS):
            claimed.update(state=DeliveryState.FAILED, lease_until=None, error=str(error))
        else:
            claimed.update(
                state=DeliveryState.WAITING,
                lease_until=None,
                error=str(error),
                not_before=now + timedelta(minutes=WAITS[delivery.tries - 1]),
            )
        return False
    claimed.update(state=DeliveryState.SENT, lease_until=None, sent_at=now, error="")
    return True


def send_all(now: datetime) -> int:
    """Send everything that is ready; give how many the mail server took."""
    sent = 0
    while delivery := claim(now):
        sent += send(delivery, now)
    return sent
