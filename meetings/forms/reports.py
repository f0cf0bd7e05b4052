"""The form of a trip report: what the groupware knows of it, and who may see it. Its files come by upload."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.fields import RecordForm
from meetings.forms.secrecy import SecrecyFields
from meetings.models import TripReport


class TripReportForm(SecrecyFields, RecordForm):
    groups = (
        (_("Report"), ("title", ("author_text", "recipient_text"))),
        (_("Papers"), (("document_number", "approved_on"), ("retention", "original_at"))),
        (_("Openness"), ("confidential", "readers")),
    )

    class Meta:
        model = TripReport
        fields = (
            "title", "author_text", "recipient_text", "document_number", "approved_on", "retention", "original_at",
            "confidential", "readers",
        )  # fmt: skip
