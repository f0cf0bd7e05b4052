"""What gunicorn serves."""

import os
from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

from config.environment import prepare

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
prepare()


class Announced:
    """The body of a request. One that ends before its announced length raises OSError.

    Without it the last file of an upload whose connection broke would be kept, cut short, as if it were whole.
    """

    def __init__(self, stream: Any, length: int) -> None:
        self.stream, self.left = stream, length

    def read(self, size: int = -1) -> bytes:
        return self._taken(self.stream.read(self.left if size is None or size < 0 else size), size)

    def readline(self, size: int = -1) -> bytes:
        return self._taken(self.stream.readline(self.left if size is None or size < 0 else size), size)

    def _taken(self, data: bytes, size: int) -> bytes:
        self.left -= len(data)
        if not data and size != 0 and self.left > 0:
            raise OSError(f"the connection broke {self.left} bytes before the end of the request")
        return data


def whole_bodies(serve: Callable[..., Iterable[bytes]]) -> Callable[..., Iterable[bytes]]:
    """The application, reading only bodies that come to their end."""

    def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        length = environ.get("CONTENT_LENGTH") or ""
        if length.isdecimal():
            environ["wsgi.input"] = Announced(environ["wsgi.input"], int(length))
        return serve(environ, start_response)

    return application


application = whole_bodies(get_wsgi_application())
