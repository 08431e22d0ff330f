import pytest
from hypothesis import given
from hypothesis import strategies as st

from petition_es.audits.texts.substance import substance_of

ENOUGH = 10

WITHOUT = [
    "您好，来信收悉。",
    "网友“小河边”：您好！您来信所说的情况已转交相关单位核实，有结果将及时回复您。2018年3月2日",
    "尊敬的市民：您的诉求我局高度重视，已责成相关科室办理，感谢您对我们工作的理解与支持！",
    "您好！您的建议我们将认真研究，欢迎继续监督。联系电话：0512-12345678",
    "关于您反映的道路积水问题，我办已转县住建局处理，请耐心等待。",
    "该问题不属于我局职责范围，谢谢。",
    "Thank you for your letter.",
    "Dear Ms Li, your complaint has been received and passed on to the roads office. Kind regards",
    "We have noted your suggestion and will consider it in due course.",
    "This is to acknowledge receipt of your message; the matter is under investigation.",
    "We apologise for the inconvenience. If you have any questions, please call 555-0199.",
    "",
    "2018年3月2日",
]

WITH = [
    "您好，来信收悉。经查，该路段路灯已于3月2日修复，感谢您的监督。",
    "您反映的噪音问题属实，我局已对该工地罚款五千元并责令夜间停工。",
    "根据规定，外来务工人员子女入学须提供居住证和劳动合同。",
    "您反映的问题不属于我局职责，请携带合同原件到县劳动仲裁委员会申请仲裁。",
    "该桥已封闭，并由县交通局于月底前更换主梁。",
    "您咨询的车位使用权已转让给小区业主委员会管理。",
    "公交公司已在该路口增设候车亭两处。",
    "Thank you for your letter. The street lamp at the corner was repaired on Monday.",
    "Your claim is refused because the plot lies outside the village boundary.",
    "We inspected the bridge and closed it to lorries; both beams are cracked.",
    "您好，已转住建局调查核实，该房屋系违法建设，将于六月底前拆除。",
]


@pytest.mark.parametrize("words", WITHOUT)
def test_set_phrases_alone_leave_no_substance(words):
    assert substance_of(words).signs < ENOUGH


@pytest.mark.parametrize("words", WITH)
def test_a_finding_a_decision_or_a_measure_is_substance(words):
    assert substance_of(words).signs >= ENOUGH


def test_what_the_set_phrases_do_is_told():
    words = "您好！来信收悉，已转有关部门处理，结果将及时回复。"

    assert substance_of(words).said == {"greeting", "receipt", "forwarding", "promise"}


def test_the_office_that_signs_a_text_is_no_substance_and_one_that_acts_is():
    assert substance_of("已转有关部门处理。\n海阳市人民政府信访局").signs == 0
    assert substance_of("海阳市人民政府信访局，已转有关部门处理。").signs == 10


def test_a_text_in_full_width_signs_is_the_same_text():
    words = "Thank you for your letter. The lamp was repaired"
    wide = "".join(chr(ord(c) + 0xFEE0) if c.isalpha() else c for c in words)

    assert substance_of(wide) == substance_of(words)


@given(st.lists(st.sampled_from(WITHOUT + WITH)).map("\n".join), st.integers(0, 60))
def test_reading_on_when_there_is_enough_changes_no_verdict(words, enough):
    whole, part = substance_of(words), substance_of(words, enough)

    assert (whole.signs >= enough) == (part.signs >= enough)


@given(st.text())
def test_any_text_at_all_has_a_substance_no_longer_than_itself(words):
    found = substance_of(words)

    assert 0 <= found.signs <= found.of


@pytest.mark.parametrize(
    "piece", ["核处", "已转", "您反映的问题", "将会正在", "will be ", "if you ", "to be ", "请联系"]
)
def test_words_said_over_and_over_are_read_to_the_end(piece):
    assert substance_of(piece * 2000).of > 0
