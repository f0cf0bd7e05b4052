"""Having a document read: sent once, asked for until it is there. Nothing of it goes into the records."""

from __future__ import annotations

from collections.abc import Callable
from tempfile import SpooledTemporaryFile
from typing import Any, TypeVar

from django.core.files.base import File
from django.http import Http404
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import exceptions, parsers, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api import ERRORS, ID, NOT_FOUND, NOT_MODIFIED, ApiView, BadRequest, Error, read_id
from accounts.models import Scope
from cooperation import readings
from cooperation.intake.receive import MAX_UPLOAD, Refused, clean_name
from cooperation.models import AskedReading, AskedState, AskedWhat

F = TypeVar("F", bound=Callable[..., Response])

CHUNK = 256 * 1024  # bytes
IN_MEMORY = 2 * 1024 * 1024  # bytes; what is longer goes to a temporary file
#: Seconds after which to ask again, while a document is read and while too many wait.
SOON, LATER = 1, 30


#: Where a reading is given.
ROUTES = {AskedWhat.REPORT: "api_reading", AskedWhat.LEDGER: "api_ledger"}


class TooLarge(exceptions.APIException):
    """413, with the size and the limit."""

    status_code = 413
    default_code = "too_large"


class TooManyWaiting(exceptions.APIException):
    """429 of one account, with when to come again."""

    status_code = 429
    default_code = "too_many_waiting"
    wait = LATER


