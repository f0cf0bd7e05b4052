"""A report that tells of meetings and of no trip is filed without one."""


import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0005_trip_notes'),
        ('partners', '0004_other_side'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='tripreport',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='tripreport',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='tripreport',
            name='delete_delete',
        ),
        migrations.RemoveConstraint(
            model_name='tripreport',
            name='a_filed_report_has_its_trip',
        ),
        migrations.AddField(
            model_name='tripreport',
            name='tells_of_trip',
            field=models.BooleanField(default=True, editable=False, verbose_name='tells of a trip'),
        ),
        migrations.AddField(
            model_name='tripreportevent',
            name='tells_of_trip',
            field=models.BooleanField(default=True, editable=False, verbose_name='tells of a trip'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='tripreport',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "meetings_tripreportevent" ("approved_on", "author_id", "author_text", "confidential", "created_at", "document_number", "filed_at", "filed_by_id", "id", "number", "original_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recipient_text", "retention", "submitted_on", "tells_of_trip", "title", "trip_id", "uploaded_by_id") VALUES (NEW."approved_on", NEW."author_id", NEW."author_text", NEW."confidential", NEW."created_at", NEW."document_number", NEW."filed_at", NEW."filed_by_id", NEW."id", NEW."number", NEW."original_at", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recipient_text", NEW."retention", NEW."submitted_on", NEW."tells_of_trip", NEW."title", NEW."trip_id", NEW."uploaded_by_id"); RETURN NULL;', hash='d26b984965b6d87379febe9a55e2709f912f6af9', operation='INSERT', pgid='pgtrigger_insert_insert_f5db8', table='meetings_tripreport', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='tripreport',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."approved_on" IS DISTINCT FROM (NEW."approved_on") OR OLD."author_id" IS DISTINCT FROM (NEW."author_id") OR OLD."author_text" IS DISTINCT FROM (NEW."author_text") OR OLD."confidential" IS DISTINCT FROM (NEW."confidential") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."document_number" IS DISTINCT FROM (NEW."document_number") OR OLD."filed_at" IS DISTINCT FROM (NEW."filed_at") OR OLD."filed_by_id" IS DISTINCT FROM (NEW."filed_by_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."original_at" IS DISTINCT FROM (NEW."original_at") OR OLD."recipient_text" IS DISTINCT FROM (NEW."recipient_text") OR OLD."retention" IS DISTINCT FROM (NEW."retention") OR OLD."submitted_on" IS DISTINCT FROM (NEW."submitted_on") OR OLD."tells_of_trip" IS DISTINCT FROM (NEW."tells_of_trip") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."trip_id" IS DISTINCT FROM (NEW."trip_id") OR OLD."uploaded_by_id" IS DISTINCT FROM (NEW."uploaded_by_id"))', func='INSERT INTO "meetings_tripreportevent" ("approved_on", "author_id", "author_text", "confidential", "created_at", "document_number", "filed_at", "filed_by_id", "id", "number", "original_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recipient_text", "retention", "submitted_on", "tells_of_trip", "title", "trip_id", "uploaded_by_id") VALUES (NEW."approved_on", NEW."author_id", NEW."author_text", NEW."confidential", NEW."created_at", NEW."document_number", NEW."filed_at", NEW."filed_by_id", NEW."id", NEW."number", NEW."original_at", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recipient_text", NEW."retention", NEW."submitted_on", NEW."tells_of_trip", NEW."title", NEW."trip_id", NEW."uploaded_by_id"); RETURN NULL;', hash='7a3f0de7d5544031f974a8b13b8b5f0fed4288fc', operation='UPDATE', pgid='pgtrigger_update_update_8c8bd', table='meetings_tripreport', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='tripreport',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "meetings_tripreportevent" ("approved_on", "author_id", "author_text", "confidential", "created_at", "document_number", "filed_at", "filed_by_id", "id", "number", "original_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recipient_text", "retention", "submitted_on", "tells_of_trip", "title", "trip_id", "uploaded_by_id") VALUES (OLD."approved_on", OLD."author_id", OLD."author_text", OLD."confidential", OLD."created_at", OLD."document_number", OLD."filed_at", OLD."filed_by_id", OLD."id", OLD."number", OLD."original_at", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."recipient_text", OLD."retention", OLD."submitted_on", OLD."tells_of_trip", OLD."title", OLD."trip_id", OLD."uploaded_by_id"); RETURN NULL;', hash='07d0cb2b9d8455d38391bb5b48d2d2b7237037e2', operation='DELETE', pgid='pgtrigger_delete_delete_9c5b2', table='meetings_tripreport', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='tripreport',
            constraint=models.CheckConstraint(condition=models.Q(('filed_at__isnull', True), ('trip__isnull', False), ('tells_of_trip', False), _connector='OR'), name='a_filed_report_has_its_trip_or_tells_of_none'),
        ),
    ]
