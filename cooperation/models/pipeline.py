"""The way of a project from stage to stage, as the database keeps it: which stage may follow, told by a step each time.

The same table serves the verb, the page and the trigger, so that none of them knows a way the others do not.
"""

# ruff: noqa: S608  nothing but our own names stands in these statements

from __future__ import annotations

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cooperation.models.across import never


class ProjectStage(models.TextChoices):
    IDEA = "idea", _("Idea")
    PROPOSED = "proposed", _("Proposed")
    UNDER_REVIEW = "under_review", _("Under review")
    APPROVED = "approved", pgettext_lazy("stage", "Approved")
    REJECTED = "rejected", pgettext_lazy("stage", "Rejected")
    RUNNING = "running", _("Running")
    CLOSED = "closed", _("Closed")


#: Stages at which something is still to be done; at the others a next step is no longer asked for.
LIVE = [
    ProjectStage.IDEA,
    ProjectStage.PROPOSED,
    ProjectStage.UNDER_REVIEW,
    ProjectStage.APPROVED,
    ProjectStage.RUNNING,
]
#: Which stages may follow. A rejected project is proposed again for a later year; any may be given up.
FORWARD: dict[ProjectStage, list[ProjectStage]] = {
    ProjectStage.IDEA: [ProjectStage.PROPOSED, ProjectStage.CLOSED],
    ProjectStage.PROPOSED: [ProjectStage.UNDER_REVIEW, ProjectStage.REJECTED, ProjectStage.CLOSED],
    ProjectStage.UNDER_REVIEW: [ProjectStage.APPROVED, ProjectStage.REJECTED, ProjectStage.CLOSED],
    ProjectStage.APPROVED: [ProjectStage.RUNNING, ProjectStage.CLOSED],
    ProjectStage.REJECTED: [ProjectStage.PROPOSED, ProjectStage.CLOSED],
    ProjectStage.RUNNING: [ProjectStage.CLOSED],
    ProjectStage.CLOSED: [],
}
#: One step back, for what was moved too early. A closed project goes back to where it was closed.
BACK: dict[ProjectStage, list[ProjectStage]] = {
    ProjectStage.PROPOSED: [ProjectStage.IDEA],
    ProjectStage.UNDER_REVIEW: [ProjectStage.PROPOSED],
    ProjectStage.APPROVED: [ProjectStage.UNDER_REVIEW],
    ProjectStage.REJECTED: [ProjectStage.UNDER_REVIEW],
    ProjectStage.RUNNING: [ProjectStage.APPROVED],
}
_PAIRS = ", ".join(
    f"('{stage.value}', '{to.value}')" for stage in ProjectStage for to in [*FORWARD[stage], *BACK.get(stage, [])]
)
_LAST = "SELECT {what} FROM cooperation_projectstep WHERE project_id = {project} ORDER BY ordinal DESC LIMIT 1"


def _refuses(name: str, where: str) -> str:
    return (
        f"IF {where} THEN RAISE EXCEPTION USING ERRCODE = '23514', CONSTRAINT = '{name}', MESSAGE = '{name}'; END IF; "
    )


def of_projects() -> list[pgtrigger.Trigger]:
    moves = "a_project_moves_to_a_stage_that_follows"
    later = "a_rejected_project_returns_for_a_later_year"
    told = "a_project_moves_by_a_step_that_is_kept"
    closed_at = _LAST.format(what="was", project="NEW.id")
    return [
        pgtrigger.Trigger(
            name=moves,
            operation=pgtrigger.Update,
            when=pgtrigger.Before,
            func=(
                "IF NEW.stage <> OLD.stage THEN "
                + _refuses(
                    moves,
                    f"(OLD.stage <> 'closed' AND (OLD.stage, NEW.stage) NOT IN ({_PAIRS})) "
                    f"OR (OLD.stage = 'closed' AND NEW.stage IS DISTINCT FROM ({closed_at}))",
                )
                + "END IF; RETURN NEW;"
            ),
        ),
        pgtrigger.Trigger(
            name=later,
            operation=pgtrigger.Update,
            when=pgtrigger.Before,
            func=_refuses(
                later,
                "OLD.stage = 'rejected' AND NEW.stage = 'proposed' AND "
                "(NEW.target_year IS NULL OR NEW.target_year <= OLD.target_year)",
            )
            + "RETURN NEW;",
        ),
        pgtrigger.Trigger(
            name=told,
            operation=pgtrigger.Update,
            when=pgtrigger.After,
            timing=pgtrigger.Deferred,
            func=(
                "IF NEW.stage <> OLD.stage THEN "
                + _refuses(
                    told,
                    f"({_LAST.format(what='stage', project='NEW.id')}) IS DISTINCT FROM "
                    "(SELECT stage FROM cooperation_project WHERE id = NEW.id)",
                )
                + "END IF; RETURN NULL;"
            ),
        ),
    ]


def of_steps() -> list[pgtrigger.Trigger]:
    stays = "a_step_of_a_project_stays_as_it_was_taken"
    return [
        never(
            "a_project_stands_where_its_last_step_led",
            f"SELECT 1 FROM cooperation_project whole WHERE whole.id = NEW.project_id AND "
            f"whole.stage IS DISTINCT FROM ({_LAST.format(what='stage', project='whole.id')})",
        ),
        never(
            "the_steps_of_a_project_follow_each_other",
            "SELECT 1 FROM (SELECT was, moved_on, lag(stage) OVER taken AS before, lag(moved_on) OVER taken AS earlier "
            "FROM cooperation_projectstep WHERE project_id = NEW.project_id WINDOW taken AS (ORDER BY ordinal)) step "
            "WHERE step.was <> step.before OR step.moved_on < step.earlier",
        ),
        pgtrigger.Trigger(
            name=stays,
            operation=pgtrigger.Update | pgtrigger.Delete,
            when=pgtrigger.Before,
            func=_refuses(stays, "true") + "RETURN OLD;",
        ),
    ]
