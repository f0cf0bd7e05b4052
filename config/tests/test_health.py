import pytest
from django.test import Client


@pytest.mark.django_db
def test_a_stranger_learns_only_that_the_system_is_alive(client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")
