"""The page that tells by which rules a document is read: docs/reading.md, in the reader's language."""

from __future__ import annotations

import re
from functools import cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.views.decorators.http import require_GET
from markdown_it import MarkdownIt

_FILES = {"ko": "reading.ko.md"}
#: ``<!-- rule: meetings -->`` before a heading names the part that reasons on the review screen link to.
_ANCHOR = re.compile(r"^<!-- rule: ([a-z]+) -->\n+", re.MULTILINE)
_NEXT = re.compile(r"^## ", re.MULTILINE)


@require_GET
def reading_rules(request: HttpRequest) -> HttpResponse:
    """Every rule with an example; ``#meetings`` is the part about meetings."""
    return render(request, "meetings/rules.html", {"parts": rules(get_language() or "ko")})


@cache
def rules(language: str) -> tuple[tuple[str, str, SafeString], ...]:
    """The parts of the rules as (anchor, title, HTML of what stands under it). The file is our own, so its text is
    trusted; raw HTML in it is escaped all the same.
    """
    text = (settings.BASE_DIR / "docs" / _FILES.get(language[:2], "reading.md")).read_text(encoding="utf-8")
    renderer = MarkdownIt("commonmark", {"html": False}).enable("table")
    pieces = _ANCHOR.split(text)[1:]
    out = []
    for anchor, part in zip(pieces[::2], pieces[1::2], strict=True):
        title, _, body = part.partition("\n")
        html = renderer.render(_NEXT.split(body, maxsplit=1)[0])
        out.append((anchor, title.lstrip("# "), mark_safe(html)))  # noqa: S308
    return tuple(out)
