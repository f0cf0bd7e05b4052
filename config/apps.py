from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """The composition root is an app too, so that Django finds its commands and checks. It has no models."""

    name = "config"

    def ready(self) -> None:
        # The checks register themselves; the Celery application is the one that ``.delay()`` of any process finds.
        from config import celery, checks  # noqa: F401
