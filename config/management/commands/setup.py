from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config.setup import SetupError, set_up


class Command(BaseCommand):
    help = "Prepare what bin/serve needs: database, broker, static files, the first administrator, the sample."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--no-sample", action="store_true", help="leave a new database empty")

    def handle(self, *args: Any, no_sample: bool, **options: Any) -> None:
        try:
            set_up(self.stdout.write, sample=not no_sample)
        except SetupError as error:
            raise CommandError(str(error)) from None
