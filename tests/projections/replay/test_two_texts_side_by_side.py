"""Two answers next to each other: nothing is lost, and what differs is marked."""

from hypothesis import given
from hypothesis import strategies as st

from petition_es.projections.replay.differences import pieces, sentences, side_by_side

OLD = "您好，感谢您的来信。经查，建设路破损三处。我局将于2016年8月修复。"
NEW = "您好，感谢您的来信。经查，解放路破损三处。我局已安排资金。我局将于2017年3月修复。"
WORDS = st.text(alphabet="路桥。；！? .\n了a1我局修", max_size=60)


def kinds(left, right):
    return [row.kind for row in side_by_side(left, right)]


def test_the_same_text_has_no_difference():
    assert kinds(OLD, OLD) == ["same", "same", "same"]


def test_sentences_that_were_changed_stand_next_to_each_other():
    rows = side_by_side(OLD, NEW)
    assert [row.kind for row in rows] == ["same", "changed", "right", "changed"]
    assert rows[1].left.startswith("经查，建设路")
    assert rows[2].right == "我局已安排资金。"


def test_within_a_changed_sentence_only_the_changed_characters_are_marked():
    left, right = pieces(side_by_side(OLD, NEW)[1])
    assert [piece.text for piece in left if piece.is_different] == ["建设"]
    assert [piece.text for piece in right if piece.is_different] == ["解放"]


def test_english_sentences_end_at_a_full_stop_before_a_space():
    text = "Art. 3.2 holds. We mended 2.5 km. Done."
    assert sentences(text) == ["Art. ", "3.2 holds. ", "We mended 2.5 km. ", "Done."]


def test_a_text_beside_nothing_is_all_on_its_side():
    assert kinds(OLD, "") == ["left", "left", "left"]
    assert kinds("", OLD) == ["right", "right", "right"]


def test_white_space_at_the_ends_is_no_difference():
    assert kinds("修好了。\n谢谢。", "修好了。谢谢。 ") == ["same", "same"]


def test_texts_that_have_nothing_in_common_are_not_paired():
    assert kinds("桥面塌陷。", "Nothing was done.") == ["left", "right"]


@given(WORDS, WORDS)
def test_each_side_is_whole(left, right):
    rows = side_by_side(left, right)
    assert "".join(row.left for row in rows) == left
    assert "".join(row.right for row in rows) == right
    for row in rows:
        one, other = pieces(row)
        assert "".join(piece.text for piece in one) == row.left
        assert "".join(piece.text for piece in other) == row.right


@given(WORDS, WORDS)
def test_a_row_is_what_it_is_called(left, right):
    for row in side_by_side(left, right):
        is_same = row.left.strip() == row.right.strip()
        assert (row.kind == "same") == (is_same and row.kind not in {"left", "right"})
        assert not (row.kind == "left" and row.right)
        assert not (row.kind == "right" and row.left)


def test_texts_of_a_thousand_sentences_are_compared_too():
    old = "".join(f"第{number}处路面已修复。" for number in range(1000))
    new = "".join(f"第{number}处桥面已修复。" for number in range(1000))
    assert set(kinds(old, new)) == {"changed"}
