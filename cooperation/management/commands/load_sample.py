from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.history import recorded
from accounts.models import Role, User
from cooperation import sample


class Command(BaseCommand):
    help = "File the sample report and invent a few records around it, into a database that holds no partner yet."

    def handle(self, *args: Any, **options: Any) -> None:
        from partners.models import Organization

        if Organization.objects.exists():
            raise CommandError("This database already holds records; the sample is loaded only into an empty one.")
        by = User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).order_by("date_joined").first()
        if by is None:
            raise CommandError("There is no administrator yet. Make one first: bin/manage setup")
        with recorded(by=by, command="load_sample"):
            sample.our_institute(by)
        sample.load_around(by, timezone.localdate())
        call_command(
            "file_report",
            str(settings.BASE_DIR / "samples" / "lima-report.hwpx"),
            by=by.username,
            verbosity=0,
            stdout=self.stdout,
        )
