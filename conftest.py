"""Tests get a home, a database server and a history context of their own; nothing they do touches what bin/serve keeps.

The home is `$IEUM_TEST_HOME` (bin/test makes a fresh one) or `test` inside the usual home, where a server that does not
wait for the disk is started for the run and stopped after it. The server in DATABASE_URL is used instead where it is
set. Every run, and every worker of pytest-xdist, has a database of its own: several runs go side by side.
"""

import os
import re
from importlib.util import find_spec
from pathlib import Path

from config.home import REPOSITORY, home

os.environ.setdefault("IEUM_TEST_HOME", str(home() / "test"))
os.environ.setdefault("IEUM_TEST_RUN", str(os.getpid()))
os.environ["IEUM_HOME"] = os.environ["IEUM_TEST_HOME"]
os.environ.setdefault("IEUM_EMBEDDED_DURABLE", "0")
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
# Settings of this machine must not change what tests say.
os.environ["EMAIL_URL"] = os.environ["BROKER_URL"] = ""
os.environ["STATIC_COLLECTED"] = os.environ["DEBUG"] = "0"

import django

from config.environment import prepare

prepare()
django.setup()

pytest_plugins = ["config.tests.fixtures", "config.tests.cast", "config.tests.browser"]

# `pip install -r requirements.txt` brings what nearly all tests need; what needs more is left out, and the run says so.
MISSING = "|".join(name for name in ("schemathesis", "axe_playwright_python") if not find_spec(name))
collect_ignore = [
    str(file)
    for file in REPOSITORY.glob("*/tests/test_*.py")
    if MISSING and re.search(rf"^(from|import) ({MISSING})\b", file.read_text(), re.MULTILINE)
]


def pytest_report_header() -> list[str]:
    names = ", ".join(str(Path(file).relative_to(REPOSITORY)) for file in collect_ignore)
    return [f"left out until `pip install -r requirements-dev.txt`: {names}"] if names else []
