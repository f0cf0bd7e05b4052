"""A ledger that is here, open to others, and is sent again as confidential: it becomes so, or the sender is told."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db.models import ForeignObjectRel
from django.utils.translation import gettext as _

from accounts.models import User
from cooperation.models import LedgerImport, LedgerState
from partners.models import Document, DocumentBlock

_FILED = [LedgerState.FILING, LedgerState.FILED, LedgerState.UNDOING]


def hide(batch: LedgerImport, *, by: User) -> LedgerImport:
    """Make an import and its file confidential before anything of it is filed. Needs a transaction and a history
    context. Raises ValidationError where that comes too late, or the file is not this person's alone.
    """
    batch = LedgerImport.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    document = Document.objects.select_for_update(of=("self",)).get(pk=batch.document_id)
    if not batch.confidential and batch.state in _FILED:
        raise ValidationError(
            _("This ledger was filed already, open to others. Take it back, then upload it again as confidential."),
            code="filed_open",
        )
    if not document.confidential:
        if document.uploaded_by_id != by.pk or _used_elsewhere(document, batch):
            raise ValidationError(
                _(
                    "This file is here already, open to others, and not for this ledger alone. "
                    "Save the ledger as a new file and upload that as confidential."
                ),
                code="open_elsewhere",
            )
        document.confidential = True
        document.save(update_fields=["confidential"])
    if not batch.confidential:
        batch.confidential = True
        batch.save(update_fields=["confidential"])
    batch.document = document
    return batch


def _used_elsewhere(document: Document, batch: LedgerImport) -> bool:
    """Whether anything but imports of this person that are not filed rests on the file."""
    others = LedgerImport.objects.filter(document=document).exclude(pk=batch.pk)
    if others.exclude(imported_by=batch.imported_by_id).exists() or others.filter(state__in=_FILED).exists():
        return True
    for relation in Document._meta.get_fields(include_hidden=True):
        model = relation.related_model
        if not isinstance(relation, ForeignObjectRel) or model in (LedgerImport, DocumentBlock):
            continue
        if model is None or isinstance(model, str) or any(field.name == "pgh_id" for field in model._meta.fields):
            continue  # the history of changes
        if model._base_manager.filter(**{relation.field.name: document}).exists():
            return True
    return False
