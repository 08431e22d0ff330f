from uuid import uuid5

import pytest

from histories import ROADS, happened, registered, reopened, submitted
from matters_told import POLICIES, case, findings_of, ids, proven_by, struck_through
from people_and_days import NAMES
from petition_es.audits.rules import no_substance
from petition_es.domain.codes import Attachment
from petition_es.domain.petition import OpinionIssued, Replied
from petition_es.domain.sealed import Sealed

ARRIVED = (submitted(), registered())
EMPTY = "您好！您的来信已收悉，已转相关部门处理，感谢您的关注。"
FULL = "经现场核查，该桥主梁开裂，已封闭并由县交通局于月底前更换。"
SIGNS = int(POLICIES.dated[0].rules["no_substance"]["signs"])


def said(words, on=6.0, label="reply", kind="final"):
    return happened(Replied, ROADS, on, label, reply_id=label, kind=kind, text=Sealed(words))


def decided(words, **more):
    return happened(OpinionIssued, ROADS, 6, "decided", opinion_id="o", text=Sealed(words), **more)


def found(*happenings):
    return findings_of(no_substance, case(*ARRIVED, *happenings))


def test_a_final_answer_in_set_phrases_alone_is_a_finding():
    (finding,) = found(said(EMPTY))

    assert (finding.unit_id, finding.severity) == ("roads", "concern")
    assert proven_by(finding) == ids("reply")
    assert finding.args == {"signs": 0, "of": 23, "answers": 1}


def test_an_opinion_in_set_phrases_alone_is_a_finding():
    assert found(decided(EMPTY))


def test_an_answer_that_is_just_as_polite_and_says_something_has_substance():
    assert found(said(EMPTY + FULL)) == []


def test_an_answer_of_unknown_kind_is_a_note():
    (finding,) = found(said(EMPTY, kind="unknown"))

    assert finding.severity == "note"


@pytest.mark.parametrize("kind", ["interim", "forwarding"])
def test_a_reply_that_says_what_it_is_is_not_asked(kind):
    assert found(said(EMPTY, kind=kind)) == []


def test_exactly_as_many_signs_as_the_policy_asks_for_are_enough():
    words = "桥梁主体结构严重开裂急需拆除"

    assert found(said(EMPTY + words[: SIGNS - 1]))
    assert found(said(EMPTY + words[:SIGNS])) == []
    assert found(said(EMPTY + words[: SIGNS + 1])) == []


def test_an_answer_with_substance_before_or_after_is_one():
    assert found(said(EMPTY, 6, "first"), said(FULL, 9, "second")) == []
    assert found(said(FULL, 6, "first"), said(EMPTY, 9, "second")) == []


def test_several_answers_of_which_none_says_anything_are_one_finding():
    (finding,) = found(said(EMPTY, 6, "first"), said(EMPTY, 9, "second"))

    assert proven_by(finding) == ids("first")
    assert finding.args["answers"] == 2


def test_an_answer_that_was_struck_through_says_nothing():
    assert found(said(EMPTY, 6, "first"), said(FULL, 9, "second"), struck_through("second"))


def test_a_new_round_needs_an_answer_of_its_own():
    again = (reopened(on=10, resolution_id="r"), said(EMPTY, 12, "again"))

    (finding,) = found(said(FULL), *again)

    assert proven_by(finding) == ids("again")


def test_an_opinion_has_its_substance_in_its_document():
    paper = Attachment(
        attachment_id=uuid5(NAMES, "paper"), media_type="application/pdf", size=1, sha256="0"
    )

    assert found(decided(EMPTY, document=paper)) == []


def test_words_that_were_erased_say_nothing_either_way():
    erased = happened(
        Replied, ROADS, 6, "reply", reply_id="r", kind="final", text=Sealed.closed(lambda: None)
    )

    assert found(erased) == []
