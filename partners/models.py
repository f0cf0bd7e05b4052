"""Who: organizations and people under all their names, and the documents that told us of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from accounts.history import tracked
from accounts.records import Record, Root, raise_version, touch
from accounts.visibility import Confidential, ConfidentialQuerySet, VisibleQuerySet
from partners import names
from partners.search import either, holding, search_column

if TYPE_CHECKING:
    from accounts.models import User

#: Stands beside ISO 3166-1 codes for bodies that belong to no country.
INTERNATIONAL = "INT"


def country_name(code: str) -> str:
    """The name of a country in the reader's language; empty for an unknown or empty code."""
    if code == INTERNATIONAL:
        return str(_("International"))
    return str(countries.name(code)) if code else ""


class SearchTextField(models.TextField[str, str]):
    """Search text of another column of the same row, computed at every save and bulk_create (TECH, Search).

    ``QuerySet.update`` passes it by: write names through save or bulk_create.
    """

    def __init__(self, *args: Any, of: str = "text", **kwargs: Any) -> None:
        self.of = of
        kwargs.update(editable=False, blank=True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        value = self.computed(getattr(model_instance, self.of))
        setattr(model_instance, self.attname, value)
        return value

    def computed(self, text: str) -> str:
        return names.search_text(text)


class NameKeyField(SearchTextField):
    """The normalised form of a name: two spellings with one key are the same spelling."""

    def computed(self, text: str) -> str:
        return names.norm(text)


# ---------------------------------------------------------------------------------------------- documents


class DocumentQuerySet(ConfidentialQuerySet):
    """Documents; what holds one (a report, an agreement) may hide it.

    Higher apps add to ``hiders`` a function that gives, for a user, the ids of the documents that a holder of theirs
    hides, as a one-column queryset. So nothing here looks upward. ``papers`` gives the ids of those whose holder alone
    decides, a report or an agreement: the same picture in a note hides none of them.
    """

    hiders: ClassVar[list[Callable[[User], models.QuerySet[Any, Any]]]] = []
    papers: ClassVar[list[Callable[[], models.QuerySet[Any, Any]]]] = []

    def participating(self, user: User) -> Q:
        return Q(uploaded_by=user.pk)

    def hiding(self, user: User) -> list[models.QuerySet[Any, Any]]:
        return [*super().hiding(user), *(hider(user).order_by() for hider in self.hiders)]

    def matching(self, text: str, user: User) -> Self:
        """Documents whose file name, or one of whose lines, holds every word of ``text``."""
        return self.filter(
            pk__in=either(
                Document.objects.filter(holding(text)).values("pk"),
                DocumentBlock.objects.filter(holding(text)).values("document_id"),
            )
        )


@tracked()
class Document(Confidential, Record):
    """A file as it was uploaded. The same bytes are kept once."""

    file = models.FileField(upload_to="documents/%Y/")
    name = models.CharField(_("file name"), max_length=255)
    sha256 = models.CharField(max_length=64, unique=True, editable=False)
    size = models.PositiveBigIntegerField(editable=False)  # bytes
    media_type = models.CharField(max_length=100, editable=False)
    language = models.CharField(max_length=8, blank=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="documents")
    search_text = search_column("name")

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="a_document_has_its_sha256"),
        ]

    def __str__(self) -> str:
        return self.name


class DocumentBlockQuerySet(VisibleQuerySet):
    parents = ("document",)


class DocumentBlock(models.Model):
    """One line, paragraph or table row of a document, as the reader saw it."""

    id = models.BigAutoField(primary_key=True)
    document = models.ForeignKey(Document, models.CASCADE, related_name="blocks")
    line = models.PositiveIntegerField()
    kind = models.CharField(max_length=16)
    text = models.TextField()
    level = models.PositiveSmallIntegerField(default=0)
    cells = ArrayField(models.TextField(), default=list)
    table = models.PositiveIntegerField(default=0)
    page = models.PositiveIntegerField(null=True)
    search_text = SearchTextField()

    objects = DocumentBlockQuerySet.as_manager()

    class Meta:
        ordering = ["document", "line"]
        constraints = [
            models.UniqueConstraint(fields=["document", "line"], name="a_line_stands_once_in_a_document"),
        ]
        indexes = [GinIndex(OpClass(F("search_text"), "gin_trgm_ops"), name="partners_block_search")]

    def __str__(self) -> str:
        return self.text


