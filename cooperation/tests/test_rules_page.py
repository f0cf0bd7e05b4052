"""The page of the rules of reading: complete in both languages, and every reason leads to a part of it."""

from __future__ import annotations

import re

import pytest

from cooperation.intake.reasons import RULES
from cooperation.models import ProposalKind
from meetings.views.rules import rules


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_part_has_a_title_and_rules_with_examples(language: str) -> None:
    parts = rules(language)
    assert len(parts) > 8
    for anchor, title, html in parts:
        assert title, anchor
        assert "rule:" not in title, anchor
        assert "<td>" in html, anchor
        assert "<!--" not in html


def test_both_languages_have_the_same_parts_and_as_many_rules_in_each() -> None:
    """A rule that is told in one language only is a rule half of the readers do not know."""

    def counted(language: str) -> list[tuple[str, int]]:
        return [(anchor, html.count("<tr>")) for anchor, _, html in rules(language)]

    assert counted("ko") == counted("en")


def test_the_korean_rules_are_korean() -> None:
    for anchor, title, html in rules("ko"):
        first_cells = re.findall(r"<tr>\s*<td>(.*?)</td>", html, re.DOTALL)
        assert re.search("[가-힣]", title), anchor
        assert all(re.search("[가-힣]", cell) for cell in first_cells if len(cell) > 30), anchor


def test_every_reason_of_a_proposal_leads_to_a_part() -> None:
    assert set(RULES) == set(ProposalKind)
    assert set(RULES.values()) <= {anchor for anchor, _, _ in rules("ko")}
