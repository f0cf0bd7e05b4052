"""Why a document was not read, and what to do about it: one sentence for each code, in Korean and in English.

The Reading carries the Korean one; pages translate the English one, and a test holds the catalogue to the Korean here.
Codes are stable: they are kept with readings.
"""

from __future__ import annotations

from typing import NamedTuple


class Sentence(NamedTuple):
    """One refusal in words."""

    korean: str
    english: str


def _(text: str) -> str:
    """Marks the English sentence for the catalogue; this package knows nothing of translation."""
    return text


SENTENCES: dict[str, Sentence] = {
    # The file
    "empty": Sentence(
        "빈 파일입니다. 내용이 있는 보고서를 올리십시오.", _("The file is empty. Upload a report with text in it.")
    ),
    "too_large": Sentence(
        "50 MB가 넘는 파일입니다. 그림을 줄이거나 본문을 붙여넣으십시오.",
        _("The file is larger than 50 MB. Make its pictures smaller, or paste the text."),
    ),
    "too_large_unzipped": Sentence(
        "압축을 풀면 200 MB가 넘는 파일입니다. 그림을 줄이거나 본문을 붙여넣으십시오.",
        _("Unpacked, the file is larger than 200 MB. Make its pictures smaller, or paste the text."),
    ),
    "drm": Sentence(
        "문서보안(DRM)이 걸린 파일입니다. 해제 후 올리거나 본문을 붙여넣으십시오.",
        _("The file is under document security (DRM). Release it and upload it again, or paste the text."),
    ),
    "encrypted": Sentence(
        "암호가 걸린 파일입니다. 암호를 풀어 저장한 뒤 올리십시오.",
        _("The file has a password. Save it without one and upload it again."),
    ),
    "scanned": Sentence(
        "글자가 없는 스캔 PDF입니다. 원본 문서나 글자를 인식한 PDF를 올리거나 본문을 붙여넣으십시오.",
        _("This PDF is a scan without text. Upload the original or a PDF with recognised text, or paste the text."),
    ),
    "damaged": Sentence(
        "파일이 손상되어 읽을 수 없습니다. 원래 프로그램에서 열어 다시 저장한 뒤 올리거나 본문을 붙여넣으십시오.",
        _("The file is damaged. Open it in its own program, save it again and upload it, or paste the text."),
    ),
    "old_hwp": Sentence(
        "옛 한글(3.x 이하) 파일입니다. 한글에서 hwpx나 hwp로 다시 저장해 올리거나 본문을 붙여넣으십시오.",
        _("This is a file of an old Hangul (3.x or before). Save it as hwpx or hwp and upload it, or paste the text."),
    ),
    "old_doc": Sentence(
        "옛 워드(.doc) 파일입니다. 워드에서 docx로 다시 저장해 올리거나 본문을 붙여넣으십시오.",
        _("This is a file of an old Word (.doc). Save it as docx and upload it, or paste the text."),
    ),
    "misnamed": Sentence(
        "파일 이름의 확장자와 내용이 다릅니다. 파일을 확인하고 확장자를 내용에 맞추어 다시 올리십시오.",
        _("The ending of the file's name does not fit its content. Look at the file and give it a name that fits."),
    ),
    "unknown_format": Sentence(
        "읽을 수 없는 형식의 파일입니다. hwpx, hwp, docx, pdf, txt, md로 올리거나 본문을 붙여넣으십시오.",
        _("Files of this kind are not read. Upload hwpx, hwp, docx, pdf, txt or md, or paste the text."),
    ),
    "not_text": Sentence(
        "글자로 된 파일이 아닙니다. UTF-8로 저장한 텍스트나 hwpx, hwp, docx, pdf로 올리십시오.",
        _("The file is not text. Save it as text in UTF-8, or upload hwpx, hwp, docx or pdf."),
    ),
    "unsafe_xml": Sentence(
        "문서 안에 외부 개체 선언이 있어 열지 않았습니다. 한글이나 워드에서 다시 저장해 올리십시오.",
        _("The document declares external entities and was not opened. Save it again in Hangul or Word and upload it."),
    ),
    "too_deep": Sentence(
        "표 안의 표가 너무 깊은 문서입니다. 표를 풀어 저장하거나 본문을 붙여넣으십시오.",
        _("Tables stand too deep inside tables. Save the document without them, or paste the text."),
    ),
    # The reading of it
    "time_limit": Sentence(
        "20초 안에 읽지 못했습니다. 문서를 나누거나 본문만 붙여넣으십시오.",
        _("The document could not be read within 20 seconds. Split it, or paste the text."),
    ),
    "memory_limit": Sentence(
        "읽는 데 메모리가 너무 많이 필요한 파일입니다. 그림을 빼고 저장하거나 본문만 붙여넣으십시오.",
        _("Reading this document takes too much memory. Save it without pictures, or paste the text."),
    ),
    "crashed": Sentence(
        "파일을 읽다가 멈췄습니다. 다시 저장해 올리거나 본문을 붙여넣으십시오.",
        _("Reading stopped midway. Save the document again and upload it, or paste the text."),
    ),
    # What it is
    "plan": Sentence(
        "출장계획입니다. 결과보고서로 읽지 않고, 예정된 출장으로 등록할 수 있습니다.",
        _("This is a plan of a trip, not a report. Enter it as a planned trip; the report joins it later."),
    ),
    "blank_form": Sentence(
        "채워지지 않은 서식입니다. 내용을 적은 보고서를 올리십시오.",
        _("This is an empty form. Fill it in and upload it again."),
    ),
    "interview_record": Sentence(
        "면담·인터뷰 기록 모음으로 보입니다. 출장 결과보고서를 올리십시오.",
        _("This is a collection of interviews, not a report of one trip. Upload the report of the trip."),
    ),
    "field_notes": Sentence(
        "현장 메모로 보입니다. 출장 결과보고서를 올리십시오.",
        _("These look like field notes. Upload the report of the trip."),
    ),
    "not_a_report": Sentence(
        "출장 결과보고서가 아닙니다. 출장의 제목, 기간, 면담 내용이 있는 문서를 올리십시오.",
        _("This is no report of a trip. Upload a document with the title, the period and the meetings of a trip."),
    ),
}
