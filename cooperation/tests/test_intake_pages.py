"""The pages of intake, without JavaScript, as each role sees them."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import ReadLog, User
from config.tests.cast import SignIn
from cooperation.intake import questions
from cooperation.intake.decide import accept_all_clear, reject
from cooperation.models import Proposal, ProposalState
from cooperation.tests.intake_case import a_revision, an_upload, reading, the
from cooperation.tests.test_intake_decide import ON
from meetings.models import Meeting, ReadingState, ReportRevision, TripReport
from meetings.reader import read_report
from meetings.reader.reading import as_json
from meetings.tests.repeated import REPEATED
from partners.models import Document, Organization, Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(hana: User, sign_in: SignIn) -> Client:
    return sign_in(hana)


def _decide(client: Client, row: Proposal, action: str, **more: Any) -> Any:
    data = {"proposal": row.pk, "action": action, "seen": row.suggested or ""} | more
    return client.post(reverse("review_decide", args=[row.revision_id]), data, follow=True)


def test_an_upload_leads_to_its_progress(client: Client) -> None:
    page = client.post(reverse("upload"), {"files": SimpleUploadedFile("보고서.txt", b"x")}, follow=True)
    revision = ReportRevision.objects.get()
    assert page.redirect_chain[-1][0] == reverse("review", args=[revision.pk])
    assert 'http-equiv="refresh"' in page.content.decode()
    assert "<progress" in page.content.decode()


def test_several_files_at_once_are_answered_one_by_one(client: Client) -> None:
    files = [SimpleUploadedFile("a.txt", b"a"), SimpleUploadedFile("b.exe", b"b"), SimpleUploadedFile("c.md", b"a")]
    text = client.post(reverse("upload"), {"files": files}, follow=True).content.decode()
    assert TripReport.objects.count() == 1
    assert "b.exe" in text
    assert reverse("review", args=[ReportRevision.objects.get().pk]) in text


def test_an_upload_of_nothing_is_answered_in_words(client: Client) -> None:
    page = client.post(reverse("upload"), {"text": " "})
    assert page.status_code == 422
    assert 'role="alert"' in page.content.decode()


def test_of_a_hidden_file_no_link_is_given(client: Client, minsu: User) -> None:
    revision = an_upload(minsu, confidential=True)
    data = revision.document.file.read()
    text = client.post(reverse("upload"), {"files": SimpleUploadedFile("b.txt", data)}).content.decode()
    assert str(revision.pk) not in text
    assert str(revision.report_id) not in text


@pytest.mark.parametrize("name", ["upload", "reviews"])
def test_intake_is_for_officers(guest: User, sign_in: SignIn, name: str) -> None:
    assert sign_in(guest).get(reverse(name)).status_code == 403


def test_a_hidden_review_and_an_unknown_one_look_the_same(client: Client, minsu: User) -> None:
    hidden = a_revision(minsu)
    hidden.report.confidential = True
    hidden.report.save()
    for key in (hidden.pk, "01a20000-0000-7000-8000-000000000000"):
        assert client.get(reverse("review", args=[key])).status_code == 404
    assert hidden.report.title not in client.get(reverse("reviews")).content.decode()


def test_the_review_shows_each_proposal_with_its_reason_words_and_place(client: Client, hana: User) -> None:
    revision = a_revision(hana)
    row = the(revision, "meeting", "m1")
    text = client.get(reverse("review", args=[revision.pk]), {"at": str(row.pk)}).content.decode()
    for proposal in Proposal.objects.filter(revision=revision).exclude(kind="question"):
        assert f'id="p-{proposal.pk}"' in text
    assert "같은 날 국립위성센터" in text
    assert 'href="#l6"' in text
    assert '<mark class="current"' in text
    assert "면담 시작 시각이 다릅니다." in text


def test_the_review_works_at_every_proposal_and_in_every_mode(client: Client, hana: User) -> None:
    revision = a_revision(hana)
    for row in Proposal.objects.filter(revision=revision):
        for mode in ("", "change", "link"):
            assert client.get(reverse("review", args=[revision.pk]), {"at": str(row.pk), "do": mode}).status_code == 200
    assert client.get(reverse("review", args=[revision.pk]), {"at": "nonsense"}).status_code == 200


def test_the_review_takes_the_same_number_of_queries_for_many_proposals(
    client: Client, hana: User, django_assert_max_num_queries: Any
) -> None:
    revision = a_revision(hana)
    accept_all_clear(revision, by=hana, on=ON)
    with django_assert_max_num_queries(25):
        client.get(reverse("review", args=[revision.pk]))


def test_accepting_goes_on_to_the_next_that_waits(client: Client, hana: User) -> None:
    revision = a_revision(hana)
    page = _decide(client, the(revision, "organization", "o1"), "accept")
    assert page.redirect_chain[-1][0].endswith(f"#p-{the(revision, 'organization', 'o2').pk}")
    assert Organization.objects.get().name == "한빛우주연구원"


def test_changing_before_accepting_records_what_was_typed(client: Client, hana: User) -> None:
    row = the(a_revision(hana), "organization", "o2")
    _decide(client, row, "change", **{"change-canonical": "국립 위성 센터", "change-country": "cl", "change-kind": ""})
    record = Organization.objects.get()
    assert (record.name, record.country) == ("국립 위성 센터", "CL")


def test_what_was_typed_wrongly_comes_back_with_the_reason(client: Client, hana: User) -> None:
    row = the(a_revision(hana), "organization", "o2")
    page = _decide(client, row, "change", **{"change-canonical": "국립 위성 센터", "change-country": "칠레"})
    assert page.status_code == 422
    text = page.content.decode()
    assert "국립 위성 센터" in text
    assert "나라 코드" in text
    assert not Organization.objects.exists()


def test_every_kind_can_be_changed_and_accepted(client: Client, hana: User) -> None:
    revision = a_revision(hana)
    typed = {
        ("trip", "trip"): {"title": "출장", "start": "2026-10-12", "end": "26.10.17", "purpose": "목적"},
        ("person", "p2"): {"name": "Helena Ruiz", "honorific": "Dr.", "title": "Head"},
        ("meeting", "m1"): {"title": "면담", "kind": "workshop", "date": "2026-10-13", "start": "10:30"},
        ("agreement", "a1"): {"title": "협약", "type": "MOA", "signed_on": "2026-10-15", "term_years": "3"},
        ("commitment", "c1"): {
            "action": "목록", "side": "theirs", "kind": "request", "certainty": "certain", "due_end": "2026-12-01",
            "watched": "true",
        },
    }  # fmt: skip
    for (kind, key), values in typed.items():
        row = the(revision, kind, key)
        page = _decide(client, row, "change", **{f"change-{name}": value for name, value in values.items()})
        assert page.status_code == 200, page.content.decode()
        row.refresh_from_db()
        assert row.state == ProposalState.ACCEPTED, kind
    commitment = the(revision, "commitment", "c1").became_commitment
    assert commitment is not None
    assert (commitment.text, commitment.watched, str(commitment.due_end)) == ("목록", True, "2026-12-01")
    agreement = the(revision, "agreement", "a1").became_agreement
    assert agreement is not None
    assert (agreement.type, agreement.term_years, str(agreement.signed_on)) == ("MOA", 3, "2026-10-15")


def test_a_record_is_found_and_linked(client: Client, hana: User) -> None:
    centre = Organization.objects.create(name="Centro Satelital")
    centre.add_name("Centro Satelital", "official")
    row = the(a_revision(hana), "organization", "o2")
    text = client.get(reverse("review", args=[row.revision_id]), {"at": str(row.pk), "do": "link", "q": "satelital"})
    assert str(centre.pk) in text.content.decode()
    _decide(client, row, "link", record=centre.pk)
    assert centre.names.filter(text="CNS").exists()


def test_a_hidden_record_cannot_be_linked_to(client: Client, hana: User) -> None:
    hidden = Meeting.objects.create(title="비공개", held_on="2026-10-13", confidential=True)
    row = the(a_revision(hana), "meeting", "m1")
    assert _decide(client, row, "link", record=hidden.pk).status_code == 404


def test_what_a_manager_matched_does_not_show_an_officer_a_hidden_record(
    client: Client, hana: User, minsu: User
) -> None:
    host = Organization.objects.create(name="국립위성센터", country="CL")
    host.add_name("국립위성센터", "official")
    hidden = Meeting.objects.create(title="비공개 회동", held_on="2026-10-13", starts_at="10:00", host=host)
    Meeting.objects.update(confidential=True)
    revision = a_revision(hana)
    reject(the(revision, "organization", "o3"), by=minsu, on=ON)
    row = the(revision, "meeting", "m1")
    assert row.suggested == hidden.pk
    text = client.get(reverse("review", args=[revision.pk]), {"at": str(row.pk)}).content.decode()
    assert "비공개 회동" not in text
    assert str(hidden.pk) not in text
    _decide(client, row, "accept", seen="")
    assert Meeting.objects.count() == 2


def test_a_stale_page_says_who_decided_what(client: Client, hana: User, minsu: User) -> None:
    row = the(a_revision(hana), "organization", "o2")
    reject(row, by=minsu, on=ON)
    text = _decide(client, row, "accept").content.decode()
    assert "박민수 님이" in text
    assert "거부했습니다" in text
    assert not Organization.objects.exists()


def test_what_was_typed_on_a_stale_page_stays(client: Client, hana: User, minsu: User) -> None:
    row = the(a_revision(hana), "organization", "o2")
    reject(row, by=minsu, on=ON)
    page = _decide(client, row, "change", **{"change-canonical": "국립 위성 센터 칠레"})
    assert page.status_code == 409
    assert "국립 위성 센터 칠레" in page.content.decode()


def test_answering_undoing_and_all_clear_by_button(client: Client, hana: User) -> None:
    revision = a_revision(hana)
    client.post(reverse("review_accept_clear", args=[revision.pk]))
    assert Meeting.objects.count() == 1
    asked = Proposal.objects.get(revision=revision, data__ask="discrepancy")
    _decide(client, asked, "answer:both", word="둘 다 적혀 있음")
    asked.refresh_from_db()
    assert "둘 다 적혀 있음" in asked.answer
    page = _decide(client, asked, "undo")
    asked.refresh_from_db()
    assert asked.state == ProposalState.WAITING
    assert page.status_code == 200


def test_only_one_kind_is_accepted_where_one_is_asked_for(client: Client, hana: User) -> None:
    revision = a_revision(hana)
    client.post(reverse("review_accept_clear", args=[revision.pk]), {"kind": "organization"})
    assert Organization.objects.count() == 2
    assert not Person.objects.exists()


@pytest.mark.parametrize("action", ["", "explode", "answer:7", "answer:same"])
def test_a_button_that_is_not_ours_does_nothing(client: Client, hana: User, action: str) -> None:
    row = the(a_revision(hana), "question", "d1")
    assert _decide(client, row, action).status_code == 400


def test_the_last_decision_leads_to_what_came_of_it(client: Client, hana: User) -> None:
    revision = a_revision(hana)
    accept_all_clear(revision, by=hana, on=ON)
    first, last = Proposal.objects.filter(revision=revision, kind="question")
    questions.answer(first, questions.choices(first)[0], by=hana, on=ON)
    page = _decide(client, last, f"answer:{questions.choices(last)[0]}")
    assert page.redirect_chain[-1][0] == reverse("filed", args=[revision.report_id])
    text = page.content.decode()
    for name in ("위성자료 활용 협력 출장", "국립위성센터", "Elena Ruiz Prado", "자료 목록 송부", "서명자"):
        assert name in text


def test_what_came_of_a_report_shows_nobody_what_is_hidden(
    hana: User, minsu: User, guest: User, sign_in: SignIn
) -> None:
    revision = a_revision(hana)
    accept_all_clear(revision, by=hana, on=ON)
    Meeting.objects.update(confidential=True)
    text = sign_in(guest).get(reverse("filed", args=[revision.report_id])).content.decode()
    assert "위성자료 활용 협력 출장" in text
    assert "국립위성센터(CNS) 면담" not in text


def test_a_report_that_was_not_read_says_why_and_can_be_tried_again(client: Client, hana: User) -> None:
    revision = an_upload(hana)
    ReportRevision.objects.update(state=ReadingState.FAILED, refusal_code="OSError", tries=3)
    page = client.get(reverse("review", args=[revision.pk]))
    assert reverse("review_retry", args=[revision.pk]) in page.content.decode()
    client.post(reverse("review_retry", args=[revision.pk]))
    assert ReportRevision.objects.get().state == ReadingState.WAITING
    client.post(reverse("review_retry", args=[revision.pk]))
    assert "이미 읽고" in client.get(reverse("reviews")).content.decode()


def test_records_are_found_as_one_types_but_no_hidden_ones(client: Client, hana: User) -> None:
    revision = a_revision(hana)
    Meeting.objects.create(title="위성 자료 회의", held_on="2026-10-13")
    Meeting.objects.create(title="위성 비공개 회의", held_on="2026-10-13", confidential=True)
    row = the(revision, "meeting", "m1")
    address = reverse("review_find", args=[revision.pk])
    text = client.get(address, {"at": str(row.pk), "q": "위성"}).content.decode()
    assert "위성 자료 회의" in text
    assert "비공개" not in text
    assert client.get(address, {"at": str(revision.pk), "q": "위성"}).status_code == 404


def test_people_are_found_with_their_posts_but_no_hidden_ones_and_the_log_tells(client: Client, hana: User) -> None:
    revision = a_revision(hana)
    secret = Document.objects.create(name="비밀.txt", sha256="d" * 64, size=1, confidential=True)
    for name, body, source in (("한가람", "열린연구원", None), ("한가람", "숨은연구원", secret)):
        person = Person.objects.create(name=name)
        person.add_name(name, by=hana)
        person.affiliations.create(
            organization=Organization.objects.create(name=body), title="연구원", source_document=source
        )
    row = the(revision, "person", "p2")
    text = client.get(reverse("review_find", args=[revision.pk]), {"at": str(row.pk), "q": "한가람"}).text
    assert text.count("한가람") >= 2
    assert ("열린연구원" in text, "숨은연구원" in text) == (True, False)
    assert set(Person.objects.filter(name="한가람").values_list("pk", flat=True)) <= {
        key for entry in ReadLog.objects.filter(kind="partners.Person") for key in entry.ids
    }


def test_one_button_takes_back_what_was_decided_last_and_only_that(client: Client, hana: User, minsu: User) -> None:
    revision = a_revision(hana)
    address = reverse("review_undo", args=[revision.pk])
    assert "되돌릴 내 결정이 없습니다" in client.post(address, follow=True).content.decode()
    reject(the(revision, "person", "p2"), by=hana, on=ON)
    reject(the(revision, "person", "p3"), by=hana, on=ON)
    reject(the(revision, "organization", "o2"), by=minsu, on=ON)
    client.post(address)
    states = {key: the(revision, "person", key).state for key in ("p2", "p3")}
    assert states == {"p2": ProposalState.REJECTED, "p3": ProposalState.WAITING}
    assert the(revision, "organization", "o2").state == ProposalState.REJECTED, "another's decision stays"
    # A page that shows a decision which was made anew since takes nothing back.
    row = the(revision, "person", "p2")
    old = {"proposal": row.pk, "decided_at": "2020-01-01T00:00:00+00:00"}
    assert "거부했습니다" in client.post(address, old, follow=True).content.decode()
    assert the(revision, "person", "p2").state == ProposalState.REJECTED


def test_a_script_gets_what_changes_on_the_page_and_where_the_report_went(client: Client, hana: User) -> None:
    revision = a_revision(hana)
    row = the(revision, "organization", "o2")
    data = {"proposal": row.pk, "action": "accept", "seen": ""}
    answer = client.post(reverse("review_decide", args=[revision.pk]), data, headers={"X-Review": "parts"})
    assert "X-Review" in answer["Vary"]
    parts = answer.json()
    assert set(parts) == {"html", "lines", "toasts", "at", "doing"}
    assert f"p-{row.pk}" in parts["lines"]["l6"]
    assert "<html" not in parts["html"]
    client.post(reverse("review_accept_clear", args=[revision.pk]))
    reject(the(revision, "question", "d1"), by=hana, on=ON)
    [last] = Proposal.objects.filter(revision=revision).blocking()
    answer = client.post(
        reverse("review_decide", args=[revision.pk]),
        {"proposal": last.pk, "action": "answer:same"},
        headers={"X-Review": "parts"},
    )
    assert answer.json() == {"go": reverse("filed", args=[revision.report_id])}


def test_what_was_typed_stays_where_the_registry_changed_meanwhile(client: Client, hana: User) -> None:
    row = the(a_revision(hana), "organization", "o2")
    known = Organization.objects.create(name="국립위성센터", country="CL")
    known.add_name(known.name, "official")
    page = _decide(client, row, "change", **{"change-canonical": "국립 위성 센터 칠레", "change-country": "CL"})
    assert page.status_code == 409
    text = page.content.decode()
    assert "국립 위성 센터 칠레" in text
    assert "입력한 내용은 아래에 그대로 있습니다" in text
    assert f'name="seen" value="{known.pk}"' in text, "pressed again, it is a decision made knowingly"


def test_the_page_opens_after_what_was_decided_last(client: Client, hana: User) -> None:
    revision = a_revision(hana)
    reject(the(revision, "person", "p2"), by=hana, on=ON)
    page = client.get(reverse("review", args=[revision.pk]))
    assert page.context["screen"].current.row == the(revision, "person", "p3")


def test_a_passage_that_stands_twice_is_laid_beside_its_copy(client: Client, hana: User) -> None:
    content = reading()
    content["discrepancies"] = [
        one
        for one in as_json(read_report(REPEATED.encode(), "a.md"))["discrepancies"]
        if one["type"] == "duplicate_block"
    ]
    revision = a_revision(hana, content)
    page = client.get(reverse("review", args=[revision.pk])).content.decode()
    table = page.partition('<details class="copies" open>')[2].partition("</details>")[0]
    assert table.count("<tr") == 1 + 6
    assert table.count('<mark><span class="visually-hidden">다름: </span>') == 4  # a slip and a figure, on both sides
    assert '<mark><span class="visually-hidden">여기에만: </span>(Solberg 소장)</mark>' in table
    assert table.count("이 대목에는 없음") == 2
    first = content["discrepancies"][0]["copies"][0]
    assert f'href="#l{first["first"][0]}"' in table
    assert f'href="#l{first["second"][0]}"' in table
    asked = Proposal.objects.get(revision=revision, data__type="duplicate_block")
    assert _decide(client, asked, "answer:0").status_code == 400  # nothing to choose between
    _decide(client, asked, "answer:noted")
    asked.refresh_from_db()
    assert asked.state == ProposalState.ANSWERED


def test_a_long_passage_is_folded(client: Client, hana: User) -> None:
    content = reading()
    same = {"first": [1], "second": [2], "parts": [{"first": "같음", "second": "같음", "differs": False}]}
    content["discrepancies"][0] |= {"type": "duplicate_block", "copies": [same] * 7}
    page = client.get(reverse("review", args=[a_revision(hana, content).pk])).content.decode()
    assert '<details class="copies">' in page
    assert "7줄이 모두 같습니다" in page
