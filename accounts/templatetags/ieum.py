"""Tags and filters of every page: ``{% load ieum %}``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django import forms, template
from django.contrib.messages.storage.base import Message
from django.forms import BoundField
from django.http import HttpRequest
from django.template import Context
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from accounts import words
from accounts.fields import DayField, read_as
from accounts.models import SavedView

register = template.Library()


# ------------------------------------------------------------------------------------------------- saved views


@register.simple_tag(takes_context=True)
def saved_views(context: Context) -> dict[str, Any]:
    """The views this person saved on this page, and which page that is: none for one whose conditions are not kept.
    One query.
    """
    request: HttpRequest = context["request"]
    page = request.resolver_match.url_name if request.resolver_match else ""
    if page not in SavedView.PAGES:
        return {"page": "", "rows": (), "query": ""}
    rows = SavedView.objects.filter(user=request.user.pk, page=page)
    return {"page": page, "rows": rows, "query": request.GET.urlencode()}


# ------------------------------------------------------------------------------------------------- small things


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """``{% icon "check" %}``: one of static/icons.svg. With ``label`` it stands alone; else words stand beside it."""
    sprite = static("icons.svg")
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="{}#i-{}"/></svg>', label, sprite, name
        )
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}#i-{}"/></svg>', sprite, name)


@register.filter
def day(value: date | datetime | None, style: str = "") -> SafeString | str:
    """A day in a ``<time>``: ``2025. 8. 13.(수)``.

    Styles: ``plain`` without the weekday, ``short`` without the year where it is this year's.
    """
    if not value:
        return ""
    year = timezone.localdate().year if style == "short" else None
    text = words.day_words(value, weekday=style != "plain", this_year=year)
    return format_html('<time datetime="{}">{}</time>', words.local_day(value).isoformat(), text)


@register.filter
def day_text(value: date | datetime | None, style: str = "") -> str:
    """The same as text alone, for attributes and mails."""
    year = timezone.localdate().year if style == "short" else None
    return words.day_words(value, weekday=style != "plain", this_year=year)


@register.filter
def moment(value: datetime | None) -> SafeString | str:
    """A day and time in a ``<time>``."""
    if not value:
        return ""
    return format_html('<time datetime="{}">{}</time>', value.isoformat(timespec="minutes"), words.moment_words(value))


@register.simple_tag
def period(start: date | None, end: date | None) -> SafeString:
    """``{% period trip.starts_on trip.ends_on %}``: ``2025. 8. 6.–15.``"""
    return format_html('<span class="nowrap">{}</span>', words.period_words(start, end))


@register.filter
def dday(due: date | datetime | None, on: date | None = None) -> SafeString:
    """``{{ due|dday:on }}``: D-3, 오늘, D+12. ``on`` is today where the reader is, unless given."""
    text, when = words.dday_words(words.local_day(due) if due else None, on or timezone.localdate())
    return format_html('<span class="dday" data-when="{}">{}</span>', when, text)


@register.filter
def counted(number: int | None, what: str = "record") -> str:
    """``{{ n|counted }}`` 12건 · ``{{ n|counted:"person" }}`` 27명 · ``:"place"`` 11곳 · ``:"time"`` 3회."""
    return words.counted(number, what)


@register.filter
def counter(what: str) -> str:
    """``{{ "record"|counter }}``: what stands small behind a large number, 건; nothing in English."""
    return words.COUNTERS[what] if words.korean() else ""


@register.filter
def size(number: int) -> str:
    """Bytes as people say them."""
    return words.size_words(number)


@register.filter
def get(mapping: Any, key: Any) -> Any:
    """``{{ mapping|get:key }}``; None where there is none."""
    return mapping.get(key) if mapping else None


@register.simple_tag
def state(kind: str, text: str, icon_name: str = "") -> SafeString:
    """``{% state "in-force" text %}``: words, shape and colour. The icon follows from the kind unless named."""
    icons = {
        "in-force": "check", "done": "check", "to-decide": "clock", "ask": "ask", "lapsed": "warn", "late": "warn",
        "new": "plus", "match": "link", "silent": "silent", "missing": "doc", "draft": "edit",
    }  # fmt: skip
    name = icon_name or icons.get(kind, "")
    return format_html('<span class="state" data-state="{}">{}{}</span>', kind, icon(name) if name else "", text)


# ------------------------------------------------------------------------------------------------- the frame


@register.simple_tag(takes_context=True)
def nav_item(context: Context, url_name: str, icon_name: str, text: str, count: str = "") -> SafeString | str:
    """One line of the navigation; nothing where the address does not exist. ``count`` names a key of ``nav_counts``."""
    try:
        address = reverse(url_name)
    except NoReverseMatch:
        return ""
    request: HttpRequest | None = context.get("request")
    path = request.path if request else ""
    here = path == address if address == "/" else path.startswith(address)
    number = (context.get("nav_counts") or {}).get(count or url_name)
    return format_html(
        '<li><a href="{}"{}>{}{}{}</a></li>',
        address,
        SafeString(' aria-current="page"') if here else "",
        icon(icon_name),
        text,
        _nav_number(number) if number else "",
    )


def _nav_number(number: Any) -> SafeString:
    """A count, or (count, "hot") for what is late."""
    value, hot = number if isinstance(number, tuple) else (number, "")
    return format_html('<span class="number{}">{}</span>', " hot" if hot else "", value)


@register.filter
def undo_address(message: Message) -> str:
    """Where a message's Undo posts to; see ``accounts.pages.say``."""
    for tag in (message.extra_tags or "").split():
        if tag.startswith("undo:"):
            return tag.removeprefix("undo:")
    return ""


