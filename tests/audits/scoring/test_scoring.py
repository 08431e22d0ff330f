import pytest

from petition_es.audits.faults import LabelsUnreadable
from petition_es.audits.scoring.labels import Labelled, kappa, read_labels
from petition_es.audits.scoring.score import score

HEAD = "pair,kind,left,right,reader_a,reader_b\n"


def labelled(pair, reader_a="same_matter", reader_b=None):
    return Labelled(
        pair=pair, kind="message", left=f"{pair}l", right=f"{pair}r",
        reader_a=reader_a, reader_b=reader_b or reader_a,
    )  # fmt: skip


def test_precision_is_of_what_was_asserted_and_recall_of_what_is_so():
    pairs = [labelled("a"), labelled("b"), labelled("c", "related"), labelled("d", "different")]
    found = score(pairs, "same_matter", lambda pair: pair.pair in {"a", "c"})
    assert (found.right, found.wrong, found.missed) == (1, ("c",), ("b",))
    assert (found.precision, found.recall) == (0.5, 0.5)


def test_what_the_readers_disagree_on_is_not_scored():
    pairs = [labelled("a"), labelled("b", "same_matter", "related")]
    found = score(pairs, "same_matter", lambda _: True)
    assert (found.pairs, found.agreed, found.right, found.wrong) == (2, 1, 1, ())


def test_a_pair_that_is_not_in_the_store_is_counted_apart():
    found = score([labelled("a")], "same_matter", lambda _: None)
    assert (found.unknown, found.precision, found.recall) == (1, None, None)


def test_agreement_is_what_exceeds_chance():
    split = [labelled("a"), labelled("b", "related"), labelled("c", "same_matter", "related")]
    assert kappa(split) == pytest.approx((2 / 3 - 4 / 9) / (1 - 4 / 9))
    assert kappa([labelled("a"), labelled("b")]) is None
    assert kappa([]) is None


def test_labels_are_read_with_the_hash_of_their_file(tmp_path):
    path = tmp_path / "labels.csv"
    path.write_text(HEAD + "M1,message,1,2,related,different\nR1,answer,1,2,reused,reused\n")
    file = read_labels(path)
    assert [pair.agreed for pair in file.pairs] == [None, "reused"]
    assert len(file.of_kind("answer")) == 1
    assert len(file.sha256) == 64


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("", 1),
        ("pair,left,right\n", 1),
        (HEAD + "M1,message,1,2,related\n", 2),
        (HEAD + "M1,message,1,2,related,related\nM2,letter,1,2,related,related\n", 3),
        (HEAD + "M1,message,1,2,reused,related\n", 2),
    ],
)
def test_a_file_that_is_no_label_file_is_refused_by_its_line(tmp_path, content, line):
    path = tmp_path / "labels.csv"
    path.write_text(content)
    with pytest.raises(LabelsUnreadable) as refused:
        read_labels(path)
    assert refused.value.facts["line"] == str(line)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(LabelsUnreadable):
        read_labels(tmp_path / "nowhere.csv")