class Sourced(models.Model):
    """Mixin: where a record came from. A document with its words, or a person who typed it."""

    source_document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source document")
    )
    source_quote = models.TextField(_("quote"), blank=True)
    source_lines = ArrayField(models.PositiveIntegerField(), default=list, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    class Meta:
        abstract = True


# ------------------------------------------------------------------------------------------- organizations


class OrganizationKind(models.TextChoices):
    GOVERNMENT = "government", _("Government")
    PUBLIC_INSTITUTE = "public_institute", _("Public institute")
    RESEARCH_INSTITUTE = "research_institute", _("Research institute")
    UNIVERSITY = "university", _("University")
    COMPANY = "company", _("Company")
    INTERNATIONAL = "international", _("International body")
    ASSOCIATION = "association", _("Association")
    DEPARTMENT = "department", _("Department")
    OTHER = "other", _("Other")


class OtherSide(models.TextChoices):
    """Where a body that is not ours stands, whenever it is met. The values are those of a meeting's sides."""

    THEIRS = "theirs", _("Partner (theirs)")
    THIRD = "third", _("Third party")


class OrganizationQuerySet(VisibleQuerySet):
    """Organizations are never confidential."""

    def ours(self) -> Self:
        return self.filter(ours=True)

    def named(self, text: str) -> Self:
        """Organizations one of whose names is exactly this, spelling differences of case and marks aside."""
        return self.filter(pk__in=OrganizationName.objects.filter(key=names.norm(text)).values("organization"))

    def matching(self, text: str, user: User) -> Self:
        """Organizations one of whose names, as far as ``user`` may see them, holds every word of ``text``."""
        return self.filter(
            pk__in=either(
                OrganizationName.objects.visible_to(user).filter(holding(text)).values("organization_id"),
                Organization.objects.filter(holding(text)).values("pk"),
            )
        )


@tracked()
class Organization(Sourced, Root):
    """A body: partner, funder, or one of us. ``name`` is what we call it; all its spellings are in ``names``.

    ``ours`` marks the institute itself and its departments (주관부서), which name it, or one another, as ``parent``.
    ``other_side`` is the answer of whoever was asked about a body that is not ours; empty: it follows from the meeting.
    """

    name = models.CharField(_("name"), max_length=300)
    kind = models.CharField(_("kind"), max_length=24, choices=OrganizationKind, blank=True)
    country = models.CharField(_("country"), max_length=3, blank=True)  # ISO 3166-1 alpha-2, INT, or unknown
    city = models.CharField(_("city"), max_length=100, blank=True)
    website = models.URLField(_("website"), blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("parent organization")
    )
    ours = models.BooleanField(_("ours"), default=False)
    other_side = models.CharField(_("on whose side, if not ours"), max_length=8, choices=OtherSide, blank=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors", verbose_name=_("successor")
    )
    started_on = models.DateField(_("since"), null=True, blank=True)
    ended_on = models.DateField(_("until"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    search_text = search_column("name")

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="an_organization_has_a_name"),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="no_organization_is_its_own_parent"),
            models.CheckConstraint(condition=~Q(successor=F("id")), name="no_organization_succeeds_itself"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(started_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="an_organization_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(country="") | Q(country=INTERNATIONAL) | Q(country__regex=r"^[A-Z]{2}$"),
                name="a_country_is_an_iso_code_or_int",
            ),
            models.CheckConstraint(
                condition=~Q(kind=OrganizationKind.DEPARTMENT) | Q(parent__isnull=False),
                name="a_department_belongs_to_an_organization",
            ),
            models.CheckConstraint(
                condition=Q(other_side="") | Q(other_side__in=OtherSide.values, ours=False),
                name="a_body_of_ours_stands_on_no_other_side",
            ),
        ]
        indexes = [
            models.Index(fields=["country"]),
            models.Index(Upper("name"), name="partners_org_name_upper"),
            GinIndex(OpClass(F("search_text"), "gin_trgm_ops"), name="partners_org_search"),
        ]
        triggers = [raise_version()]

    def __str__(self) -> str:
        return self.name

    @property
    def country_name(self) -> str:
        return country_name(self.country)

    def add_name(
        self, text: str, kind: str, *, language: str = "", by: User | None = None, **source: Any
    ) -> tuple[OrganizationName, bool]:
        """Keep one more spelling, once. Returns it and whether it is new.

        An empty spelling raises ValueError.
        """
        text = " ".join(text.split())
        if not text:
            raise ValueError("a name cannot be empty")
        return OrganizationName.objects.get_or_create(
            organization=self,
            key=names.norm(text),
            defaults={"text": text, "kind": kind, "language": language or names.language_of(text), "entered_by": by}
            | source,
        )


class NameKind(models.TextChoices):
    OFFICIAL = "official", _("Official name")
    ACRONYM = "acronym", _("Acronym")
    TRANSLITERATION = "transliteration", _("Transliteration")
    FORMER = "former", _("Former name")
    OTHER = "other", _("Other spelling")


class NameQuerySet(VisibleQuerySet):
    """A name read from a hidden document is hidden with it."""

    parents = ("source_document",)


class Name(Sourced, Record):
    """One spelling, with what it is and when it was in use."""

    text = models.CharField(_("name"), max_length=300)
    language = models.CharField(_("language"), max_length=8, blank=True)  # BCP 47, as "ko", "en", "es"
    kind = models.CharField(_("kind"), max_length=16, choices=NameKind, default=NameKind.OFFICIAL)
    until = models.DateField(_("until"), null=True, blank=True)
    key = NameKeyField()
    search_text = SearchTextField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.text


@tracked(exclude=["key", "search_text"])
class OrganizationName(Name):
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="names")

    objects = NameQuerySet.as_manager()

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="a_name_of_an_organization_is_not_empty"),
            models.UniqueConstraint(fields=["organization", "key"], name="an_organization_has_a_spelling_once"),
        ]
        indexes = [
            models.Index(fields=["key"]),
            GinIndex(OpClass(F("search_text"), "gin_trgm_ops"), name="partners_org_name_search"),
        ]
        triggers = [touch("organization_id", "partners_organization")]


