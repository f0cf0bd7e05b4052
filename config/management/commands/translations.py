"""Translations without gettext programs; see config/translations.py."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config import translations


class Command(BaseCommand):
    help = "Extract, merge, check and compile translations, in Python."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("update", help="bring the catalogues in step with the sources")
        merge = verbs.add_parser(
            "set", help='update, then take over translations from a JSON file of {"English": "Korean"}'
        )
        merge.add_argument("file", type=Path)
        merge.add_argument("--language", default="ko", choices=translations.LANGUAGES)
        verbs.add_parser("compile", help="write the .mo files; also done at every start")
        verbs.add_parser(
            "check", help="list what is missing, untranslated, fuzzy, unused or has other placeholders; exit 1 if any"
        )

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        try:
            if verb == "update":
                translations.update()
            elif verb == "set":
                unknown = translations.set_translations(translations.load_pairs(options["file"]), options["language"])
                for source in unknown:
                    self.stderr.write(f"no source string reads: {source}")
            elif verb == "check":
                self._check()
            translations.compile_stale()
        except ValueError as error:
            raise CommandError(str(error)) from error

    def _check(self) -> None:
        incomplete = 0
        for language in translations.LANGUAGES:
            report = translations.check(language)
            for kind in ("missing", "untranslated", "fuzzy", "placeholders", "unused"):
                for text in getattr(report, kind):
                    self.stdout.write(f"{language} {kind}: {text!r}")
                    incomplete += 1
        if incomplete:
            raise CommandError(
                f"{incomplete} strings need attention: bin/manage translations update, then translations set FILE.json"
            )
        self.stdout.write("All strings are translated.")
