"""Reading what an address asks for: ids, cursors, page sizes, flags."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework.request import Request

from accounts.api.answers import BadRequest
from accounts.cursors import read_cursor

SMALLEST_PAGE, USUAL_PAGE, LARGEST_PAGE = 1, 50, 200


def read_id(text: str) -> UUID:
    """The id in an address; what is none is answered like an unknown one (Http404)."""
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None


def read_page_size(request: Request) -> int:
    """``page_size``: 1 to 200, 50 unless given. Raises BadRequest."""
    text = request.query_params.get("page_size", "")
    if not text:
        return USUAL_PAGE
    if not (text.isascii() and text.isdecimal() and len(text) < 6 and SMALLEST_PAGE <= int(text) <= LARGEST_PAGE):
        raise BadRequest(
            {
                "page_size": [
                    _("Give a number from %(least)s to %(most)s.") % {"least": SMALLEST_PAGE, "most": LARGEST_PAGE}
                ]
            }
        )
    return int(text)


def read_flag(request: Request, name: str) -> bool:
    """``1``/``true`` or ``0``/``false``; absent is false. Raises BadRequest."""
    text = request.query_params.get(name, "").lower()
    if text not in {"", "0", "1", "true", "false"}:
        raise BadRequest({name: [_("Give 1 or 0.")]})
    return text in {"1", "true"}


def read_place(request: Request, *types: Any) -> list[Any] | None:
    """What ``cursor`` says, if it is there. Raises BadRequest for a cursor that is none of ours."""
    text = request.query_params.get("cursor")
    if not text:
        return None
    try:
        return read_cursor(text, *types)
    except ValueError:
        raise BadRequest({"cursor": [_("This cursor is none of ours. Take it from “next” of an answer.")]}) from None


def next_address(request: Request, cursor: str) -> str:
    """The address of the next page: this one with another cursor."""
    query = request.query_params.copy()
    query["cursor"] = cursor
    query.pop("count", None)
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