# -------------------------------------------------------------------------------------------------- people


class PersonQuerySet(VisibleQuerySet):
    """People are never confidential; erased ones are tombstones that only keep counts true."""

    def named(self, text: str) -> Self:
        """People one of whose names is exactly this, spelling differences of case and marks aside."""
        return self.filter(pk__in=PersonName.objects.filter(key=names.norm(text)).values("person"))

    def matching(self, text: str, user: User) -> Self:
        """People one of whose names that ``user`` may see holds every word of ``text``; erased ones never."""
        return self.filter(
            erased_at__isnull=True,
            pk__in=either(
                PersonName.objects.visible_to(user).filter(holding(text)).values("person_id"),
                Person.objects.filter(holding(text)).values("pk"),
            ),
        )


@tracked()
class Person(Sourced, Root):
    """Someone we met or hear of; not an account. ``user`` says which of us it is, if any.

    ``name`` is without honorific; Korean names stand family name first. Two people may share a name.
    """

    name = models.CharField(_("name"), max_length=200)
    honorific = models.CharField(_("honorific"), max_length=32, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    country = models.CharField(_("country"), max_length=3, blank=True)
    note = models.TextField(_("note"), blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="person", verbose_name=_("user")
    )
    retention_review_on = models.DateField(_("retention review"), null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)
    search_text = search_column("name")

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        verbose_name_plural = "people"
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="") | Q(erased_at__isnull=False), name="a_person_has_a_name_unless_erased"
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(email="", phone="", note="", user__isnull=True),
                name="an_erased_person_keeps_no_data",
            ),
        ]
        indexes = [GinIndex(OpClass(F("search_text"), "gin_trgm_ops"), name="partners_person_search")]
        triggers = [raise_version()]

    def __str__(self) -> str:
        return self.name or str(_("(erased)"))

    def add_name(
        self, text: str, kind: str = NameKind.OTHER, *, by: User | None = None, **source: Any
    ) -> tuple[PersonName, bool]:
        """Keep one more spelling, once. Returns it and whether it is new. An empty one raises ValueError."""
        text = " ".join(text.split())
        if not text:
            raise ValueError("a name cannot be empty")
        return PersonName.objects.get_or_create(
            person=self,
            key=names.norm(text),
            defaults={"text": text, "kind": kind, "language": names.language_of(text), "entered_by": by} | source,
        )


@tracked(exclude=["key", "search_text"])
class PersonName(Name):
    person = models.ForeignKey(Person, models.CASCADE, related_name="names")

    objects = NameQuerySet.as_manager()

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="a_name_of_a_person_is_not_empty"),
            models.UniqueConstraint(fields=["person", "key"], name="a_person_has_a_spelling_once"),
        ]
        indexes = [
            models.Index(fields=["key"]),
            GinIndex(OpClass(F("search_text"), "gin_trgm_ops"), name="partners_person_name_search"),
        ]
        triggers = [touch("person_id", "partners_person")]


class AffiliationQuerySet(VisibleQuerySet):
    parents = ("source_document",)

    def on(self, day: date) -> Self:
        """Those held on that day; an open end counts as held."""
        return self.filter(Q(since__isnull=True) | Q(since__lte=day), Q(until__isnull=True) | Q(until__gte=day))


@tracked()
class Affiliation(Sourced, Record):
    """A person at an organization under a title, from and until when. Several at once are normal."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="affiliations", verbose_name=_("person"))
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="affiliations", verbose_name=_("organization")
    )
    title = models.CharField(_("position"), max_length=200, blank=True)
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    seen_on = models.DateField(null=True, blank=True, editable=False)  # the last day a record shows it

    objects = AffiliationQuerySet.as_manager()

    class Meta:
        ordering = ["-seen_on", "-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(since__isnull=True) | Q(until__gte=F("since")),
                name="an_affiliation_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["person", "organization", "title", "since"],
                nulls_distinct=False,
                name="an_affiliation_stands_once",
            ),
        ]
        indexes = [models.Index(fields=["organization", "person"])]
        triggers = [touch("person_id", "partners_person")]

    def __str__(self) -> str:
        return " · ".join(part for part in (self.organization.name, self.title) if part)
