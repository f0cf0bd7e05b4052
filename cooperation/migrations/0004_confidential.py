"""Every query of somebody who may not see all asks for the confidential rows first; there are few."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cooperation", "0003_terms")]
    operations = [
        migrations.RunSQL(
            "CREATE INDEX cooperation_agreement_confidential ON cooperation_agreement (id) WHERE confidential", "DROP INDEX cooperation_agreement_confidential"
        ),
        migrations.RunSQL(
            "CREATE INDEX cooperation_project_confidential ON cooperation_project (id) WHERE confidential", "DROP INDEX cooperation_project_confidential"
        ),
        migrations.RunSQL(
            "CREATE INDEX cooperation_commitment_confidential ON cooperation_commitment (id) WHERE confidential", "DROP INDEX cooperation_commitment_confidential"
        ),
    ]