# ------------------------------------------------------------------------------------------------- forms and lists


@register.filter
def as_input(field: BoundField, extra: str = "") -> SafeString:
    """The field's widget in the house's classes. ``extra`` adds classes, say ``short``."""
    widget = field.field.widget
    if isinstance(widget, forms.CheckboxInput | forms.RadioSelect | forms.CheckboxSelectMultiple):
        return field.as_widget()
    given = widget.attrs.get("class", "")
    return field.as_widget(attrs={"class": " ".join(part for part in ("input", given, extra) if part)})


@register.filter
def widget_kind(field: BoundField) -> str:
    """Which markup parts/field.html takes: ``choices`` (radios, boxes), ``box`` (one checkbox), ``file``, ``input``."""
    widget = field.field.widget
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "choices"
    if isinstance(widget, forms.CheckboxInput):
        return "box"
    return "file" if isinstance(widget, forms.FileInput) else "input"


@register.filter
def form_groups(form: forms.BaseForm) -> list[tuple[str, list[list[BoundField]]]]:
    """(legend, rows of one or two fields) by the form's ``groups``; what they do not name stands last, unnamed."""
    groups: Sequence[tuple[Any, Sequence[str | tuple[str, ...]]]] = getattr(form, "groups", ())
    named: set[str] = set()
    out: list[tuple[str, list[list[BoundField]]]] = []
    for legend, rows in groups:
        fields = []
        for row in rows:
            names = [name for name in ((row,) if isinstance(row, str) else row) if name in form.fields]
            named.update(names)
            if names:
                fields.append([form[name] for name in names])
        if fields:
            out.append((str(legend), fields))
    rest = [[field] for field in form.visible_fields() if field.name not in named]
    if rest:
        out.append(("", rest))
    return out


@register.filter
def read_back(field: BoundField) -> str:
    """What a day that was typed is understood as; empty for other fields."""
    return read_as(field.value()) if isinstance(field.field, DayField) else ""


@register.simple_tag
def wrong_places(form: forms.BaseForm | None, formsets: Iterable[Any] | None = None) -> list[dict[str, str]]:
    """What is to be mended: the sentence, the label of its field, the id to jump to. Hidden fields have no place."""
    places: list[dict[str, str]] = []
    for one in _forms(form, formsets):
        for name, errors in one.errors.items():
            bound = one[name] if name in one.fields else None
            place = {"id": "", "label": ""}
            if bound is not None and not bound.is_hidden:
                place = {"id": bound.auto_id, "label": str(bound.label)}
            places += [{**place, "text": str(error)} for error in errors]
    for formset in formsets or ():
        places += [{"id": formset.prefix, "label": "", "text": str(error)} for error in formset.non_form_errors()]
    return places


def _forms(form: forms.BaseForm | None, formsets: Iterable[Any] | None) -> Iterable[forms.BaseForm]:
    if form is not None and form.is_bound:
        yield form
    for formset in formsets or ():
        if formset.is_bound:
            yield from formset.forms
