"""Every query of somebody who may not see all asks for the confidential rows first; there are few."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("meetings", "0002_search")]
    operations = [
        migrations.RunSQL(
            "CREATE INDEX meetings_trip_confidential ON meetings_trip (id) WHERE confidential", "DROP INDEX meetings_trip_confidential"
        ),
        migrations.RunSQL(
            "CREATE INDEX meetings_meeting_confidential ON meetings_meeting (id) WHERE confidential", "DROP INDEX meetings_meeting_confidential"
        ),
        migrations.RunSQL(
            "CREATE INDEX meetings_tripreport_confidential ON meetings_tripreport (id) WHERE confidential", "DROP INDEX meetings_tripreport_confidential"
        ),
    ]
