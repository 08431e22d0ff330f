"""The proof of submission: it says what was handed in and when, and gives nothing away."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from people_and_days import LI, day, entry, number
from petition_es.domain.codes import Party
from petition_es.domain.petition import Petition, Submit, Submitted
from petition_es.domain.sealed import Sealed
from petition_es.office.proof import Proof, ReceiptStamp, Words
from petition_es.store.matching import Matching

NUMBER = number(7)
EVENT = UUID("11111111-2222-7333-8444-555555555555")
STAMP = ReceiptStamp(Matching(b"a secret of the tests, 32 bytes."))


def submitted(title: str = "村口的桥塌了一角", text: str = "请尽快派人来看看。") -> Submitted:
    act = Submit(
        title=Sealed(title), text=Sealed(text), parties=(Party(petitioner_id=LI.actor_id),)
    )
    stamp = entry(LI, 0, recorded=0.5, event_id=EVENT)
    (event,) = Petition.submitted(EVENT, act, stamp).collect_events()
    assert isinstance(event, Submitted)
    return event


def proof(event: Submitted | None = None) -> Proof:
    made = STAMP.prove(NUMBER, event or submitted())
    assert made is not None
    return made


def test_a_proof_says_which_petition_reached_the_office_when():
    said = proof().statement
    assert (said.number, said.event_id) == (NUMBER, EVENT)
    assert (said.submitted, said.recorded) == (day(0), day(0.5))
    assert said.submitted.isoformat() == "2016-07-01T09:00:00+08:00"


def test_a_proof_tells_nobody_what_was_said():
    assert "桥" not in str(proof())
    assert str(proof()).isascii()


def test_equal_words_of_two_petitions_have_different_fingerprints():
    other = replace(submitted(), event_id=UUID(int=7))
    assert proof(other).statement.fingerprint != proof().statement.fingerprint


def test_the_petitioner_can_show_what_was_handed_in():
    words = STAMP.words(submitted())
    assert words is not None
    assert Words(title=words.title, text=words.text, salt=words.salt).fingerprint == (
        proof().statement.fingerprint
    )
    for change in ({"title": "路塌了"}, {"text": "不急。"}, {"salt": "0" * 64}):
        assert replace(words, **change).fingerprint != proof().statement.fingerprint


def test_words_cannot_be_moved_from_the_title_into_the_text():
    one = Words(title="a\nb", text="c", salt="s")
    other = Words(title="a", text="b\nc", salt="s")
    assert one.fingerprint != other.fingerprint


def test_the_office_knows_its_own_proof_again():
    assert STAMP.is_genuine(proof())
    assert ReceiptStamp(Matching(b"a secret of the tests, 32 bytes.")).is_genuine(proof())


def test_another_office_did_not_sign_it():
    assert not ReceiptStamp(Matching(b"the secret of another office ...")).is_genuine(proof())


@pytest.mark.parametrize(
    "change",
    [
        {"number": number(8)},
        {"submitted": day(-1)},
        {"recorded": day(1)},
        {"event_id": UUID(int=1)},
        {"fingerprint": "0" * 64},
    ],
)
def test_a_changed_statement_is_not_genuine(change):
    forged = Proof(replace(proof().statement, **change), proof().signature)
    assert not STAMP.is_genuine(forged)


def test_a_proof_is_read_back_from_a_whole_receipt_as_phones_paste_it():
    receipt = f"Receipt\r\n\r\n{proof()}\r\nKeep this.".replace("\n", " \r\n").replace("\r\r", "\r")
    assert Proof.found_in(receipt) == proof()


@pytest.mark.parametrize(
    "pasted",
    [
        "",
        "hello",
        "petition-es proof of submission, version 1",
        str(proof()).replace("number: ", "number:"),
        str(proof()).replace("+08:00", ""),
        str(proof()).replace("event: 1", "event: x"),
        str(proof()).replace("signature: ed25519:", "signature: rsa:"),
        str(proof()).replace("signature: ed25519:", "signature: ed25519:*"),
        "\n".join(str(proof()).splitlines()[:-1]),
        "\n".join(reversed(str(proof()).splitlines())),
    ],
)
def test_what_is_no_proof_is_none_or_not_genuine(pasted):
    found = Proof.found_in(pasted)
    assert found is None or not STAMP.is_genuine(found)


def test_anyone_can_check_a_proof_with_the_public_key_alone():
    key = load_pem_public_key(STAMP.public_key.encode())
    key.verify(proof().signature, proof().statement.lines.encode())
    assert proof().statement.lines.endswith("\n")


def test_erased_words_are_proved_no_more():
    erased = replace(submitted(), text=Sealed.closed(lambda: None))
    assert STAMP.prove(NUMBER, erased) is None


def test_times_without_an_offset_are_no_statement():
    naive = replace(proof().statement, submitted=datetime(2016, 7, 1, 9))  # noqa: DTZ001  # the point
    assert not STAMP.is_genuine(Proof(naive, proof().signature))
