"""Bare words are codes; what a person wrote can only stand in a sealed field.

So the leak test of the store holds by construction: no act takes prose into an unsealed field.
"""

import dataclasses
from collections.abc import Iterator, Mapping
from datetime import datetime
from types import NoneType
from typing import Any, Literal, get_args, get_origin
from uuid import UUID, uuid4

import pytest

from every_act import WORDS
from histories import BUREAU, LI, day, entry, petition_in
from petition_es.domain.codes import Place, Source
from petition_es.domain.entry import Actor
from petition_es.domain.event import STAMP, TOPICS
from petition_es.domain.petition import ACTS, Merge, Petition, Refer, Submit, TakeAction
from petition_es.domain.refusals import NotACode, NotInTheList, WrongKind
from petition_es.domain.sealed import Sealed
from petition_es.domain.shape import check_shape, check_value, declared

PROSE = ("two words", "桥要塌了", "Ünwanted", "", "line\nbreak", "x" * 201, "tab\there", "-starts")


def plain_words(hint: Any, *way: str) -> Iterator[tuple[str, ...]]:
    """Every way through a declared type that ends in a bare `str`."""
    if hint is str:
        yield way
    elif dataclasses.is_dataclass(hint):
        for name, inner in declared(hint).items():
            yield from plain_words(inner, *way, name)
    elif get_origin(hint) is not Literal:
        values = get_args(hint)[1:] if get_origin(hint) is Mapping else get_args(hint)
        for argument in values:
            yield from plain_words(argument, *way)


def sample(hint: Any, word: str, way: tuple[str, ...]) -> Any:
    """A value of the declared type in which `word` stands at the end of the way."""
    if hint is str:
        return word
    if dataclasses.is_dataclass(hint):
        return _part(hint, word, way)
    arguments = [each for each in get_args(hint) if each is not NoneType]
    if get_origin(hint) is tuple:
        return (sample(arguments[0], word, way),)
    if get_origin(hint) is Literal:
        return arguments[0]
    if len(arguments) == 2:  # a mapping
        return {"key": sample(arguments[1], word, way)}
    return sample(arguments[0], word, way) if arguments else _plain(hint)


def _part(shape: Any, word: str, way: tuple[str, ...]) -> Any:
    values = {}
    for name, hint in declared(shape).items():
        wanted = bool(way) and name == way[0]
        values[name] = sample(hint, word if wanted else "code", way[1:] if wanted else ())
    return shape(**values)


def _plain(hint: Any) -> Any:
    values = {datetime: day(1), UUID: uuid4(), int: 1, float: 0.5, bool: True}
    return Sealed("任何文字") if hint is Sealed else values[hint]


PLACES = [
    (name, way)
    for name, act_class in ACTS.items()
    for field, hint in declared(act_class).items()
    for way in plain_words(hint, field)
]


@pytest.mark.parametrize(("name", "way"), PLACES, ids=[f"{n}.{'.'.join(w)}" for n, w in PLACES])
def test_no_prose_gets_into_any_open_field_of_any_act(name, way):
    act_class = ACTS[name]
    hint = declared(act_class)[way[0]]
    for prose in PROSE:
        act = dataclasses.replace(WORDS[name](), **{way[0]: sample(hint, prose, way[1:])})
        with pytest.raises(NotACode):
            check_shape(act)
    check_shape(dataclasses.replace(WORDS[name](), **{way[0]: sample(hint, "a.code-1", way[1:])}))


def test_the_key_of_a_mapping_is_a_code_as_well():
    with pytest.raises(NotACode):
        check_shape(Merge(survivor="XF", claim_map={"my claim": "c1"}))


def test_performing_checks_the_shape_before_anything_else():
    petition = petition_in("registered")
    with pytest.raises(NotACode, match="to_unit"):
        petition.perform(Refer(to_unit="the roads office"), entry(BUREAU, on=2))
    nobody = Submit(title=Sealed("t"), text=Sealed("x"), parties=(), submission_id="a b")
    with pytest.raises(NotACode):
        Petition.submitted(uuid4(), nobody, entry(LI, on=0))


def test_sealed_fields_take_anything():
    check_shape(Submit(title=Sealed("a b"), text=Sealed("桥\n\x00" * 999), parties=()))
    check_shape(Place(address=Sealed("张三家")))


def test_a_refusal_names_the_field_and_never_repeats_the_words():
    with pytest.raises(NotACode) as refused:
        check_shape(Refer(to_unit="张三的电话 139"))
    assert "张三" not in str(refused.value)
    assert refused.value.facts == {"field": "to_unit"}


