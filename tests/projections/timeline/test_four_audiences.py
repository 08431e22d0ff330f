"""Four views of one timeline; a lower audience never sees more."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Any
from uuid import uuid4

import orjson
import pytest
from hypothesis import given

from histories import BUREAU, LI, PETITION_ID, ROADS, WANG, day, entry, number, petition_in
from petition_es.cli.timeline_view import timeline_text
from petition_es.domain.codes import Accused, Attachment, Code, Party, Place
from petition_es.domain.petition import (
    Accept,
    AddMaterial,
    Classify,
    Contact,
    Corrected,
    Disclose,
    Evaluate,
    IssueOpinion,
    IssueQueryCode,
    JoinParty,
    Link,
    Petition,
    Receive,
    Refer,
    Register,
    Reply,
    Resolve,
    Submit,
    Urge,
)
from petition_es.domain.petition.order import voided
from petition_es.domain.refusals import Refusal
from petition_es.domain.sealed import Sealed
from petition_es.projections.timeline import (
    AUDIENCES,
    NotPublished,
    Timeline,
    seen_by,
    timeline,
    to_json,
)
from random_histories import histories

NOW = day(400)
RECKONED = {
    "first_activity",
    "last_activity",
    "silent_days",
    "counts",
    "steps_of_unknown_recording",
}
"""Facts of the head that are counted from the steps that are shown."""


def seen(petition: Petition, audience: str) -> Timeline:
    return timeline(petition.recorded, audience=audience, units=lambda _: None, now=NOW)


def as_json(timeline: Timeline) -> dict[str, Any]:
    """What another program gets, as it arrives there."""
    answer: dict[str, Any] = orjson.loads(orjson.dumps(to_json(timeline)))
    return answer


def open_views(events: list[Any]) -> list[Timeline]:
    """The views that are open, from the widest audience to the narrowest."""
    views = []
    for audience in AUDIENCES:
        try:
            views.append(timeline(events, audience=audience, units=lambda _: None, now=NOW))
        except Refusal:
            continue
    return views


def is_no_more(lower: Any, higher: Any) -> bool:
    """Tell whether everything said is said by the other one as well, in the same words."""
    if lower is None or lower == higher:
        return True
    if isinstance(lower, dict):
        return isinstance(higher, dict) and all(
            name in higher and is_no_more(value, higher[name]) for name, value in lower.items()
        )
    if isinstance(lower, list):
        return isinstance(higher, list) and all(item in higher for item in lower)
    return False


@given(histories())
def test_a_lower_audience_never_sees_more(events):
    for lower, higher in pairwise(map(as_json, open_views(events))):
        more = {step["id"]: step for step in higher["checkpoints"]}
        for step in lower["checkpoints"]:
            del step["elapsed"]  # reckoned from the steps shown, see below
            assert is_no_more(step, more[step["id"]])
        for name, fact in lower["head"].items():
            if name not in RECKONED:
                assert is_no_more(fact, higher["head"][name]), name
        for name, count in lower["head"]["counts"].items():
            assert count <= higher["head"]["counts"][name]


@given(histories())
def test_every_view_can_be_made_from_that_of_a_reader_who_sees_more(events):
    views = open_views(events)
    for place, higher in enumerate(views):
        for lower in views[:place]:
            assert seen_by(higher, lower.audience) == lower


@given(histories())
def test_an_entry_and_its_corrected_versions_are_open_to_the_same_audience(events):
    [*_, full] = open_views(events)
    audiences = {step.id: step.audience for step in full.checkpoints}
    for step in full.checkpoints:
        if step.instead_of:
            assert audiences[step.instead_of] == step.audience
        if step.corrects:
            order = AUDIENCES.index
            assert order(step.audience) >= order(audiences[step.corrects])
    assert {step.id for step in full.checkpoints if step.voided} == set(voided(events))


@given(histories())
def test_links_between_steps_lead_to_steps_that_are_shown(events):
    for view in open_views(events):
        shown = {step.id for step in view.checkpoints} | {None}
        for step in view.checkpoints:
            assert {step.corrects, step.corrected_by, step.instead_of} <= shown
        head = view.head
        said = [head.claimed_resolved, head.carried_out, head.confirmed, head.denied]
        assert {fact.checkpoint for fact in [*said, *head.evaluations] if fact} <= shown


# ---- Who gets in ---------------------------------------------------------------------------------


def test_a_petition_is_not_public_before_it_was_published():
    petition = petition_in("resolved")
    with pytest.raises(NotPublished):
        seen(petition, "public")
    assert not seen(petition, "petitioner").head.published
    petition.perform(Disclose(audience="public", reason="published"), entry(BUREAU, 9))
    assert seen(petition, "public").head.published


def test_publication_can_be_taken_back_and_the_past_is_closed_with_it():
    petition = petition_in("resolved")
    petition.perform(Disclose(audience="public", reason="published"), entry(BUREAU, 9))
    petition.perform(Disclose(audience="petitioner", reason="privacy"), entry(BUREAU, 12))
    with pytest.raises(NotPublished):
        timeline(
            petition.recorded, audience="public", units=lambda _: None, now=NOW, known_by=day(10)
        )


@pytest.mark.parametrize(
    "close",
    [Classify(flags=("confidential",)), Classify(legal_path="accusation")],
    ids=["confidential", "accusation"],
)
def test_a_petition_that_turns_out_to_be_closed_has_no_public_view_any_more(close):
    petition = petition_in("accepted")
    petition.perform(Disclose(audience="public", reason="published"), entry(BUREAU, 9))
    petition.perform(close, entry(BUREAU, 10))
    with pytest.raises(NotPublished):
        seen(petition, "public")
    assert seen(petition, "petitioner").checkpoints


def test_a_step_is_hidden_or_shown_by_a_disclosure_of_its_own():
    petition = petition_in("in_handling")
    petition.perform(Disclose(audience="public", reason="published"), entry(BUREAU, 9))
    petition.perform(Contact(method="phone", note=Sealed("…")), entry(ROADS, 9))
    contact, opened = petition.recorded[-1], seen(petition, "public")
    assert contact.event_id not in {step.id for step in opened.checkpoints}
    show = Disclose(audience="public", reason="published", target=str(contact.event_id))
    petition.perform(show, entry(BUREAU, 10))
    [*_, step] = seen(petition, "public").checkpoints
    assert (step.id, step.documents, step.actor) == (contact.event_id, (), None)


def test_what_was_hidden_stays_hidden_when_it_is_corrected():
    petition = petition_in("resolved")
    petition.perform(Evaluate(evaluatee="unit", result="satisfied"), entry(LI, 10))
    vote = petition.recorded[-1]
    hide = Disclose(audience="officer", reason="privacy", target=str(vote.event_id))
    petition.perform(hide, entry(BUREAU, 11))
    said_anew = replace(vote, event_id=uuid4(), originator_version=15, result="dissatisfied")
    correction = Corrected.of(
        entry(BUREAU, 12),
        originator_id=petition.id,
        originator_version=14,
        rests_on=(vote.event_id,),
        content={
            "corrected": vote.event_id,
            "effect": "amend",
            "replacement": said_anew.event_id,
            "reason": "wrong_content",
        },
    )
    petition.absorb(correction)
    petition.absorb(said_anew)
    shown = {step.event for step in seen(petition, "petitioner").checkpoints}
    assert not shown & {"Evaluated", "Corrected"}
    assert {"Evaluated", "Corrected"} <= {s.event for s in seen(petition, "officer").checkpoints}


def test_a_fact_of_the_head_is_hidden_with_the_step_it_rests_on():
    petition = petition_in("resolved")
    petition.perform(Evaluate(evaluatee="unit", result="satisfied"), entry(LI, 10))
    for event in petition.recorded[-2:]:
        hide = Disclose(audience="officer", reason="privacy", target=str(event.event_id))
        petition.perform(hide, entry(BUREAU, 11))
    hidden, full = seen(petition, "petitioner").head, seen(petition, "officer").head
    assert (hidden.evaluations, hidden.confirmed, hidden.claimed_resolved) == ((), None, None)
    assert full.evaluations
    assert full.confirmed
    assert full.claimed_resolved
    assert hidden.state == full.state == "resolved"


def test_what_is_hidden_today_is_hidden_in_the_past():
    petition = petition_in("in_handling")
    action = petition.recorded[-1]
    hide = Disclose(audience="officer", reason="secrecy", target=str(action.event_id))
    petition.perform(hide, entry(BUREAU, 10))
    for audience, shown in (("petitioner", False), ("officer", True)):
        past = timeline(
            petition.recorded,
            audience=audience,
            units=lambda _: None,
            now=NOW,
            known_by=day(9),
        )
        assert (action.event_id in {step.id for step in past.checkpoints}) == shown


def test_a_redacted_document_is_shown_with_the_step_that_it_stands_for():
    petition = petition_in("answered")
    paper = Attachment(attachment_id=PETITION_ID, media_type="application/pdf", size=9, sha256="00")
    opinion = petition.recorded[-1]
    petition.perform(Disclose(audience="public", reason="published"), entry(BUREAU, 9))
    redacted = Disclose(
        audience="public",
        reason="published",
        target=str(opinion.event_id),
        redacted_document=paper,
    )
    petition.perform(redacted, entry(BUREAU, 9))
    [step] = [s for s in seen(petition, "public").checkpoints if s.event == "OpinionIssued"]
    assert [(d.kind, d.document_id) for d in step.documents] == [("redacted", str(PETITION_ID))]


# ---- Canaries ------------------------------------------------------------------------------------

SECRET = "canary"  # stands in everything that nobody outside the office may read


def canary_petition(opener: Callable[[], str]) -> Petition:
    """A petition with a canary in every sealed field, pseudonym, number and id of the office."""
    words = Sealed.closed(opener)
    li, wang = f"{SECRET}-li", f"{SECRET}-wang"
    petition = Petition.submitted(
        PETITION_ID,
        Submit(title=words, text=words, parties=(Party(petitioner_id=li),)),
        entry(LI, 0),
    )
    bureau = type(BUREAU)(actor_id=f"{SECRET}-officer", role="officer", unit_id="bureau")
    roads = type(BUREAU)(actor_id=f"{SECRET}-roads", role="officer", unit_id="roads")
    person = type(BUREAU)(actor_id=li, role="petitioner")
    place = Place(division=Code("gbt2260", "2016", "320826"), address=words, point=words)
    for act, actor in (
        (Register(number=number(), place=place, persons_count=2), bureau),
        (Disclose(audience="public", reason="published"), bureau),
        (IssueQueryCode(code_hash=f"{SECRET}-hash"), bureau),
        (JoinParty(petitioner_id=wang), bureau),
        (Link(other=number(77), relation="same_person", features=(f"{SECRET}-f",)), bureau),
        (Refer(to_unit="roads", referral_id=f"{SECRET}-referral"), bureau),
        (Receive(), roads),
        (Accept(proposed_by=f"{SECRET}-unit"), roads),
        (Contact(method="phone", note=words), roads),
        (AddMaterial(note=words), person),
        (Urge(), person),
        (Reply(kind="interim", text=words, reply_id=f"{SECRET}-reply"), roads),
        (IssueOpinion(text=words, opinion_id=f"{SECRET}-opinion"), roads),
        (Resolve(resolution_id=f"{SECRET}-resolution"), roads),
        (Evaluate(evaluatee="unit", result="satisfied", words=words), person),
    ):
        petition.perform(act, entry(actor, petition.version))
    return petition


def opened_by_mistake() -> str:
    pytest.fail("a timeline opened a seal")


@pytest.mark.parametrize("audience", ["public", "petitioner"])
def test_no_canary_reaches_anybody_outside_the_office(audience):
    petition = canary_petition(opened_by_mistake)
    view = seen(petition, audience)
    papers = {paper.document_id for step in view.checkpoints for paper in step.documents}
    told = orjson.dumps(to_json(view)).decode()
    for text in (told, timeline_text(view, "zh"), timeline_text(view, "en")):
        assert SECRET not in text
        assert number(77) not in text
    assert bool(papers) == (audience == "petitioner")


@pytest.mark.parametrize("audience", ["officer", "auditor"])
def test_the_canaries_of_the_office_are_seen_inside_it_and_no_seal_is_opened(audience):
    view = seen(canary_petition(opened_by_mistake), audience)
    told = orjson.dumps(to_json(view)).decode()
    assert SECRET in told
    assert number(77) in told


def test_an_accusation_shows_its_petitioner_the_way_but_not_the_accused():
    accused = (Accused(kind="person", identity=Sealed.closed(opened_by_mistake)),)
    petition = petition_in("submitted")
    act = Register(number=number(), purpose="accusation", accused=accused)
    petition.perform(act, entry(BUREAU, 1))
    assert len(seen(petition, "petitioner").checkpoints) == 2
    with pytest.raises(NotPublished):
        seen(petition, "public")


def test_joint_petitioners_do_not_learn_each_other_s_pseudonyms():
    petition = petition_in("registered")
    petition.perform(JoinParty(petitioner_id=WANG.actor_id), entry(BUREAU, 2))
    petition.perform(Urge(), entry(WANG, 3))
    assert WANG.actor_id not in orjson.dumps(to_json(seen(petition, "petitioner"))).decode()
