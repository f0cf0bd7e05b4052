"""The sample a newcomer finds: a filed report, and enough around it that no page is empty.

The report is ``samples/lima-report.hwpx``. All else is invented, and dated from the day it is loaded, so that something
is due, something late and something to decide whenever that is.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from accounts.history import recorded
from accounts.models import User
from cooperation.models import (
    Agreement,
    AgreementActivity,
    AgreementParty,
    AgreementState,
    AgreementType,
    Certainty,
    Commitment,
    CommitmentKind,
    CommitmentState,
    Precision,
    Project,
    ProjectPartner,
    Renewal,
    Term,
)
from cooperation.terms import plus_months
from meetings.models import (
    Attendance,
    ItineraryItem,
    Meeting,
    MeetingKind,
    MeetingStatus,
    Side,
    Trip,
    TripDestination,
    TripTraveller,
)
from partners.models import Affiliation, NameKind, Organization, OrganizationKind, Person

INSTITUTE = "대전과학산업진흥원"


def days(number: int) -> timedelta:
    return timedelta(days=number)


def organization(name: str, *others: tuple[str, str], by: User, **fields: object) -> Organization:
    found: Organization | None = Organization.objects.named(name).first()
    if found:
        return found
    made = Organization.objects.create(name=name, entered_by=by, **fields)
    made.add_name(name, NameKind.OFFICIAL, by=by)
    for text, kind in others:
        made.add_name(text, kind, by=by)
    return made


def person(name: str, at: Organization, title: str, *, by: User, honorific: str = "") -> Person:
    made = Person.objects.create(name=name, honorific=honorific, country=at.country, entered_by=by)
    made.add_name(name, NameKind.OFFICIAL, by=by)
    Affiliation.objects.create(person=made, organization=at, title=title, entered_by=by)
    return made


def our_institute(by: User) -> Organization:
    """The institute and a department of it, so that sides can be told from the first report on."""
    institute = organization(
        INSTITUTE,
        ("DISTEP", NameKind.ACRONYM),
        by=by,
        ours=True,
        country="KR",
        city="대전",
        kind=OrganizationKind.PUBLIC_INSTITUTE,
    )
    organization("과학산업전략본부", by=by, ours=True, country="KR", kind=OrganizationKind.DEPARTMENT, parent=institute)
    return institute


@transaction.atomic
def load_around(by: User, on: date) -> None:
    """Partners, agreements, promises, meetings and trips around the filed report."""
    with recorded(by=by, command="load_sample"):
        _Sample(by, on).load()


class _Sample:
    """The invented records, each method one page's worth."""

    def __init__(self, by: User, on: date) -> None:
        self.by, self.on = by, on
        self.ours = our_institute(by)
        self.department = Organization.objects.get(name="과학산업전략본부", ours=True)

    def load(self) -> None:
        self.partners()
        self.agreements()
        self.trips_and_meetings()
        self.project()
        self.promises()

    def partners(self) -> None:
        self.ulaanbaatar = organization(
            "울란바토르 혁신개발센터",
            ("Ulaanbaatar Innovation Development Center", NameKind.OFFICIAL),
            ("UIDC", NameKind.ACRONYM),
            by=self.by,
            country="MN",
            city="울란바토르",
            kind=OrganizationKind.PUBLIC_INSTITUTE,
        )
        self.hanoi = organization(
            "하노이 응용기술원",
            ("Hanoi Institute of Applied Technology", NameKind.OFFICIAL),
            ("HIAT", NameKind.ACRONYM),
            by=self.by,
            country="VN",
            city="하노이",
            kind=OrganizationKind.RESEARCH_INSTITUTE,
        )
        self.tallinn = organization(
            "탈린 디지털행정연구소",
            ("Tallinn Digital Government Lab", NameKind.OFFICIAL),
            by=self.by,
            country="EE",
            city="탈린",
            kind=OrganizationKind.RESEARCH_INSTITUTE,
        )
        self.nairobi = organization(
            "나이로비 과학단지공사",
            ("Nairobi Science Park Authority", NameKind.OFFICIAL),
            ("NSPA", NameKind.ACRONYM),
            by=self.by,
            country="KE",
            city="나이로비",
            kind=OrganizationKind.GOVERNMENT,
        )
        self.bat = person("Saruul Ganzorig", self.ulaanbaatar, "Deputy Director", by=self.by, honorific="Dr.")
        self.linh = person("Phạm Thu Linh", self.hanoi, "Head of International Cooperation", by=self.by)
        self.kadri = person("Kadri Lepik", self.tallinn, "Programme Manager", by=self.by)
        self.wanjiru = person("Grace Wambui", self.nairobi, "Director of Partnerships", by=self.by, honorific="Ms.")
        self.director = person("문새벽", self.ours, "원장", by=self.by)

    def agreement(self, title: str, partner: Organization, signatory: Person | None, **fields: object) -> Agreement:
        made = Agreement.objects.create(
            title=title, officer=self.by, department=self.department, entered_by=self.by, **fields
        )
        signed_on = made.signed_on
        AgreementParty.objects.create(
            agreement=made,
            organization=self.ours,
            signatory=self.director if signatory else None,
            signatory_title="원장" if signatory else "",
            signed_on=signed_on,
            order=0,
        )
        AgreementParty.objects.create(
            agreement=made, organization=partner, signatory=signatory, signed_on=signed_on, order=1
        )
        return made

    def agreements(self) -> None:
        end = plus_months(self.on, 5)
        self.to_decide = self.agreement(
            "지역 혁신생태계 조성 업무협약",
            self.ulaanbaatar,
            self.bat,
            state=AgreementState.SIGNED,
            signed_on=plus_months(end, -36),
            term=Term.FIXED,
            expires_on=end,
            renewal=Renewal.FIXED,
            scope="혁신지표 공동 조사, 담당자 상호 방문, 연 1회 정책 세미나",
            place="울란바토르",
        )
        self.running = self.agreement(
            "시험·인증 분야 협력 약정",
            self.hanoi,
            self.linh,
            type=AgreementType.MOA,
            state=AgreementState.SIGNED,
            signed_on=plus_months(self.on, -8),
            term=Term.YEARS,
            term_years=2,
            renewal=Renewal.AUTOMATIC,
            renewal_years=1,
            notice_months=3,
            scope="시험 방법 비교, 상호 인정 범위 검토, 기술자 연수",
            place="하노이",
        )
        self.silent = self.agreement(
            "디지털 행정 연구 교류 협약",
            self.tallinn,
            None,
            state=AgreementState.SIGNED,
            signed_on=plus_months(self.on, -25),
            term=Term.YEARS,
            term_years=5,
        )
        lapsed = self.on - days(20)
        self.lapsed = self.agreement(
            "과학단지 운영 협력 의향서",
            self.nairobi,
            self.wanjiru,
            type=AgreementType.LOI,
            state=AgreementState.SIGNED,
            signed_on=plus_months(lapsed, -12),
            term=Term.FIXED,
            expires_on=lapsed,
            scope="운영 경험 공유와 공동 사업 발굴",
        )
        self.agreement("공동연구실 설치 협약(안)", self.ulaanbaatar, None, state=AgreementState.NEGOTIATING)

    def meeting(self, title: str, held_on: date, host: Organization, guests: list[Person], **fields: object) -> Meeting:
        made = Meeting.objects.create(title=title, held_on=held_on, host=host, entered_by=self.by, **fields)
        everyone = [(self.director, self.ours, Side.OURS), *((guest, host, Side.THEIRS) for guest in guests)]
        for order, (who, where, side) in enumerate(everyone):
            Attendance.objects.create(
                meeting=made, person=who, organization=where, name_text=who.name, side=side, order=order
            )
        return made

    def trips_and_meetings(self) -> None:
        back = self.on - days(12)
        self.late_soon = Trip.objects.create(
            title="시험·인증 협력 이행 점검",
            purpose="약정 첫해의 이행 상황을 함께 살피고 다음 해 과제를 정함",
            start_on=back - days(3),
            end_on=back,
            entered_by=self.by,
        )
        TripDestination.objects.create(trip=self.late_soon, country="VN", city="하노이")
        TripTraveller.objects.create(trip=self.late_soon, person=self.director, organization=self.ours, rank="원장")
        review = self.meeting(
            "시험·인증 협력 이행 점검 회의",
            back - days(2),
            self.hanoi,
            [self.linh],
            trip=self.late_soon,
            place="하노이 응용기술원",
            country="VN",
        )
        AgreementActivity.objects.create(
            agreement=self.running, meeting=review, happened_on=review.held_on, entered_by=self.by
        )
        leave = self.on + days(21)
        planned = Trip.objects.create(
            title="혁신지표 공동 조사 협의", start_on=leave, end_on=leave + days(4), entered_by=self.by
        )
        TripDestination.objects.create(trip=planned, country="MN", city="울란바토르")
        TripTraveller.objects.create(trip=planned, person=self.director, organization=self.ours, rank="원장")
        ItineraryItem.objects.create(trip=planned, day=leave + days(1), text="울란바토르 혁신개발센터 방문")
        self.visit = self.meeting(
            "울란바토르 혁신개발센터 내방",
            self.on - days(33),
            self.ulaanbaatar,
            [self.bat],
            kind=MeetingKind.VISIT,
            place="대전과학산업진흥원",
            country="KR",
        )
        AgreementActivity.objects.create(
            agreement=self.to_decide, meeting=self.visit, happened_on=self.visit.held_on, entered_by=self.by
        )
        # Under an agreement that is silent: met, and nobody has said yet that it counts.
        self.meeting(
            "디지털 행정 자료 교환 화상회의",
            self.on - days(47),
            self.tallinn,
            [],
            kind=MeetingKind.VIDEO,
        )
        self.meeting(
            "공동연구실 설치 화상회의",
            self.on + days(2),
            self.ulaanbaatar,
            [self.bat],
            kind=MeetingKind.VIDEO,
            status=MeetingStatus.PLANNED,
        )

    def project(self) -> None:
        """One project at nearly every stage; the next step of one is past due."""
        joint = self.a_project(
            "혁신지표 공동 개발",
            [("proposed", 45, "울란바토르와 역할 분담에 합의하여 공모에 신청하기로 함")],
            programme="국제협력 공동연구 공모",
            target_year=self.on.year + 1,
            next_step="공모 신청서 제출",
            next_step_on=self.on + days(9),
            agreement=self.to_decide,
        )
        ProjectPartner.objects.create(project=joint, organization=self.ulaanbaatar, role="공동 수행")
        training = self.a_project(
            "시험·인증 기술자 연수",
            [
                ("proposed", 300, "이행 점검에서 나온 수요"),
                ("under_review", 270, "신청서 접수"),
                ("approved", 200, "선정 통보"),
                ("running", 150, "협약서와 예산 확정"),
            ],
            programme="개도국 기술자 초청연수",
            target_year=self.on.year,
            amount=45_000_000,
            next_step="3차 연수 과정 개설",
            next_step_on=self.on + days(40),
            agreement=self.running,
        )
        ProjectPartner.objects.create(project=training, organization=self.hanoi, role="연수생 추천")
        review = self.a_project(
            "과학단지 운영 경험 공유 세미나",
            [("proposed", 90, "의향서의 후속"), ("under_review", 60, "심사 접수")],
            target_year=self.on.year + 1,
            next_step="심사 보완 자료 제출",
            next_step_on=self.on - days(2),
        )
        ProjectPartner.objects.create(project=review, organization=self.nairobi, role="공동 주관")
        self.a_project("전자정부 데이터 공동 조사", [])
        rejected = self.a_project(
            "공동연구실 장비 지원",
            [("proposed", 120, "공간 도면을 받아 신청"), ("rejected", 30, "예산 범위를 넘음. 내년에 줄여서 다시")],
            target_year=self.on.year,
        )
        ProjectPartner.objects.create(project=rejected, organization=self.ulaanbaatar)

    def a_project(self, title: str, steps: list[tuple[str, int, str]], **fields: object) -> Project:
        made = Project.objects.create(title=title, officer=self.by, entered_by=self.by, **fields)
        for stage, ago, why in steps:
            made.move(stage, why, by=self.by, on=self.on - days(ago))
        return made

    def promise(self, text: str, side: Side, owner: Organization, due: int | None, **fields: object) -> Commitment:
        return Commitment.objects.create(
            **{
                "text": text,
                "side": side,
                "owner": owner,
                "officer": self.by,
                "entered_by": self.by,
                "due_end": None if due is None else self.on + days(due),
                "due_precision": Precision.NONE if due is None else Precision.DAY,
                **fields,
            }
        )

    def promises(self) -> None:
        ours, theirs = Side.OURS, Side.THEIRS
        self.promise(
            "방문단 명단과 여권용 영문 이름을 보내기",
            ours,
            self.ours,
            3,
            requested_by=self.ulaanbaatar,
            meeting=self.visit,
        )
        self.promise(
            "시험 장비 목록 번역본 보내기", ours, self.ours, -4, requested_by=self.hanoi, agreement=self.running
        )
        self.promise(
            "세미나 주제 세 가지 제안하기", ours, self.ours, 0, requested_by=self.ulaanbaatar, meeting=self.visit
        )
        self.promise("인증 기준 개정안 보내기", theirs, self.hanoi, -16, requested_by=self.ours, agreement=self.running)
        self.promise(
            "공동연구실 공간 도면 보내기", theirs, self.ulaanbaatar, 10, requested_by=self.ours, meeting=self.visit
        )
        self.promise(
            "내년 상반기 담당자 교환 방문",
            theirs,
            self.ulaanbaatar,
            None,
            kind=CommitmentKind.PLAN,
            certainty=Certainty.TENTATIVE,
            watched=True,
        )
        self.promise(
            "회의록 초안 공유",
            ours,
            self.ours,
            -20,
            meeting=self.visit,
            state=CommitmentState.DONE,
            closed_on=self.on - days(24),
            closed_by=self.by,
            outcome="국문·영문 회의록을 메일로 보냄",
        )
