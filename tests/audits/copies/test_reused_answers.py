from datetime import UTC, datetime, timedelta
from uuid import uuid5

from hypothesis import given
from hypothesis import strategies as st

from people_and_days import NAMES
from petition_es.audits.copies.alike import SET_PHRASE_FROM, Answer, alike
from petition_es.audits.texts.prints import Printer

PRINTER = Printer(b"a secret of thirty-two bytes ...")
GREETING = "尊敬的网友：您好！您的来信已收悉，我局高度重视，现将有关情况回复如下："
THANKS = "感谢您对我们工作的关心、理解和支持，祝您生活愉快，阖家幸福！"
FOUND = (
    "经现场核实，临江路垃圾中转站夜间作业时间为23时至次日5时，除臭设备于3月2日损坏，"
    "我局已责成运营单位于3月15日前更换喷淋除臭装置，并将作业时间调整至7时以后，逾期将依法处罚。"
)
OTHER = (
    "青石街小学周边道路因燃气管网改造围挡施工，学生上学需绕行约八百米，"
    "交警大队已在东门增设临时人行通道和护学岗，施工单位承诺暑假期间完成沥青摊铺并拆除围挡。"
)


def answer(label, text, *, scope="office", whose="li", day=0):
    return Answer(
        event_id=uuid5(NAMES, label),
        petition_id=uuid5(NAMES, f"petition {label}"),
        position=day,
        at=datetime(2016, 7, 1, tzinfo=UTC) + timedelta(days=day),
        scope=scope,
        whose=frozenset({PRINTER.person(whose)}),
        passages=PRINTER.of_answer(text),
    )


def found(*answers, least=0.4):
    return [(each.later.event_id, each.earlier.event_id) for each in alike(answers, least)]


def letters(count):
    """Standard letters to others: the frame, and something of their own."""
    own = (f"第{'甲乙丙丁戊己庚辛'[place]}号事项另行处理" for place in range(count))
    return [
        answer(f"letter {place}", GREETING + text + THANKS, whose=f"person {place}", day=place)
        for place, text in enumerate(own)
    ]


def test_a_copied_finding_is_found_from_the_later_to_the_earlier_answer():
    first, second = answer("a", GREETING + FOUND, day=1), answer("b", FOUND + THANKS, day=9)
    assert found(second, first) == [(second.event_id, first.event_id)]


def test_swapped_dates_and_numbers_hide_no_copy():
    swapped = (
        FOUND.replace("3月2日", "5月17日").replace("3月15日", "6月30日").replace("23时", "22时")
    )
    first, second = answer("a", FOUND), answer("b", swapped, whose="wang", day=9)
    (each,) = alike([first, second], 0.76)
    assert each.share == 1


def test_two_answers_with_findings_of_their_own_share_nothing():
    assert found(answer("a", FOUND), answer("b", OTHER, day=2)) == []


def test_a_frame_that_the_office_uses_everywhere_is_no_substance():
    frame = letters(SET_PHRASE_FROM)
    mine = answer("a", GREETING + FOUND + THANKS, whose="li", day=20)
    theirs = answer("b", GREETING + OTHER + THANKS, whose="wang", day=21)
    assert found(*frame, mine, theirs, least=0.1) == []


def test_a_frame_that_four_matters_have_still_counts():
    frame = letters(SET_PHRASE_FROM - 1)
    assert found(*frame)


def test_offices_are_compared_each_by_itself():
    assert found(answer("a", FOUND), answer("b", FOUND, scope="other", whose="wang", day=2)) == []


def test_what_one_person_is_told_is_compared_across_offices():
    first, second = answer("a", FOUND), answer("b", FOUND, scope="other", day=2)
    assert found(first, second) == [(second.event_id, first.event_id)]


def test_a_few_words_agree_by_chance():
    assert found(answer("a", "桥将于月底修好。"), answer("b", "桥将于月底修好。", day=2)) == []


@given(st.permutations(range(4)))
def test_the_order_in_which_answers_are_told_changes_nothing(order):
    answers = [
        answer("a", FOUND, day=1), answer("b", GREETING + FOUND, whose="wang", day=2),
        answer("c", OTHER, day=3), answer("d", OTHER + THANKS, scope="other", day=4),
    ]  # fmt: skip
    assert sorted(found(*(answers[place] for place in order))) == sorted(found(*answers))


@given(
    st.lists(
        st.sampled_from([GREETING, THANKS, "与此无关的另一段话，说的是另一件完全不同的事情。"])
    )
)
def test_an_unrelated_answer_of_another_office_changes_nothing(texts):
    first, second = answer("a", FOUND, day=1), answer("b", FOUND, whose="wang", day=2)
    others = [
        answer(f"o{place}", text, scope="far away", whose=f"p{place}", day=3)
        for place, text in enumerate(texts)
    ]
    assert (second.event_id, first.event_id) in found(first, second, *others)
