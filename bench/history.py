"""Partner history of an organization with many meetings beside one with few, in one run."""

from bench import Figure
from bench._records import BUSY, MEETINGS, milliseconds, records


def run() -> list[Figure]:
    with records() as (user, busy, quiet):
        from cooperation import history

        few = milliseconds(lambda: history.of_organizations([quiet.pk], user).page())
        many = milliseconds(lambda: history.of_organizations([busy.pk], user).page())
        country = milliseconds(lambda: history.of_country("PE", user).page())
        counts = milliseconds(lambda: history.of_organizations([busy.pk], user).counts())
        return [
            Figure("first page of 3 meetings", few, "ms"),
            Figure(f"first page of {BUSY:,} meetings", many, "ms"),
            Figure(f"counts of {BUSY:,} meetings by kind and year", counts, "ms"),
            Figure(f"first page of a country with {MEETINGS:,} meetings", country, "ms"),
            # Marks are ratios: what many rows cost beside few, whatever the machine.
            Figure("a page of many beside a page of few", many / few, "times", mark=3),
            Figure("a page of a country beside a page of few", country / few, "times", mark=5),
        ]
