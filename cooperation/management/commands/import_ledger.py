"""Import a ledger kept in a spreadsheet: what is clear is filed, the rest listed; --dry-run only shows it."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import Role, User
from cooperation.imports.filing import file_ledger
from cooperation.imports.preview import our_names, receive
from cooperation.imports.words import issue_words, refused_words, skipped_words
from cooperation.ledgers import KINDS, Refused, read_ledger, to_json
from cooperation.ledgers.reading import Json
from cooperation.models import LedgerImport


class Command(BaseCommand):
    """Exit status 0 when the ledger was read, 2 when it was refused, 1 when it is missing."""

    help = "Import a ledger of agreements, trips, organizations or people from .xlsx or .csv."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="show what would be read; nothing is stored")
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        parser.add_argument("--by", metavar="USER", help="user name of the officer who files; needed without --dry-run")
        parser.add_argument("--kind", choices=KINDS, help="what the ledger holds; found by itself where left out")
        parser.add_argument("--sheet", default="", help="the sheet to read; the one most like a ledger where left out")
        parser.add_argument("--confidential", action="store_true", help="what is filed is confidential")

    def handle(self, *args: Any, file: Path, kind: str | None, by: str | None, **options: Any) -> None:
        try:
            data = file.read_bytes()
        except OSError as error:
            raise CommandError(f"{error.strerror}: {file}") from error
        user = None if options["dry_run"] else self._officer(by)
        with translation.override(user.language if user else "ko"):
            try:
                if user is None:
                    ledger = read_ledger(data, file.name, kind=kind, sheet=options["sheet"], ours=self._ours())
                    result = to_json(ledger, issue_words, skipped_words)
                else:
                    more = {"sheet": options["sheet"], "confidential": options["confidential"]}
                    batch = receive(data, file.name, by=user, kind=kind, **more)
                    result = filed(file_ledger(batch, by=user))
            except Refused as refused:
                result = {"refused": True, "code": refused.code, "message": refused_words(refused.code), "rows": []}
            except ValidationError as error:
                code = getattr(error, "code", "") or "refused"
                result = {"refused": True, "code": code, "message": " ".join(error.messages), "rows": []}
            self._print(result, as_json=options["json"])
        if result.get("refused"):
            sys.exit(2)

    def _officer(self, by: str | None) -> User:
        if not by:
            raise CommandError("Say who files (--by USER), or --dry-run.")
        user = User.objects.filter(username=by, is_active=True).first()
        if user is None:
            raise CommandError(f"There is no active user {by}. Add one: bin/manage add_user {by} --role officer")
        if not user.at_least(Role.OFFICER):
            raise CommandError(f"{by} is a {user.role}; filing takes an officer or above.")
        return user

    def _ours(self) -> list[str]:
        try:
            return our_names()
        except DatabaseError:  # a dry run needs no database
            return []

    def _print(self, result: Json, *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(result, ensure_ascii=False))
            return
        if result.get("refused"):
            self.stdout.write(result["message"])
            return
        if result["sheet"]:
            self.stdout.write(_("sheet “%(sheet)s”") % {"sheet": result["sheet"]})
        for row in result["rows"]:
            values = [
                str(value) for key, value in row.items() if value and key not in ("row", "issues", "other", "kept")
            ]
            self.stdout.write(f"{row['row']:>5}  " + " | ".join(values).replace("\n", " / "))
            for issue in [*row["issues"], *row.get("kept", [])]:
                self.stdout.write("       ! " + issue.replace("\n", " / "))
        for row in result["skipped"]:
            self.stdout.write(f"{row['row']:>5}  - {row['reason']}: {row['text']}")
        for first, second in result.get("duplicates", []):
            self.stdout.write(f"{second:>5}  = {first}")
        if result["other_sheets"]:
            told = ", ".join(result["other_sheets"])
            self.stdout.write(_("Not read, though they hold a ledger: %(sheets)s (--sheet NAME)") % {"sheets": told})


def filed(batch: LedgerImport) -> Json:
    """What came of an import, row by row."""
    rows = []
    for row in batch.rows.select_related("agreement", "trip", "organization", "person").order_by("number"):
        record: Any = row.became
        rows.append(
            {
                "row": row.number,
                "title": str(row),
                "choice": row.choice,
                "record": (getattr(record, "reference", None) or str(record.pk)) if record else None,
                "made": row.made,
                "reason": row.reason,
                "kept": row.kept,
                "issues": row.issues,
            }
        )
    return {
        "import": str(batch.pk),
        "kind": batch.kind,
        "sheet": batch.found["sheet"],
        "filed": sum(row["made"] for row in rows),
        "linked": sum(row["record"] is not None and not row["made"] for row in rows),
        "left_out": sum(row["record"] is None for row in rows),
        "other_sheets": batch.found["others"],
        "rows": rows,
        "skipped": [{"row": row, "reason": why, "text": text} for row, why, text in batch.found["skipped"]],
    }
