from django.db import migrations

# The same rules as before (0003, 0012), said so that ten thousand agreements take a third of the time: what is SQL is
# made part of the query, and date_part counts in binary where extract counts in decimals.

LAST_DAY = """
CREATE OR REPLACE FUNCTION ieum_last_day(begins date, years integer) RETURNS date
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    -- The eve of the corresponding day; where the month has none, its last day [Civil Act, article 160].
    SELECT (begins + make_interval(years => years))::date
        - (date_part('day', begins + make_interval(years => years)) = date_part('day', begins))::integer
$$;
"""

RUNNING_END = """
CREATE OR REPLACE FUNCTION ieum_running_end(
    first_end date, renewal_years integer, notice_months integer, asked_on date, stopped_on date
) RETURNS date LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    horizon date := least(asked_on, stopped_on);
    notice interval := make_interval(months => notice_months);
    renewals integer;
    second_end date;
    ends date;
BEGIN
    IF first_end IS NULL OR renewal_years IS NULL THEN RETURN first_end; END IF;
    renewals := greatest(
        0, floor((date_part('year', horizon) - date_part('year', first_end - notice)) / renewal_years)::integer
    );
    second_end := ieum_last_day(first_end + 1, renewal_years);
    LOOP
        -- Each term counts from the day after the one before: none is short of a year by a leap day.
        ends := CASE renewals
            WHEN 0 THEN first_end
            WHEN 1 THEN second_end
            ELSE ieum_last_day(second_end + 1, (renewals - 1) * renewal_years)
        END;
        IF (ends - notice)::date >= horizon THEN RETURN ends; END IF;
        renewals := renewals + 1;
    END LOOP;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("cooperation", "0017_overview")]

    operations = [
        migrations.RunSQL(LAST_DAY, migrations.RunSQL.noop),
        migrations.RunSQL(RUNNING_END, migrations.RunSQL.noop),
    ]
