"""bin/bench NAME [--json] [--score]"""

import argparse
import dataclasses
import importlib
import json
import os
import platform
import sys
from pathlib import Path

from bench import Figure


def names() -> list[str]:
    return sorted(file.stem for file in Path(__file__).parent.glob("*.py") if not file.stem.startswith("_"))


def main() -> int:
    parser = argparse.ArgumentParser(prog="bin/bench")
    parser.add_argument("name", choices=names(), type=lambda name: name.replace("-", "_"))
    parser.add_argument("--json", action="store_true", help="for machines: one object, nothing else on standard output")
    parser.add_argument("--score", action="store_true", help="for reading: how well too, not only how fast")
    options = parser.parse_args()
    module = importlib.import_module(f"bench.{options.name}")
    if options.score and options.name != "reading":
        parser.error("--score goes with reading")
    figures: list[Figure] = module.run(score=True) if options.score else module.run()
    if options.json:
        print(
            json.dumps(
                {
                    "name": options.name,
                    "machine": f"{os.cpu_count()} cores, {platform.platform()}, Python {platform.python_version()}",
                    "figures": [dataclasses.asdict(figure) | {"missed": figure.missed} for figure in figures],
                },
                ensure_ascii=False,
                indent=2,
            )
        )  # fmt: skip
    else:
        print((module.__doc__ or options.name).strip().splitlines()[0])
        for figure in figures:
            print(figure)
    return 1 if any(figure.missed for figure in figures) else 0


if __name__ == "__main__":
    sys.exit(main())
