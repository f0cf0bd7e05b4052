"""Every query of somebody who may not see all asks for the confidential rows first; there are few."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("partners", "0002_search")]
    operations = [
        migrations.RunSQL(
            "CREATE INDEX partners_document_confidential ON partners_document (id) WHERE confidential", "DROP INDEX partners_document_confidential"
        ),
    ]
