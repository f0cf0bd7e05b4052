"""Read a ledger kept in a spreadsheet; with --dry-run it is only shown."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from cooperation.imports.words import issue_words, refused_words, skipped_words
from cooperation.ledgers import KINDS, Ledger, Refused, read_ledger, to_json
from cooperation.ledgers.reading import Json


class Command(BaseCommand):
    """Exit status 0 when the ledger was read, 2 when it was refused, 1 when it is missing."""

    help = "Import a ledger of agreements, trips, organizations or people from .xlsx or .csv."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="show what would be read; nothing is stored")
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        parser.add_argument("--kind", choices=KINDS, help="what the ledger holds; found by itself where left out")

    def handle(self, *args: Any, file: Path, kind: str | None, **options: Any) -> None:
        try:
            data = file.read_bytes()
        except OSError as error:
            raise CommandError(f"{error.strerror}: {file}") from error
        if not options["dry_run"]:
            raise CommandError("Say --dry-run: so far a ledger is read and shown, not filed.")
        with translation.override("ko"):
            try:
                ledger = read_ledger(data, file.name, kind=kind)
            except Refused as refused:
                self._print(
                    {"refused": True, "code": refused.code, "message": refused_words(refused.code), "rows": []},
                    as_json=options["json"],
                )
                sys.exit(2)
            self._print(to_json(ledger, issue_words, skipped_words), as_json=options["json"], ledger=ledger)

    def _print(self, result: Json, *, as_json: bool, ledger: Ledger | None = None) -> None:
        if as_json:
            self.stdout.write(json.dumps(result, ensure_ascii=False))
            return
        if ledger is None:
            self.stdout.write(result["message"])
            return
        for row in result["rows"]:
            values = [str(value) for key, value in row.items() if value and key not in ("row", "issues", "other")]
            self.stdout.write(f"{row['row']:>5}  " + " | ".join(values).replace("\n", " / "))
            for issue in row["issues"]:
                self.stdout.write(f"       ! {issue}")
        for row in result["skipped"]:
            self.stdout.write(f"{row['row']:>5}  - {row['reason']}: {row['text']}")
        for first, second in result["duplicates"]:
            self.stdout.write(f"{second:>5}  = {first}")
