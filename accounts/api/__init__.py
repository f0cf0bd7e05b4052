"""What every part of the API shares: keys and scopes, limits, filters, cursor pages, answers, errors as sentences.

Records are only read. A resource is a ``Resource``: its rows (``accounts.rows``), its FilterSet and its scope;
``addresses`` makes its list and detail. Every answer is logged with the ids it gave.
"""

from accounts.api.answers import ERRORS, NOT_FOUND, BadRequest, Error
from accounts.api.asking import TokenAuthentication, scopes_of
from accounts.api.document import ID, NOT_MODIFIED, page_parameters
from accounts.api.parameters import next_address, read_flag, read_id, read_page_size, read_place
from accounts.api.views import ApiView, Resource, addresses

__all__ = [
    "ERRORS",
    "ID",
    "NOT_FOUND",
    "NOT_MODIFIED",
    "ApiView",
    "BadRequest",
    "Error",
    "Resource",
    "TokenAuthentication",
    "addresses",
    "next_address",
    "page_parameters",
    "read_flag",
    "read_id",
    "read_page_size",
    "read_place",
    "scopes_of",
]
