#!/usr/bin/env python
"""Django's command line, with the embedded database started and the history context open."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        from config import command_line
    except ImportError as error:
        raise SystemExit(
            f"{error}. Is the virtual environment active? bin/manage makes one; or: pip install -r requirements.txt"
        ) from error
    command_line.execute(sys.argv)


if __name__ == "__main__":
    main()
