from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "meetings"

    def ready(self) -> None:
        from meetings.models import (
            documents_hidden_by_meetings,
            documents_hidden_by_notes,
            documents_hidden_by_reports,
            papers_of_reports,
        )
        from meetings.sides import follow
        from partners import ours
        from partners.models import DocumentQuerySet

        DocumentQuerySet.hiders += [
            documents_hidden_by_reports,
            documents_hidden_by_meetings,
            documents_hidden_by_notes,
        ]
        DocumentQuerySet.papers.append(papers_of_reports)
        ours.followers.append(follow)
