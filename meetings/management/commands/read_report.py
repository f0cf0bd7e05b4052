"""``bin/manage read_report FILE...``: what reports say, one JSON object a line, without touching the database."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from meetings.leftwords import left_words_of
from meetings.reader.child import read_in_child


class Command(BaseCommand):
    """Exit status 0 when every file was read, 2 when one was refused, 1 when one is missing."""

    help = "Read trip reports and print what they say as JSON, one object a line. Nothing is stored."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The files, and whether to indent."""
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument("--pretty", action="store_true", help="indent the JSON for people")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read each file in a process of its own."""
        refused = False
        for file in options["files"]:
            path = Path(file)
            try:
                _blocks, reading = read_in_child(path)
            except FileNotFoundError as error:
                raise CommandError(_("There is no file %(file)s. Check the path.") % {"file": path}) from error
            except OSError as error:
                raise CommandError(
                    _("The file %(file)s cannot be opened: %(why)s") % {"file": path, "why": error.strerror}
                ) from error
            refused = refused or not reading["doc"]["is_trip_report"]
            self.stdout.write(json.dumps(reading, ensure_ascii=False, indent=2 if options["pretty"] else None))
            if options["pretty"] and (words := left_words_of(reading)):
                said = _("%(file)s: %(words)s. “leftover” names them.") % {"file": path, "words": words}
                self.stderr.write(said)  # the output itself stays JSON
        if refused:
            sys.exit(2)
