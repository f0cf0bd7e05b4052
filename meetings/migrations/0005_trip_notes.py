"""Notes and photos of the day itself as rows of their own; the report of a diplomacy matter is due sooner."""


import accounts.records
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0004_side_by_hand"),
        ("partners", "0004_other_side"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="TripNote",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=accounts.records.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("text", models.TextField(blank=True, verbose_name="note")),
                ("noted_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="noted at")),
                ("removed_at", models.DateTimeField(blank=True, editable=False, null=True)),
            ],
            options={
                "ordering": ["-noted_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="TripNoteEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=accounts.records.new_id, editable=False, serialize=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("text", models.TextField(blank=True, verbose_name="note")),
                ("noted_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="noted at")),
                ("removed_at", models.DateTimeField(blank=True, editable=False, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="trip",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="trip",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="trip",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="trip",
            name="diplomatic",
            field=models.BooleanField(default=False, verbose_name="diplomacy matter"),
        ),
        migrations.AddField(
            model_name="tripevent",
            name="diplomatic",
            field=models.BooleanField(default=False, verbose_name="diplomacy matter"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="trip",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "meetings_tripevent" ("approved_end_on", "approved_on", "approved_start_on", "cancelled_on", "cancelled_why", "confidential", "cost", "created_at", "currency", "days_stated", "diplomatic", "document_number", "end_on", "entered_by_id", "id", "implications", "nights_stated", "non_disclosure_reason", "notes", "number", "original_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "registered_on", "registration_number", "registration_url", "retention", "source_document_id", "source_lines", "source_quote", "start_on", "submitted_on", "summary", "title") VALUES (NEW."approved_end_on", NEW."approved_on", NEW."approved_start_on", NEW."cancelled_on", NEW."cancelled_why", NEW."confidential", NEW."cost", NEW."created_at", NEW."currency", NEW."days_stated", NEW."diplomatic", NEW."document_number", NEW."end_on", NEW."entered_by_id", NEW."id", NEW."implications", NEW."nights_stated", NEW."non_disclosure_reason", NEW."notes", NEW."number", NEW."original_at", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."purpose", NEW."registered_on", NEW."registration_number", NEW."registration_url", NEW."retention", NEW."source_document_id", NEW."source_lines", NEW."source_quote", NEW."start_on", NEW."submitted_on", NEW."summary", NEW."title"); RETURN NULL;',
                    hash="e43111cdbabad64d8c0479af40ca0dc54981341b",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_0ecbc",
                    table="meetings_trip",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="trip",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."approved_end_on" IS DISTINCT FROM (NEW."approved_end_on") OR OLD."approved_on" IS DISTINCT FROM (NEW."approved_on") OR OLD."approved_start_on" IS DISTINCT FROM (NEW."approved_start_on") OR OLD."cancelled_on" IS DISTINCT FROM (NEW."cancelled_on") OR OLD."cancelled_why" IS DISTINCT FROM (NEW."cancelled_why") OR OLD."confidential" IS DISTINCT FROM (NEW."confidential") OR OLD."cost" IS DISTINCT FROM (NEW."cost") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."currency" IS DISTINCT FROM (NEW."currency") OR OLD."days_stated" IS DISTINCT FROM (NEW."days_stated") OR OLD."diplomatic" IS DISTINCT FROM (NEW."diplomatic") OR OLD."document_number" IS DISTINCT FROM (NEW."document_number") OR OLD."end_on" IS DISTINCT FROM (NEW."end_on") OR OLD."entered_by_id" IS DISTINCT FROM (NEW."entered_by_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."implications" IS DISTINCT FROM (NEW."implications") OR OLD."nights_stated" IS DISTINCT FROM (NEW."nights_stated") OR OLD."non_disclosure_reason" IS DISTINCT FROM (NEW."non_disclosure_reason") OR OLD."notes" IS DISTINCT FROM (NEW."notes") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."original_at" IS DISTINCT FROM (NEW."original_at") OR OLD."purpose" IS DISTINCT FROM (NEW."purpose") OR OLD."registered_on" IS DISTINCT FROM (NEW."registered_on") OR OLD."registration_number" IS DISTINCT FROM (NEW."registration_number") OR OLD."registration_url" IS DISTINCT FROM (NEW."registration_url") OR OLD."retention" IS DISTINCT FROM (NEW."retention") OR OLD."source_document_id" IS DISTINCT FROM (NEW."source_document_id") OR OLD."source_lines" IS DISTINCT FROM (NEW."source_lines") OR OLD."source_quote" IS DISTINCT FROM (NEW."source_quote") OR OLD."start_on" IS DISTINCT FROM (NEW."start_on") OR OLD."submitted_on" IS DISTINCT FROM (NEW."submitted_on") OR OLD."summary" IS DISTINCT FROM (NEW."summary") OR OLD."title" IS DISTINCT FROM (NEW."title"))',
                    func='INSERT INTO "meetings_tripevent" ("approved_end_on", "approved_on", "approved_start_on", "cancelled_on", "cancelled_why", "confidential", "cost", "created_at", "currency", "days_stated", "diplomatic", "document_number", "end_on", "entered_by_id", "id", "implications", "nights_stated", "non_disclosure_reason", "notes", "number", "original_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "registered_on", "registration_number", "registration_url", "retention", "source_document_id", "source_lines", "source_quote", "start_on", "submitted_on", "summary", "title") VALUES (NEW."approved_end_on", NEW."approved_on", NEW."approved_start_on", NEW."cancelled_on", NEW."cancelled_why", NEW."confidential", NEW."cost", NEW."created_at", NEW."currency", NEW."days_stated", NEW."diplomatic", NEW."document_number", NEW."end_on", NEW."entered_by_id", NEW."id", NEW."implications", NEW."nights_stated", NEW."non_disclosure_reason", NEW."notes", NEW."number", NEW."original_at", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."purpose", NEW."registered_on", NEW."registration_number", NEW."registration_url", NEW."retention", NEW."source_document_id", NEW."source_lines", NEW."source_quote", NEW."start_on", NEW."submitted_on", NEW."summary", NEW."title"); RETURN NULL;',
                    hash="1cda6f1cd81211112bc880852be6a0c766558f9e",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_42dd7",
                    table="meetings_trip",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="trip",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "meetings_tripevent" ("approved_end_on", "approved_on", "approved_start_on", "cancelled_on", "cancelled_why", "confidential", "cost", "created_at", "currency", "days_stated", "diplomatic", "document_number", "end_on", "entered_by_id", "id", "implications", "nights_stated", "non_disclosure_reason", "notes", "number", "original_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "registered_on", "registration_number", "registration_url", "retention", "source_document_id", "source_lines", "source_quote", "start_on", "submitted_on", "summary", "title") VALUES (OLD."approved_end_on", OLD."approved_on", OLD."approved_start_on", OLD."cancelled_on", OLD."cancelled_why", OLD."confidential", OLD."cost", OLD."created_at", OLD."currency", OLD."days_stated", OLD."diplomatic", OLD."document_number", OLD."end_on", OLD."entered_by_id", OLD."id", OLD."implications", OLD."nights_stated", OLD."non_disclosure_reason", OLD."notes", OLD."number", OLD."original_at", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."purpose", OLD."registered_on", OLD."registration_number", OLD."registration_url", OLD."retention", OLD."source_document_id", OLD."source_lines", OLD."source_quote", OLD."start_on", OLD."submitted_on", OLD."summary", OLD."title"); RETURN NULL;',
                    hash="562a9c8b4b56a401aac9bafd764637c3e21b9a6d",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_36567",
                    table="meetings_trip",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="tripnote",
            name="author",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="tripnote",
            name="photo",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="partners.document",
                verbose_name="photo",
            ),
        ),
        migrations.AddField(
            model_name="tripnote",
            name="trip",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="quick_notes", to="meetings.trip"
            ),
        ),
        migrations.AddField(
            model_name="tripnoteevent",
            name="author",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="tripnoteevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="tripnoteevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="meetings.tripnote",
            ),
        ),
        migrations.AddField(
            model_name="tripnoteevent",
            name="photo",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="partners.document",
                verbose_name="photo",
            ),
        ),
        migrations.AddField(
            model_name="tripnoteevent",
            name="trip",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="meetings.trip",
            ),
        ),
        migrations.AddConstraint(
            model_name="tripnote",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("text", ""), _negated=True), ("photo__isnull", False), _connector="OR"),
                name="a_note_of_a_trip_has_words_or_a_photo",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="tripnote",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "meetings_tripnoteevent" ("author_id", "created_at", "id", "noted_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "photo_id", "removed_at", "text", "trip_id") VALUES (NEW."author_id", NEW."created_at", NEW."id", NEW."noted_at", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."photo_id", NEW."removed_at", NEW."text", NEW."trip_id"); RETURN NULL;',
                    hash="292fec67df8e4e2c804c818e6aaf6946cff09d5c",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_42cd6",
                    table="meetings_tripnote",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="tripnote",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "meetings_tripnoteevent" ("author_id", "created_at", "id", "noted_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "photo_id", "removed_at", "text", "trip_id") VALUES (NEW."author_id", NEW."created_at", NEW."id", NEW."noted_at", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."photo_id", NEW."removed_at", NEW."text", NEW."trip_id"); RETURN NULL;',
                    hash="356bd44e9790a05be9328171cf0e1966750ac0dd",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_54826",
                    table="meetings_tripnote",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="tripnote",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "meetings_tripnoteevent" ("author_id", "created_at", "id", "noted_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "photo_id", "removed_at", "text", "trip_id") VALUES (OLD."author_id", OLD."created_at", OLD."id", OLD."noted_at", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."photo_id", OLD."removed_at", OLD."text", OLD."trip_id"); RETURN NULL;',
                    hash="e70fd99da37427b980c94a071d4182ad66052a86",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_82753",
                    table="meetings_tripnote",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="tripnoteevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="db33549fe46a501a9872863829f0136799890d4c",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_a7a44",
                    table="meetings_tripnoteevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
