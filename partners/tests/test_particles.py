"""Particles behind values, by how these end."""

import pytest

from partners.particles import particles


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("“서가온”은(는) 없습니다", "“서가온”은 없습니다"),
        ("“문지호”은(는) 없습니다", "“문지호”는 없습니다"),
        ("‘국립위성센터’와(과)의 면담, ‘하늘’을(를)", "‘국립위성센터’와의 면담, ‘하늘’을"),
        ("한빛연구원(으)로, 서울(으)로, 제주(으)로", "한빛연구원으로, 서울로, 제주로"),
        ("2025(으)로 3이(가) 6이(가) 10와(과)", "2025로 3이 6이 10과"),
        ("A-117(으)로, KOICA이(가), MOTIE은(는), CNS와(과), EDL은(는)", "A-117로, KOICA가, MOTIE는, CNS와, EDL은"),
        ("Elena Ruiz은(는), Ana을(를), Seoul(으)로", "Elena Ruiz은(는), Ana를, Seoul로"),  # 루이스, 루이즈: not certain
        ("CONCYTEC이(가) (가온) 은(는)", "CONCYTEC이(가) (가온) 은(는)"),
        ("이미 읽은 글입니다", "이미 읽은 글입니다"),
    ],
)
def test_particles_follow_the_end_of_the_word_before_them(sentence: str, said: str) -> None:
    assert particles(sentence) == said
