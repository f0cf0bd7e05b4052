"""What the reader of ledgers says in codes, in words for people."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cooperation.ledgers import Issue

KINDS = {
    "agreements": gettext_lazy("Agreements"),
    "trips": gettext_lazy("Trips"),
    "organizations": gettext_lazy("Organizations"),
    "people": gettext_lazy("People"),
}

FIELDS = {
    "number": gettext_lazy("number"),
    "title": gettext_lazy("title"),
    "kind": gettext_lazy("type"),
    "partners": gettext_lazy("partner organizations"),
    "partners_more": gettext_lazy("partners’ other names"),
    "country": gettext_lazy("country"),
    "city": gettext_lazy("city"),
    "signed_on": gettext_lazy("signed on"),
    "effective_from": gettext_lazy("in effect from"),
    "expires_on": gettext_lazy("last day"),
    "period": gettext_lazy("period"),
    "term": gettext_lazy("term"),
    "renewal": gettext_lazy("renewal"),
    "notice": gettext_lazy("notice period"),
    "notice_months": gettext_lazy("notice period"),
    "status": gettext_lazy("state"),
    "closed": gettext_lazy("closed"),
    "department": gettext_lazy("department in charge"),
    "officer": gettext_lazy("officer"),
    "content": gettext_lazy("main content"),
    "results": gettext_lazy("results"),
    "note": gettext_lazy("note"),
    "start": gettext_lazy("departure"),
    "end": gettext_lazy("return"),
    "purpose": gettext_lazy("purpose"),
    "travellers": gettext_lazy("travellers"),
    "headcount": gettext_lazy("number of people"),
    "nights": gettext_lazy("number of days"),
    "visited": gettext_lazy("organizations visited"),
    "rank": gettext_lazy("rank"),
    "cost": gettext_lazy("cost"),
    "submitted_on": gettext_lazy("report submitted on"),
    "registered_on": gettext_lazy("public registration on"),
    "name": gettext_lazy("name"),
    "name_en": gettext_lazy("name in English"),
    "acronym": gettext_lazy("acronym"),
    "former": gettext_lazy("former name"),
    "parent": gettext_lazy("parent organization"),
    "organization": gettext_lazy("organization"),
    "address": gettext_lazy("address"),
    "website": gettext_lazy("website"),
    "email": gettext_lazy("email"),
    "phone": gettext_lazy("phone"),
    "founded": gettext_lazy("founded"),
    "contact": gettext_lazy("contact person"),
    "field": gettext_lazy("field of work"),
}

_ISSUES = {
    "no_such_day": gettext_lazy("there is no such day"),
    "day_or_month": gettext_lazy("which number is the day and which the month is not clear"),
    "vague_day": gettext_lazy("no day or month is said"),
    "month_unclear": gettext_lazy("the month may be 1 or 10"),
    "day_not_read": gettext_lazy("not understood as a date"),
    "no_day_yet": gettext_lazy("no date yet"),
    "several_days": gettext_lazy("several dates; the last is taken"),
    "planned": gettext_lazy("only planned"),
    "year_supplied": gettext_lazy("the year is not written; it is taken from the ledger"),
    "words_beside_day": gettext_lazy("more than a date"),
    "not_understood": gettext_lazy("not understood"),
    "not_won": gettext_lazy("not in won"),
    "no_signing_day": gettext_lazy("counts from a signing date that is missing"),
    "not_said_signed": gettext_lazy("none; it will not be filed as signed"),
    "notice_not_whole": gettext_lazy("not a number of whole months"),
    "unnamed_bodies": gettext_lazy("there are more organizations than are named"),
    "unnamed_people": gettext_lazy("there are more people than are named"),
    "headcount_differs": gettext_lazy("another number of people than is named"),
    "names_unclear": gettext_lazy("which name belongs to which organization is not clear"),
    "country_not_known": gettext_lazy("not known as a country"),
    "no_partner": gettext_lazy("no partner organization"),
    "no_title": gettext_lazy("no title or name"),
    "several_bodies": gettext_lazy("several organizations in one row"),
    "ends_before_it_begins": gettext_lazy("ends before it begins"),
    "closed_by_remark": gettext_lazy("over, as a remark says; see whether it speaks of this agreement"),
    "after_the_ledger": gettext_lazy("signed after the day the ledger was made for"),
    "before_the_return": gettext_lazy("before the return"),
    "called_off": gettext_lazy("called off, it seems"),
    "shifted": gettext_lazy("the cells stood beside their columns and were moved"),
    "group_above": gettext_lazy("taken from the row above"),
    "nothing_above": gettext_lazy("says “as above”, but there is nothing above"),
    "formula_error": gettext_lazy("an error of a formula; the cell counts as empty"),
    "not_calculated": gettext_lazy("a formula without its value; open the file in Excel, save it, and try again"),
    "stray_quote": gettext_lazy("a quotation mark opens and does not close; the line was read as it stands"),
    "cell_cut": gettext_lazy("a cell is longer than 20,000 characters; the rest was left out"),
    "columns_cut": gettext_lazy("only the first 120 columns are read"),
    "after_today": gettext_lazy("later than today"),
    "left_out_private": gettext_lazy("identity numbers are not taken"),
}

_SKIPPED = {
    "header": gettext_lazy("head of the table"),
    "far": gettext_lazy("far below the table"),
    "above": gettext_lazy("above the head of the table"),
    "subtotal": gettext_lazy("subtotal"),
    "total": gettext_lazy("total"),
    "section": gettext_lazy("section line"),
    "footnote": gettext_lazy("footnote"),
    "number_only": gettext_lazy("only a number"),
    "nothing": gettext_lazy("nothing to read"),
}

_REFUSED = {
    "filed_already": gettext_lazy("This ledger was filed already."),
    "old_format": gettext_lazy("This is not an .xlsx file. Open it in Excel, save as xlsx (or CSV), and try again."),
    "encrypted": gettext_lazy(
        "The file has a password. Open it in Excel, take the password away, save as xlsx, and try again."
    ),
    "not_a_table": gettext_lazy("This is no spreadsheet. Save the ledger as xlsx or CSV and try again."),
    "damaged": gettext_lazy("The file is damaged. Open it in Excel, save as xlsx again, and try again."),
    "empty": gettext_lazy("The file is empty. Look at it in Excel, save it again, and try again."),
    "encoding": gettext_lazy("The text of the file cannot be read. Save as xlsx, or as CSV in UTF-8, and try again."),
    "no_table": gettext_lazy("There is no table in it. Save the ledger as xlsx or CSV and try again."),
    "no_head": gettext_lazy(
        "No row with the heads of a ledger was found (협약명, 상대기관, 체결일 …; 출장기간, 출장자 …). "
        "Give the columns such heads and try again."
    ),
    "too_large": gettext_lazy("The file is larger than 20 MB. Take pictures and other sheets out of it and try again."),
    "time_limit": gettext_lazy("Reading it took too long. Divide the ledger, or save it as CSV, and try again."),
    "memory_limit": gettext_lazy("It takes more memory than allowed. Save the sheet as CSV and try again."),
    "crashed": gettext_lazy("Reading it failed. Save the ledger as CSV and try again, or tell your administrator."),
    "interrupted": gettext_lazy("Reading it was interrupted several times. Try again later."),
    "too_long": gettext_lazy("The ledger is larger than 20,000 rows. Divide it and try again."),
}


def issue_words(issue: Issue) -> str:
    """One issue: the field, the words of the ledger, and what is wrong."""
    why = str(_ISSUES.get(issue.code, issue.code))
    name = str(FIELDS.get(issue.field, issue.field))
    if not issue.text:
        return why if not name else _("%(field)s: %(why)s") % {"field": name, "why": why}
    if not name:
        return _("“%(text)s”: %(why)s") % {"text": issue.text, "why": why}
    return _("%(field)s “%(text)s”: %(why)s") % {"field": name, "text": issue.text, "why": why}


def skipped_words(why: str) -> str:
    """Why a row is no entry."""
    return str(_SKIPPED.get(why, why))


def refused_words(code: str) -> str:
    """Why a file was not read, and what to do."""
    return str(_REFUSED.get(code, code))
