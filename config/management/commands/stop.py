from typing import Any

from django.core.management.base import BaseCommand

from config import serving
from config.home import home


class Command(BaseCommand):
    help = "Stop whatever serves this home, and its database server. bin/stop calls this."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        lines = serving.stop(home())
        self.stdout.write("\n".join(lines) if lines else f"Nothing runs under {home()}.")