@pytest.mark.parametrize(
    ("act", "refusal"),
    [
        (Refer(to_unit="roads", kind="whatever"), NotInTheList),
        (Refer(to_unit="roads", kind=["referral"]), NotInTheList),
        (Refer(to_unit=Sealed("roads")), WrongKind),
        (Refer(to_unit=7), WrongKind),
        (Refer(to_unit="roads", claim_ids=["bridge"]), WrongKind),
        (Refer(to_unit="roads", report_due="2016-09-01"), WrongKind),
        (Refer(to_unit="roads", offline="yes"), WrongKind),
        (Submit(title="bare", text=Sealed("x"), parties=()), WrongKind),
        (TakeAction(kind="works", period="long"), WrongKind),
        (Merge(survivor="XF", claim_map=("a", "b")), WrongKind),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else None,
)
def test_a_field_holds_the_kind_of_value_that_it_is_for(act, refusal):
    with pytest.raises(refusal):
        check_shape(act)


def test_what_a_class_itself_puts_in_a_field_is_held_to_it_too():
    @dataclasses.dataclass(frozen=True, kw_only=True)
    class Careless:
        unit: str = "two words"
        part: str = "lead"

    with pytest.raises(NotACode, match="unit"):
        check_shape(Careless())
    check_shape(Careless(unit="roads"))


def test_numbers_are_numbers():
    check_value("score", float, 1)
    for hint, value in ((int, True), (int, 1.5), (float, "1"), (bool, 1)):
        with pytest.raises(WrongKind):
            check_value("n", hint, value)


# ---- Who enters it -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "stamp",
    [
        {"on_behalf_of": "张三"},
        {"regime": "the new rules"},
        {"source": Source(system="mail box", record_id="1")},
        {"source": Source(system="mailbox", record_id="信 1")},
    ],
    ids=["on_behalf_of", "regime", "source system", "source record"],
)
def test_no_prose_gets_into_the_stamp_either(stamp):
    with pytest.raises(NotACode):
        entry(BUREAU, on=1, **stamp)


def test_an_actor_is_a_pseudonym_with_a_known_role():
    with pytest.raises(NotACode):
        entry(Actor(actor_id="张三", role="petitioner"), on=1)
    with pytest.raises(NotInTheList):
        entry(Actor(actor_id="x", role="king"), on=1)
    with pytest.raises(NotInTheList):
        entry(BUREAU, on=1, at_precision="roughly")


# ---- What is stored ------------------------------------------------------------------------------

SEALED = {
    "Petition.Submitted": {"title", "text"},
    "Petition.Registered": {"accused.identity", "place.address", "place.point"},
    "Petition.Classified": {"place.address", "place.point"},
    "Petition.ClaimsRecorded": {"claims.text"},
    "Petition.Returned": {"explanation"},
    "Petition.Extended": {"explanation"},
    "Petition.Contacted": {"note"},
    "Petition.MaterialAdded": {"note"},
    "Petition.Replied": {"text"},
    "Petition.OpinionIssued": {"text"},
    "Petition.ResultReported": {"text"},
    "Petition.ReportSentBack": {"reason"},
    "Petition.Evaluated": {"words"},
    "Inquiry.Opened": {"reason"},
    "Inquiry.Confirmed": {"reason"},
    "Inquiry.Dismissed": {"reason"},
    "Inquiry.Reopened": {"reason"},
    "Petitioner.IdentityLinked": {"name", "id_number", "phone", "address"},
}
"""The free text and personal data of events.md (†); names of attachments are sealed everywhere."""


def sealed_words(hint: Any, *way: str) -> Iterator[str]:
    if hint is Sealed:
        yield ".".join(way)
    elif dataclasses.is_dataclass(hint):
        for name, inner in declared(hint).items():
            yield from sealed_words(inner, *way, name)
    else:
        for argument in get_args(hint):
            yield from sealed_words(argument, *way)


@pytest.mark.parametrize("topic", TOPICS)
def test_all_free_text_of_an_event_is_sealed(topic):
    event_class = TOPICS[topic]
    found = set(sealed_words(event_class))
    attachments = {way for way in found if way.endswith(".name")}
    assert found - attachments == SEALED.get(topic, set())


@pytest.mark.parametrize("topic", TOPICS)
def test_an_act_says_every_open_word_of_its_event_or_decides_it_as_an_id(topic):
    """No field of an event is filled from anywhere but a checked act, a checked entry, or an id."""
    act = next((a for a in ACTS.values() if topic == a.records.TOPIC), None)
    if act is None:  # The record of persons and units checks the event's own fields.
        return
    bare = {way[0] for way in plain_words(TOPICS[topic]) if way[0] not in STAMP}
    decided = {
        "submission_id", "decided_by", "party_role", "referral_id", "parent_referral_id",
        "from_unit", "party", "resolution_id", "evaluation_id", "scale", "opinion_id", "reply_id",
        "fields", "clock_rule",
    }  # fmt: skip
    assert bare - set(declared(act)) <= decided
