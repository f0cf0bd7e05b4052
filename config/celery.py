"""The Celery application. Tasks carry ids; rows are the truth, the broker only wakes workers."""

import os
from typing import Any

import pghistory
from celery import Celery, Task
from django.apps import apps

from config.environment import prepare

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


class HistoryTask(Task):  # type: ignore[type-arg]
    """Every task runs in a history context, so that each change it makes says which task made it."""

    abstract = True

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        with pghistory.context(task=self.name):
            return super().__call__(*args, **kwargs)


# As the program `celery` starts it, this module comes first. Django loads it too, for `.delay()`; its entry points have
# prepared what they need by then, and `manage.py stop` must not start a server.
if not apps.apps_ready:
    prepare()
app = Celery("ieum", task_cls=HistoryTask)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(related_name="jobs")
