import pytest

from petition_es.audits.links.likeness import Writing, lie_apart, likeness
from petition_es.audits.links.places import apart, named_divisions
from petition_es.audits.links.where import metres_between, point_of
from petition_es.audits.running.comparing import SAME_FROM
from petition_es.audits.texts.rarity import Rarity

EXPECTED = Rarity()
STENCH = Writing(
    "临江路垃圾中转站臭气扰民",
    "临江路垃圾中转站每天夜里作业，臭气和噪音让景澜苑的住户无法入睡，已经投诉过两次，至今没有人来管。",
)
AGAIN = Writing(
    "再次投诉临江路中转站",
    "临江路的垃圾中转站还是每天半夜作业，景澜苑的住户被臭气和噪音折磨，上次投诉以后没有任何改变。",
)
ELSEWHERE = Writing(
    "青石街垃圾中转站臭气扰民",
    "青石街垃圾中转站每天夜里作业，臭气和噪音让翠屏园的住户无法入睡，已经投诉过两次，至今没有人来管。",
)
SCHOOL = Writing("咨询小学入学", "孩子今年六岁，户口在外地，想问一下入学需要准备哪些材料。")


def chance(one, other, **more):
    return likeness(one, other, EXPECTED, **more).chance


def test_the_same_problem_in_other_words_is_one_matter():
    assert chance(STENCH, AGAIN, same_person=True) >= SAME_FROM


def test_the_same_words_about_another_place_are_less_than_other_words_about_the_same():
    assert chance(STENCH, ELSEWHERE) < chance(STENCH, AGAIN)


def test_another_matter_of_the_same_person_is_not_the_same():
    assert chance(STENCH, SCHOOL, same_person=True) < SAME_FROM / 2


def test_it_is_no_matter_which_of_the_two_is_asked_first():
    one, other = likeness(STENCH, AGAIN, EXPECTED), likeness(AGAIN, STENCH, EXPECTED)
    assert (one.left, one.right, one.chance) == (other.right, other.left, other.chance)


def test_places_that_are_named_and_differ_are_two_matters():
    here = Writing("雨花区垃圾站扰民", STENCH.text)
    there = Writing("天心区垃圾站扰民", STENCH.text)
    assert chance(here, there, same_person=True) == 0


@pytest.mark.parametrize(("metres", "is_elsewhere"), [(2000, False), (2001, True), (None, False)])
def test_beyond_two_kilometres_it_is_another_place(metres, is_elsewhere):
    assert likeness(STENCH, AGAIN, EXPECTED, metres=metres).elsewhere is is_elsewhere


def test_a_place_near_by_speaks_for_one_matter():
    near, unknown = chance(STENCH, AGAIN, metres=150), chance(STENCH, AGAIN)
    assert near > unknown == chance(STENCH, AGAIN, metres=151)


def test_a_petition_without_a_heading_begins_with_one():
    bare = Writing("", STENCH.text)
    assert chance(bare, AGAIN, same_person=True) > chance(SCHOOL, AGAIN, same_person=True)


def test_nothing_written_is_like_nothing():
    assert chance(Writing("", ""), STENCH) < SAME_FROM


def test_english_is_compared_without_a_dictionary():
    one = Writing(
        "Rats behind Maple Street school", "Rats run in the yard behind Maple Street school."
    )
    other = Writing(
        "Still rats at Maple Street school", "The rats in the yard of the school are still there."
    )
    third = Writing("Street light broken", "The light in Harbour Road has been broken for weeks.")
    assert chance(one, other) > chance(one, third)


def test_an_ending_alone_is_no_place():
    assert named_divisions("我们小区附近的超市和地区") == frozenset()
    assert named_divisions("长沙市雨花区洞井街道") == {"长沙市", "雨花区"}


def test_who_names_no_place_disagrees_with_nobody():
    one, other = named_divisions("雨花区和天心区"), named_divisions("天心区路灯坏了")
    assert not apart(named_divisions("路灯坏了"), other)
    assert not apart(one, other)
    assert apart(named_divisions("雨花区"), other)


def test_points_are_read_and_measured():
    one, other = point_of("28.2282, 112.9388"), point_of("28.2292,112.9388")
    assert one is not None
    assert other is not None
    assert metres_between(one, other) == pytest.approx(111, abs=1)
    assert point_of("村口") is None
    assert point_of("91.0, 20.0") is None
    assert point_of(None) is None


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("320826", "370687", True),
        ("320826", "320800", False),
        ("320826", "320000", False),
        ("320826104", "320826", False),
        ("320826", "320803", True),
        ("320826", None, False),
        ("320826", "roads", False),
    ],
)
def test_divisions_of_different_counties_lie_apart(one, other, apart):
    assert lie_apart(one, other) is lie_apart(other, one) is apart


def test_what_lies_in_another_county_is_another_matter():
    assert chance(STENCH, AGAIN, same_person=True, divisions=("320826", "370687")) == 0
