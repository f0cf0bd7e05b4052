from django.apps import AppConfig


class CooperationConfig(AppConfig):
    name = "cooperation"

    def ready(self) -> None:
        from cooperation.intake.answered import follow
        from cooperation.models import documents_hidden_by_agreements, papers_of_agreements
        from partners import ours
        from partners.models import DocumentQuerySet

        DocumentQuerySet.hiders.append(documents_hidden_by_agreements)
        DocumentQuerySet.papers.append(papers_of_agreements)
        ours.followers.append(follow)
