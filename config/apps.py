from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """The composition root is an app too, so that Django finds its commands and checks. It has no models."""

    name = "config"

    def ready(self) -> None:
        from config import checks  # noqa: F401  registers the checks
