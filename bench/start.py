"""How long until bin/serve answers: the first time on an empty home, and again.

The environment is there already; making it is a matter of the network. The baseline is one bare start of Django with
all apps.
"""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

from bench import Figure
from config.home import REPOSITORY

PATIENCE = 180  # seconds


def run() -> list[Figure]:
    return [
        Figure("bare start of Django", _seconds([sys.executable, "manage.py", "diffsettings"]), "s"),
        Figure("first start until a page answers", _until_it_answers(), "s", mark=160),
        Figure("second start until a page answers", _until_it_answers(), "s", mark=10),
    ]


def _seconds(command: list[str]) -> float:
    begin = time.perf_counter()
    subprocess.run(command, cwd=REPOSITORY, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begin


def _until_it_answers() -> float:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    begin = time.perf_counter()
    server = subprocess.Popen(
        [sys.executable, "manage.py", "serve", "--port", str(port)],
        cwd=REPOSITORY,
        env=os.environ | {"STATIC_COLLECTED": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while time.perf_counter() - begin < PATIENCE and server.poll() is None:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5):
                    return time.perf_counter() - begin
            except (OSError, urllib.error.URLError):
                time.sleep(0.05)
        raise SystemExit("bin/serve did not answer; run it to see why.")
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=60)
