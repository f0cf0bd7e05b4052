"""Setting pages with typst, in this process or as a program of its own: typst keeps what it worked out, hundreds of
megabytes for a thousand cards, and gives it back only when its process ends. Knows nothing of Django.
"""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

PAGE = Path(__file__).with_name("page.typ")
LONGEST = 240  # seconds; a part takes a few


@cache
def fonts() -> Any:
    """The font, read once."""
    import noto_cjk_sans_otc
    import typst

    folder = str(Path(noto_cjk_sans_otc.__file__).parent)
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])


def typeset(given: str, *, page: Path = PAGE, tags: bool = True) -> tuple[bytes, list[int]]:
    """The file made of ``given``, which is JSON, and the page each row of a table begins on.

    No system font is used; the same to the byte while the records say the same.
    """
    import typst  # 40 MB, which only whoever makes a PDF loads

    compiler = typst.Compiler(page, font_paths=fonts(), sys_inputs={"given": given})
    made = compiler.compile(format="pdf", pdf_standards=["a-2b"], timestamp=0, pdf_tags=tags)
    assert isinstance(made, bytes)
    return made, next(iter(json.loads(compiler.query("<starts>", field="value"))), [])


def typeset_apart(given: str, *, tags: bool) -> tuple[bytes, list[int]]:
    """The same by a process of its own. Raises CalledProcessError, TimeoutExpired."""
    done = subprocess.run(
        [sys.executable, "-P", __file__, "tagged" if tags else "plain"],
        input=given.encode(),
        stdout=subprocess.PIPE,
        timeout=LONGEST,
        check=True,
    )
    starts, _line, made = done.stdout.partition(b"\n")
    return made, json.loads(starts)


if __name__ == "__main__":
    made, starts = typeset(sys.stdin.buffer.read().decode(), tags=sys.argv[1] == "tagged")
    sys.stdout.buffer.write(json.dumps(starts).encode() + b"\n" + made)
