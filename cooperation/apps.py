from django.apps import AppConfig


class CooperationConfig(AppConfig):
    name = "cooperation"

    def ready(self) -> None:
        from cooperation.intake.answered import follow
        from cooperation.models.papers import decide_who_sees
        from partners import ours

        decide_who_sees()
        ours.followers.append(follow)
