"""What is shown, to whom, and with which code (检举控告, 公开, 查询码)."""

from uuid import uuid4

import pytest

from histories import (
    BUREAU,
    LI,
    PETITION_ID,
    ROADS,
    entry,
    named,
    number,
    party,
    registered,
    submitted,
)
from petition_es.domain.codes import Accused, Attachment
from petition_es.domain.petition import (
    Classify,
    Correct,
    Disclose,
    DisclosureSet,
    IssueQueryCode,
    Petition,
    QueryCodeIssued,
    Register,
    Submit,
)
from petition_es.domain.refusals import (
    AccusationsStayClosed,
    LaterStepsStandInTheWay,
    NamesStayClosed,
    NoSuchEntry,
    NothingChanged,
    NotYetRegistered,
)
from petition_es.domain.sealed import Sealed
from scenario import given, given_in

PUBLISH = Disclose(audience="public", reason="published")


HIDE_NAMES = Disclose(target="names", audience="auditor", reason="petitioner_asked")
SHOW_NAMES = Disclose(target="names", audience="officer", reason="petitioner_asked")


def test_a_petitioner_hides_the_name_and_shows_it_again():
    (
        given(submitted())
        .when(HIDE_NAMES, by=LI, on=0.5)
        .then(DisclosureSet, target="names", audience="auditor")
        .when(HIDE_NAMES, by=LI, on=0.6)
        .then_refused(NothingChanged)
        .when(SHOW_NAMES, by=LI, on=0.7)
        .then(DisclosureSet, audience="officer")
    )


def test_names_are_never_published():
    wide = Disclose(target="names", audience="public", reason="published")
    given_in("received").when(wide, by=BUREAU, on=3).then_refused(NamesStayClosed)


def test_nothing_is_published_before_it_is_registered():
    given(submitted()).when(PUBLISH, by=BUREAU, on=1).then_refused(NotYetRegistered)


def accusation() -> Petition:
    """An anonymous accusation of an official, from nothing to registered."""
    submit = Submit(
        title=Sealed("举报"), text=Sealed("受贿"), parties=(party(LI),), channel="letter"
    )
    petition = Petition.submitted(PETITION_ID, submit, entry(LI, on=0))
    accused = (Accused(kind="person", identity=Sealed("某局长")),)
    register = Register(
        number=number(), purpose="accusation", anonymity="anonymous", accused=accused
    )
    petition.perform(register, entry(BUREAU, on=1))
    return petition


def test_an_anonymous_accusation_keeps_whom_it_accuses_and_is_never_published():
    petition = accusation()
    assert petition.file.is_confidential
    assert petition.recorded[1].anonymity == "anonymous"
    assert repr(petition.file.accused[0].identity) == "Sealed(…)"
    with pytest.raises(AccusationsStayClosed):
        petition.perform(PUBLISH, entry(BUREAU, on=2))
    petition.perform(Disclose(audience="officer", reason="privacy"), entry(BUREAU, on=2))


@pytest.mark.parametrize(
    "closing",
    [Classify(flags=("confidential",)), Classify(legal_path="accusation")],
    ids=["marked confidential", "found to be an accusation"],
)
def test_what_becomes_confidential_later_is_not_published_either(closing):
    (
        given_in("received")
        .when(closing, by=BUREAU, on=3)
        .when(PUBLISH, by=BUREAU, on=4)
        .then_refused(AccusationsStayClosed)
    )


def test_no_correction_makes_an_accusation_public():
    petition = accusation()
    petition.perform(Disclose(audience="officer", reason="privacy"), entry(BUREAU, on=2))
    wider = Correct(
        corrected=petition.recorded[-1].event_id, effect="amend", reason="other",
        changes={"audience": "public"},
    )  # fmt: skip
    with pytest.raises(AccusationsStayClosed):
        petition.perform(wider, entry(BUREAU, on=3))


def test_a_published_petition_does_not_turn_out_an_accusation_by_correction_alone():
    turns = Correct(
        corrected=named("registered"), effect="amend", reason="wrong_content",
        changes={"purpose": "accusation"},
    )  # fmt: skip
    (
        given(submitted(), registered())
        .when(PUBLISH, by=BUREAU, on=2)
        .when(turns, by=BUREAU, on=3)
        .then_refused(LaterStepsStandInTheWay, rule="AccusationsStayClosed")
    )


def test_the_whole_petition_or_one_step_is_disclosed():
    redacted = Attachment(attachment_id=uuid4(), media_type="text/plain", size=3, sha256="ab")
    step = str(named("opinion-roads"))
    (
        given_in("resolved")
        .when(PUBLISH, by=BUREAU, on=10)
        .then(DisclosureSet, target="petition")
        .when(
            Disclose(
                audience="public", reason="published", target=step, redacted_document=redacted
            ),
            by=ROADS,
            on=10,
        )
        .then(DisclosureSet, target=step, redacted_document=redacted)
        .when(Disclose(audience="public", reason="other", target=str(uuid4())), by=ROADS, on=11)
        .then_refused(NoSuchEntry)
    )


def test_a_query_code_is_kept_as_a_hash_and_can_be_renewed_even_after_the_end():
    (
        given_in("withdrawn")
        .when(IssueQueryCode(code_hash="scrypt$1$abc"), by=BUREAU, on=10)
        .then(QueryCodeIssued, code_hash="scrypt$1$abc", delivery="online")
        .when(IssueQueryCode(code_hash="scrypt$1$def", delivery="printed"), by=BUREAU, on=11)
        .then(QueryCodeIssued)
    )
