from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "meetings"

    def ready(self) -> None:
        from meetings.models import documents_of_visible_meetings, documents_of_visible_reports
        from partners.models import DocumentQuerySet

        DocumentQuerySet.holders += [documents_of_visible_reports, documents_of_visible_meetings]
