"""Why a document was not read, as the page says it: in Korean and in English, the Korean as the reader has it."""

from __future__ import annotations

import pytest
from django.utils import translation

from cooperation.intake.reasons import refusal_words
from meetings.models import ReadingState, ReportRevision
from meetings.reader.refusals import SENTENCES


@pytest.mark.parametrize("code", SENTENCES)
def test_each_refusal_has_its_sentence_in_both_languages(code: str) -> None:
    revision = ReportRevision(state=ReadingState.REFUSED, refusal_code=code, refusal="–")
    with translation.override("ko"):
        assert refusal_words(revision) == SENTENCES[code].korean
    with translation.override("en"):
        assert refusal_words(revision) == SENTENCES[code].english
