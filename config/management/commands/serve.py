import signal
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from config import serving
from config.home import home
from config.setup import SetupError, set_up


class Command(BaseCommand):
    help = "Set up what is missing, then run web, worker and clock until Ctrl-C. bin/serve calls this."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--host", default="127.0.0.1", help="127.0.0.1 is this machine only")
        parser.add_argument("--no-sample", action="store_true", help="leave a new database empty")

    def handle(self, *args: Any, host: str, port: int, no_sample: bool, **options: Any) -> None:
        # So that whatever was started is stopped again, also when the signal comes during the set-up.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
        signal.signal(signal.SIGINT, signal.default_int_handler)  # shells start background jobs deaf to it
        said: list[str] = []

        def say(line: str) -> None:
            said.append(line)
            self.stdout.write(line)
            self.stdout.flush()

        try:
            with serving.claim(home(), host, port) as state:
                set_up(say, sample=not no_sample)
                connections.close_all()
                code = serving.run(state, host, port, self._greeting(host, port, said))
        except KeyboardInterrupt:
            code = 0
        except (serving.ServingError, SetupError) as error:
            raise CommandError(str(error)) from None
        sys.exit(code)

    def _greeting(self, host: str, port: int, said: list[str]) -> list[str]:
        """Where to go and how to sign in. The first password is repeated here, below the noise of the start."""
        first = [line for line in said if "password" in line]
        return [
            "",
            f"  Ieum is at http://{host}:{port}",
            *(
                f"  {line}"
                for line in first or ["Sign in with your name; bin/manage changepassword NAME sets a new password."]
            ),
            f"  Data is in {home()}. Ctrl-C stops everything.",
            "",
        ]
