"""Who of us: people and machines that sign in, their roles and tokens, and what was read."""

from __future__ import annotations

import hashlib
import secrets
import zoneinfo
from datetime import date, datetime
from typing import ClassVar, Self

from django.contrib.auth.models import AbstractUser, UserManager
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.history import tracked
from accounts.records import Record, new_id


class Role(models.TextChoices):
    """What a user may do; each includes the one before (DOMAIN, Permissions)."""

    VIEWER = "viewer", _("Viewer")
    OFFICER = "officer", _("Officer")
    MANAGER = "manager", _("Manager")
    ADMINISTRATOR = "administrator", _("Administrator")


RANK = {Role.VIEWER: 0, Role.OFFICER: 1, Role.MANAGER: 2, Role.ADMINISTRATOR: 3}


class Language(models.TextChoices):
    """Languages of the pages; each in its own name."""

    KOREAN = "ko", "한국어"
    ENGLISH = "en", "English"


def is_time_zone(name: str) -> None:
    """Raises ValidationError when ``name`` is no IANA time zone."""
    if name not in zoneinfo.available_timezones():
        raise ValidationError(
            _("“%(name)s” is no time zone. Give one such as Asia/Seoul."), params={"name": name}, code="time_zone"
        )


@tracked(exclude=["password", "last_login"])
class User(AbstractUser):
    """A person or service that signs in. Not a Person of the registry: ``Person.user`` says which of us it is.

    ``is_service`` marks the accounts of machines: no password, tokens only; they see confidential rows only where
    ``sees_confidential`` grants it. While absent, or once inactive, mail goes to ``delegate``, else to a manager.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    display_name = models.CharField(_("name"), max_length=100, blank=True)
    role = models.CharField(_("role"), max_length=16, choices=Role, default=Role.VIEWER)
    language = models.CharField(_("language"), max_length=8, choices=Language, default=Language.KOREAN)
    time_zone = models.CharField(_("time zone"), max_length=64, default="Asia/Seoul", validators=[is_time_zone])
    country = models.CharField(_("country"), max_length=2, default="KR")  # whose working days count
    is_service = models.BooleanField(_("service account"), default=False)
    sees_confidential = models.BooleanField(_("sees confidential records"), default=False)
    delegate = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="stands_in_for", verbose_name=_("delegate")
    )
    absent_from = models.DateField(_("absent from"), null=True, blank=True)
    absent_until = models.DateField(_("absent until"), null=True, blank=True)
    wants_digest = models.BooleanField(_("daily digest by mail"), default=True)
    wants_overview = models.BooleanField(_("overview by mail on Mondays"), default=False)

    objects: ClassVar[UserManager[Self]] = UserManager()

    class Meta:
        ordering = ["username"]
        constraints = [
            models.CheckConstraint(condition=Q(role__in=Role.values), name="a_user_has_a_known_role"),
            models.CheckConstraint(
                condition=Q(absent_until__isnull=True) | Q(absent_until__gte=F("absent_from")),
                name="an_absence_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=~Q(delegate=F("id")), name="nobody_is_their_own_delegate"),
        ]

    def __str__(self) -> str:
        return self.display_name or self.get_full_name() or self.username

    def at_least(self, role: Role) -> bool:
        """Whether this user may do what ``role`` may. Service accounts write no record."""
        if self.is_service:
            return role is Role.VIEWER
        return RANK[Role(self.role)] >= RANK[role]

    # Django's own pages ask these. The role decides, not marks an account keeps when its role changes.

    def has_perm(self, perm: str, obj: object = None) -> bool:
        return self.is_active and self.is_administrator

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_active and self.is_administrator

    @property
    def is_officer(self) -> bool:
        return self.at_least(Role.OFFICER)

    @property
    def is_manager(self) -> bool:
        return self.at_least(Role.MANAGER)

    @property
    def is_administrator(self) -> bool:
        return self.at_least(Role.ADMINISTRATOR)

    @property
    def sees_everything(self) -> bool:
        """Managers see every confidential row; a service account only if granted."""
        return self.sees_confidential if self.is_service else self.is_manager or self.sees_confidential

    def is_away(self, on: date) -> bool:
        """Whether mail of that day goes to somebody else."""
        if not self.is_active:
            return True
        return (
            self.absent_from is not None
            and self.absent_from <= on
            and (self.absent_until is None or on <= self.absent_until)
        )


class SavedView(Record):
    """Conditions of a list or of the overview that somebody named, to come back to. Seen by its owner alone."""

    #: The pages whose conditions can be kept.
    PAGES = frozenset(
        {"dashboard", "agreements", "commitments", "projects", "trips", "meetings", "organizations", "people"}
    )
    LONGEST = 1000  # characters of conditions

    user = models.ForeignKey(User, models.CASCADE, related_name="saved_views")
    page = models.CharField(max_length=40)  # the name of the address
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=LONGEST)  # what stands behind the question mark

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["user", "page", "name"], name="a_saved_view_has_its_own_name"),
            models.CheckConstraint(condition=~Q(name=""), name="a_saved_view_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Scope(models.TextChoices):
    """What a token may do: read records, or have documents read, which writes nothing into the records."""

    READ = "read", _("Read all records")
    ORGANIZATIONS = "organizations:read", _("Read organizations and people")
    MEETINGS = "meetings:read", _("Read trips, meetings and reports")
    AGREEMENTS = "agreements:read", _("Read agreements and projects")
    COMMITMENTS = "commitments:read", _("Read commitments")
    READINGS = "readings", _("Have documents read")


#: The scopes that ``Scope.READ`` holds: all that read records.
RECORDS = frozenset({Scope.READ, Scope.ORGANIZATIONS, Scope.MEETINGS, Scope.AGREEMENTS, Scope.COMMITMENTS})


class ApiToken(Record):
    """A key to the API. Only its SHA-256 is kept; the key itself is shown once, when it is issued."""

    user = models.ForeignKey(User, models.CASCADE, related_name="tokens")
    name = models.CharField(_("name"), max_length=100)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    scopes = ArrayField(models.CharField(max_length=32, choices=Scope), verbose_name=_("scopes"))
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)
    last_used_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(condition=Q(scopes__len__gt=0), name="a_token_has_at_least_one_scope"),
        ]

    def __str__(self) -> str:
        return self.name

    @staticmethod
    def digest_of(key: str) -> str:
        return hashlib.sha256(key.encode()).hexdigest()

    @classmethod
    def issue(
        cls, *, user: User, name: str, scopes: list[str], expires_at: datetime | None = None
    ) -> tuple[ApiToken, str]:
        """Make a token and return it with its key, which cannot be shown again."""
        key = f"ieum_{secrets.token_urlsafe(32)}"
        token = cls.objects.create(
            user=user, name=name, scopes=scopes, expires_at=expires_at, digest=cls.digest_of(key)
        )
        return token, key

    def is_usable(self, at: datetime | None = None) -> bool:
        at = at or timezone.now()
        return self.revoked_at is None and (self.expires_at is None or at < self.expires_at) and self.user.is_active


class ReadLog(models.Model):
    """Who looked at whose data, when, from where and what for; public bodies keep this a year or more.

    No foreign keys: the log outlives what it speaks of. ``ids`` are those shown on a page, or of one download.
    """

    at = models.DateTimeField(default=timezone.now, db_index=True)
    actor = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=150)
    purpose = models.CharField(max_length=32)  # page, download, api, export
    address = models.GenericIPAddressField(null=True)
    kind = models.CharField(max_length=64)  # "partners.Person"
    ids = ArrayField(models.UUIDField(), default=list)
    path = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_name} {self.kind}"


class Heartbeat(models.Model):
    """When a process of ours last said it lives; ``celery inspect`` cannot tell over our broker (TECH)."""

    name = models.CharField(primary_key=True, max_length=100)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
