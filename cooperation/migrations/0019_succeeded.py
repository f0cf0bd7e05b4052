from django.db import migrations

# Nothing is in force before it is signed, and what a signed successor replaced is over though it has no end of its own
# (cooperation/models/standing.py).

ARGUMENTS = """
    state text, signed_on date, begins_on date, ends_on date, act_by date, closed_on date, asked_on date,
    decide_until date, decided boolean, stopped boolean, succeeded boolean
"""

STANDING = f"""
DROP FUNCTION ieum_standing(text, date, date, date, date, date, date, date, boolean, boolean, boolean);
CREATE FUNCTION ieum_standing({ARGUMENTS}, replaced boolean
) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE
        WHEN signed_on IS NULL THEN state
        WHEN closed_on <= asked_on THEN 'closed'
        WHEN asked_on < greatest(begins_on, signed_on) THEN 'not_yet'
        WHEN ends_on < asked_on THEN CASE WHEN stopped OR succeeded THEN 'closed' ELSE 'lapsed' END
        WHEN replaced THEN 'closed'
        WHEN act_by <= decide_until AND NOT stopped AND NOT decided THEN 'to_decide'
        ELSE 'in_force'
    END
$$;
"""

AS_BEFORE = f"""
DROP FUNCTION ieum_standing(text, date, date, date, date, date, date, date, boolean, boolean, boolean, boolean);
CREATE FUNCTION ieum_standing({ARGUMENTS}
) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE
        WHEN signed_on IS NULL THEN state
        WHEN closed_on <= asked_on THEN 'closed'
        WHEN asked_on < begins_on THEN 'not_yet'
        WHEN ends_on < asked_on THEN CASE WHEN stopped OR succeeded THEN 'closed' ELSE 'lapsed' END
        WHEN act_by <= decide_until AND NOT stopped AND NOT decided THEN 'to_decide'
        ELSE 'in_force'
    END
$$;
"""

# Dates that a trip gets later are those of what counts under an agreement, as are those it changes to (0016).
FOLLOW = """
CREATE OR REPLACE FUNCTION ieum_activity_follows_trip() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.cancelled_on IS NOT NULL AND OLD.cancelled_on IS NULL THEN
        DELETE FROM cooperation_agreementactivity WHERE trip_id = NEW.id AND text = '' AND evidence_id IS NULL;
    END IF;
    IF NEW.start_on IS NOT NULL AND NEW.start_on IS DISTINCT FROM OLD.start_on THEN
        UPDATE cooperation_agreementactivity SET happened_on = NEW.start_on WHERE trip_id = NEW.id;
    END IF;
    RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("cooperation", "0018_terms_at_speed")]

    operations = [
        migrations.RunSQL(STANDING, AS_BEFORE),
        migrations.RunSQL(FOLLOW, migrations.RunSQL.noop),
    ]
