from django.apps import AppConfig


class CooperationConfig(AppConfig):
    name = "cooperation"

    def ready(self) -> None:
        from cooperation.models import documents_of_visible_agreements
        from partners.models import DocumentQuerySet

        DocumentQuerySet.holders.append(documents_of_visible_agreements)
