from django.apps import AppConfig
from django.contrib.admin import apps as admin


class AdminConfig(admin.AdminConfig):
    """Django's own pages, opened by the role of the user."""

    default = False  # of this module's two, Django takes the other for "config"
    default_site = "config.admin_site.AdminSite"


class ConfigConfig(AppConfig):
    """The composition root is an app too, so that Django finds its commands and checks. It has no models."""

    name = "config"

    def ready(self) -> None:
        # The checks register themselves; the Celery application is the one that ``.delay()`` of any process finds.
        from config import celery, checks  # noqa: F401
