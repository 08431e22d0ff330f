import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from petition_es.audits.texts.grams import grams
from petition_es.audits.texts.plain import plain, without_numbers
from petition_es.audits.texts.prints import Printer, sampled
from petition_es.audits.texts.rarity import KEPT_FROM, Rarity, counted

PRINTER = Printer(b"a secret of thirty-two bytes ...")
TEXTS = st.text(alphabet="桥路灯水电修好了吗2016年ab c，。", max_size=60)


def test_only_words_count_in_a_plain_text():
    assert plain("村口的桥，要塌了！") == plain("村口的桥\n要塌了")
    assert plain("ＡＢＣ 路灯。") == "abc 路灯"
    assert plain("  One,\n two! ") == "one two"


def test_a_swapped_date_or_sum_changes_nothing():
    assert without_numbers("2016年7月1日赔偿300元") == without_numbers("2015年12月30日赔偿4500元")
    assert without_numbers("赔偿三百元") != without_numbers("赔偿四百元")


def test_chinese_is_taken_in_pairs_and_english_in_fours():
    assert grams("修路灯") == {"修路", "路灯"}
    assert " str" in grams("street light")
    assert grams("") == frozenset()


@given(TEXTS)
def test_punctuation_and_line_breaks_change_no_gram_of_chinese(text):
    assert grams(f"桥{text}灯") == grams(f"桥\n{text}，灯!")


def test_what_everybody_writes_weighs_less_than_a_name():
    expected = Rarity()
    assert expected.weight("您好") < expected.weight("景蓉") / 10


def test_an_edition_weighs_by_how_many_have_it():
    edition = counted("e", 1000, {"路灯": 600, "路坏": 60, "景蓉": KEPT_FROM})
    assert edition.weight("路灯") < edition.weight("路坏") < edition.weight("景蓉")


def test_an_edition_keeps_nothing_of_a_single_person():
    edition = counted("e", 1000, {"路灯": 600, "张三": 1, "李四": KEPT_FROM - 1})
    assert set(edition.counts) == {"路灯"}


def test_beyond_one_in_two_thousand_rarer_tells_no_more():
    large = counted("e", 1_000_000, {"景蓉": 20})
    assert large.weight("景蓉") == large.weight("从未见过")


@given(TEXTS, TEXTS)
def test_prints_have_in_common_what_the_texts_have(one, other):
    first, second = PRINTER.of_message(one), PRINTER.of_message(other)
    if ("桥" in one or "路" in one) and ("桥" in other or "路" in other):
        assert np.intersect1d(first, second).size == len(grams(one) & grams(other))
    assert first.size == len(grams(one))


def test_prints_of_two_secrets_have_nothing_in_common():
    text = "景蓉华苑的物业公司扬言要退出小区，水电改造之后收不到高额水电费。"
    other = Printer(b"another secret of 32 bytes .....")
    assert not np.intersect1d(PRINTER.of_answer(text), other.of_answer(text)).size


@given(TEXTS)
def test_a_sample_is_the_same_part_of_every_text(text):
    whole = PRINTER.of_message(f"路{text}")
    longer = PRINTER.of_message(f"路{text}灯修好了没有")
    assert set(sampled(whole, 4)) <= set(sampled(longer, 4))
    assert sampled(whole, 1) is whole
