"""What was agreed: agreements, projects, commitments; the proposals they were read from; reminders of them."""

from cooperation.models.agreements import SIGNED_STATES, Agreement, AgreementQuerySet, OfAgreementQuerySet
from cooperation.models.amendments import Amendment, Decision, DecisionKind
from cooperation.models.checks import AgreementCheck, CheckAnswer, CheckRound, CheckRoundQuerySet
from cooperation.models.commitments import (
    Certainty,
    Commitment,
    CommitmentKind,
    CommitmentQuerySet,
    CommitmentState,
    Precision,
)
from cooperation.models.parties import (
    AgreementFile,
    AgreementParty,
    FileRole,
    documents_hidden_by_agreements,
    papers_of_agreements,
)
from cooperation.models.projects import (
    ActivityQuerySet,
    AgreementActivity,
    OfProjectQuerySet,
    Project,
    ProjectPartner,
    ProjectQuerySet,
    ProjectStage,
)
from cooperation.models.proposals import (
    BECAME,
    DECIDED_INTO,
    Match,
    Proposal,
    ProposalKind,
    ProposalQuerySet,
    ProposalState,
)
from cooperation.models.readings import AskedReading, AskedReadingQuerySet, AskedState
from cooperation.models.reminders import (
    SUBJECTS,
    Delivery,
    DeliveryState,
    OwnQuerySet,
    Reminder,
    Rule,
)
from cooperation.models.sidewords import SideWord
from cooperation.models.standing import Position
from cooperation.models.uploads import Upload, UploadedFile, UploadOutcome
from cooperation.models.wording import (
    FORCE,
    AgreementState,
    AgreementType,
    Closing,
    Missing,
    Renewal,
    Standing,
    Term,
)

__all__ = [
    "BECAME",
    "DECIDED_INTO",
    "FORCE",
    "SIGNED_STATES",
    "SUBJECTS",
    "ActivityQuerySet",
    "Agreement",
    "AgreementActivity",
    "AgreementCheck",
    "AgreementFile",
    "AgreementParty",
    "AgreementQuerySet",
    "AgreementState",
    "AgreementType",
    "Amendment",
    "AskedReading",
    "AskedReadingQuerySet",
    "AskedState",
    "Certainty",
    "CheckAnswer",
    "CheckRound",
    "CheckRoundQuerySet",
    "Closing",
    "Commitment",
    "CommitmentKind",
    "CommitmentQuerySet",
    "CommitmentState",
    "Decision",
    "DecisionKind",
    "Delivery",
    "DeliveryState",
    "FileRole",
    "Match",
    "Missing",
    "OfAgreementQuerySet",
    "OfProjectQuerySet",
    "OwnQuerySet",
    "Position",
    "Precision",
    "Project",
    "ProjectPartner",
    "ProjectQuerySet",
    "ProjectStage",
    "Proposal",
    "ProposalKind",
    "ProposalQuerySet",
    "ProposalState",
    "Reminder",
    "Renewal",
    "Rule",
    "SideWord",
    "Standing",
    "Term",
    "Upload",
    "UploadOutcome",
    "UploadedFile",
    "documents_hidden_by_agreements",
    "papers_of_agreements",
]
