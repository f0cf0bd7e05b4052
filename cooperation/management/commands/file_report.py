"""File reports without a worker or a browser: what is clear is accepted, what needs a person waits for one."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation

from accounts.history import recorded
from accounts.models import Role, User
from cooperation.intake.receive import Refused
from cooperation.intake.unattended import file_report


class Command(BaseCommand):
    help = "Read and file trip reports: accepts what is new or has exactly one candidate, leaves questions open."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--by", required=True, metavar="USER", help="user name of the officer who files")
        parser.add_argument("--json", action="store_true", help="one JSON object a line")

    def handle(self, *args: Any, files: list[Path], by: str, **options: Any) -> None:
        user = User.objects.filter(username=by, is_active=True).first()
        if user is None:
            raise CommandError(f"There is no active user {by}. Add one: bin/manage add_user {by} --role officer")
        if not user.at_least(Role.OFFICER):
            raise CommandError(f"{by} is a {user.role}; filing takes an officer or above.")
        bad = False
        with translation.override(user.language):
            for path in files:
                try:
                    with recorded(by=user, command="file_report"):
                        result = file_report(path, by=user, on=timezone.localdate())
                except OSError as error:
                    result = {"file": path.name, "status": "refused", "reason": f"{error.strerror}: {path}"}
                except Refused as error:
                    result = {"file": path.name, "status": "refused", "reason": str(error), "reason_code": error.code}
                bad |= result["status"] not in {"filed", "waiting", "already_here"}
                self.stdout.write(json.dumps(result, ensure_ascii=False) if options["json"] else in_words(result))
        if bad:
            sys.exit(2)


def in_words(result: dict[str, Any]) -> str:
    """What came of one file, in a few lines for people."""
    head = f"{result['file']}: {result['status'].replace('_', ' ')}"
    if "counts" not in result:
        return " ".join(filter(None, (f"{head}.", result.get("reason"), result.get("offer"))))
    counts = dict(result["counts"])
    there = counts.pop("attendances")
    lines = [head, "  " + ", ".join(f"{number} {name}" for name, number in counts.items())]
    if there:
        lines.append(f"  attendances: {', '.join(map(str, there))}")
    for agreement in result["agreements"]:
        missing = f"; missing: {', '.join(agreement['missing'])}" if agreement["missing"] else ""
        head = f"  {agreement['reference']} {agreement['title']}: {agreement['state']}"
        lines.append(f"{head} {agreement['signed_on'] or ''}{missing}")
    if result["left"]:
        lines.append(f"  {result['left']}")
    lines += [f"  asks: {row['title']}" for row in result["waiting"]]
    return "\n".join(lines)