class Asked(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    address = serializers.URLField(help_text="Where the reading will be.")
    state = serializers.ChoiceField(AskedState.choices)
    name = serializers.CharField()
    sha256 = serializers.CharField()
    size = serializers.IntegerField(help_text="Bytes.")
    kept_until = serializers.DateTimeField(help_text="From then on document and reading are gone.")


class ReadingDoc(serializers.Serializer[Any]):
    file = serializers.CharField()
    sha256 = serializers.CharField()
    language = serializers.CharField(allow_blank=True)
    is_trip_report = serializers.BooleanField()
    kind = serializers.CharField(help_text="trip_report, trip_plan, blank_form, interview_record or other.")
    reason = serializers.CharField(allow_null=True, help_text="Why it was refused, in words.")
    reason_code = serializers.CharField(allow_null=True)
    reader_version = serializers.IntegerField()


class Reading(serializers.Serializer[Any]):
    doc = ReadingDoc()
    trip = serializers.DictField()
    meetings = serializers.ListField(child=serializers.DictField())
    agreements = serializers.ListField(child=serializers.DictField())
    commitments = serializers.ListField(child=serializers.DictField())
    organizations = serializers.ListField(child=serializers.DictField())
    people = serializers.ListField(child=serializers.DictField())
    submission = serializers.DictField()
    discrepancies = serializers.ListField(child=serializers.DictField())
    leftover = serializers.ListField(child=serializers.IntegerField())
    text_lines = serializers.IntegerField()


def sends(what: str, *, operation_id: str, summary: str, holds: str) -> Callable[[F], F]:
    """Decorator: the schema of a call that sends a file, as a form or as the body itself."""
    return extend_schema(
        operation_id=operation_id,
        summary=summary,
        tags=["readings"],
        parameters=[
            OpenApiParameter(
                "name",
                {"type": "string", "maxLength": 255},
                description=f"The file name with its ending. Needed where the {what} is the body itself.",
            )
        ],
        request={
            "multipart/form-data": {
                "type": "object",
                "properties": {"file": {"type": "string", "format": "binary"}},
                "required": ["file"],
            },
            "application/octet-stream": {"type": "string", "format": "binary"},
        },
        responses={
            202: OpenApiResponse(Asked, f"Taken; “address”, also in Location, will hold {holds}."),
            413: OpenApiResponse(Error, f"The {what} is too large."),
            **ERRORS,
        },
    )


class ReadingsView(ApiView):
    """Takes a document, as a form with ``file`` or as the body itself."""

    scope = Scope.READINGS
    what = AskedWhat.REPORT
    parser_classes = [parsers.MultiPartParser]
    parameters = frozenset({"name"})

    @sends(
        "document",
        operation_id="ask_for_reading",
        summary="Send a document to be read. Nothing of it goes into the records.",
        holds="the reading",
    )
    def post(self, request: Request) -> Response:
        return self.take(request)

    def take(self, request: Request) -> Response:
        """Keep the document of the call to be read."""
        self.refuse_unknown()
        try:
            document, name = _sent(request)
        except OSError:
            raise BadRequest({"file": [_("The document did not arrive whole. Send it again.")]}) from None
        try:
            row = readings.ask(document, name, by=self.user, what=self.what)
        except Refused as refused:
            raise TooLarge(str(refused), refused.code) from None
        except readings.Busy:
            raise TooManyWaiting(
                _("%(most)d of your documents wait to be read. Send the next ones when some of them are done.")
                % {"most": readings.MOST_WAITING}
            ) from None
        return _not_yet(request, row)


class ReadingView(ApiView):
    """One reading: what its account asked for, to nobody else."""

    scope = Scope.READINGS
    what = AskedWhat.REPORT

    @extend_schema(
        operation_id="read_reading",
        summary="What was read from a document, as bin/manage read_report prints it; a refusal is a reading too.",
        tags=["readings"],
        parameters=[ID],
        responses={
            200: Reading,
            202: OpenApiResponse(Asked, "It is still being read; Retry-After says when to ask again."),
            304: NOT_MODIFIED,
            **ERRORS,
            **NOT_FOUND,
        },
    )
    def get(self, request: Request, pk: str) -> Response:
        return self.give(request, pk)

    def give(self, request: Request, pk: str) -> Response:
        """The reading, or how far it is."""
        self.refuse_unknown()
        row = AskedReading.objects.visible_to(self.user).filter(pk=read_id(pk), what=self.what).first()
        if row is None:
            raise Http404
        if not row.reading:
            return _not_yet(request, row)
        return self.sent(row.reading.encode(), AskedReading._meta.label, [row.pk])


def _not_yet(request: Request, row: AskedReading) -> Response:
    address = request.build_absolute_uri(reverse(ROUTES[AskedWhat(row.what)], args=[row.pk]))
    body = {
        "id": row.pk,
        "address": address,
        "state": row.state,
        "name": row.name,
        "sha256": row.sha256,
        "size": row.size,
        "kept_until": readings.kept_until(row),
    }
    headers = {"Location": address, "Retry-After": str(SOON), "Cache-Control": "private, no-store"}
    return Response(body, status=202, headers=headers)


def _sent(request: Request) -> tuple[File[bytes], str]:
    """The document of the call and its name. Raises BadRequest where either is missing, and OSError for half of one."""
    name = request.query_params.get("name", "")
    document: File[bytes]
    if request.content_type.partition(";")[0].strip().lower() == "multipart/form-data":
        files = request.FILES.getlist("file")
        if len(files) != 1:
            raise BadRequest({"file": [_("Send one document, as the file “file” of the form.")]})
        document, name = files[0], name or files[0].name
    else:
        document = _body(request)
        if not document.size:
            text = _("There is no document in this call. Send it as the file “file” of a form, or as the body.")
            raise BadRequest({"file": [text]})
    name = clean_name(name)
    if not name:
        raise BadRequest({"name": [_("Say what the file is called, ending included: ?name=report.hwpx.")]})
    return document, name


def _body(request: Request) -> File[bytes]:
    """The body of the call. What is over the limit is read past, so that the caller sees the answer, and not kept."""
    file, size = SpooledTemporaryFile[bytes](max_size=IN_MEMORY), 0  # it lives as long as the call
    while chunk := request._request.read(CHUNK):
        size += len(chunk)
        if size <= MAX_UPLOAD:
            file.write(chunk)
    document = File(file)
    document.size = size  # known already, and of more than was kept
    return document


ADDRESSES: list[URLPattern] = [
    path("readings/", ReadingsView.as_view(), name="api_readings"),
    path("readings/<str:pk>/", ReadingView.as_view(), name="api_reading"),
]
