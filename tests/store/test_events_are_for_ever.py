"""What was ever stored can be read, and a released shape never changes."""

import dataclasses
import json
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import golden_files
import pytest
from made_events import EVENT_CLASSES, full

from petition_es.domain.event import TOPICS
from petition_es.domain.petition import PetitionEvent
from petition_es.domain.sealed import Sealed
from petition_es.store import schemas
from petition_es.store.envelopes import close_envelope, place_of
from petition_es.store.mapper import upcast
from petition_es.store.sealed_fields import sealed_words
from petition_es.store.sealing import AesSeal

REPOSITORY = Path(__file__).parents[2]
GOLDEN = sorted(golden_files.FOLDER.glob("*.json"))


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_every_golden_event_can_be_read(path):
    event = golden_files.MAPPER.to_domain_event(golden_files.read(path))
    assert golden_files.read(path).topic == event.TOPIC
    assert all(word.reveal() for word in sealed_words(event).values())


@pytest.mark.parametrize("event_class", EVENT_CLASSES, ids=lambda each: each.TOPIC)
def test_every_event_is_stored_as_in_its_golden_file(event_class):
    """If it is not: change the event under a new `class_version`, then run golden_files.py."""
    golden = golden_files.read(golden_files.path_of(event_class))
    assert golden_files.store(event_class) == golden
    assert golden_files.MAPPER.to_domain_event(golden) == full(event_class)


def test_no_event_has_a_field_that_a_state_needs_for_itself():
    for event_class in EVENT_CLASSES:
        names = {field.name for field in dataclasses.fields(event_class)}
        assert names.isdisjoint({"sealed", "class_version"})


@pytest.mark.parametrize("event_class", EVENT_CLASSES, ids=lambda each: each.TOPIC)
def test_a_shape_names_every_field_and_says_which_words_are_sealed(event_class):
    said = schemas.shape_of(event_class)["properties"]
    assert list(said) == [field.name for field in dataclasses.fields(event_class)]
    assert said["regime"]["column"] == "metadata"
    for name in golden_files.read(golden_files.path_of(event_class)).metadata:
        assert said[name]["column"] == "metadata"


def test_released_shapes_are_kept():
    """Fails when an event's shape changed without a new version since a release."""
    released = REPOSITORY / schemas.RELEASED
    assert list(schemas.broken_promises(released, TOPICS)) == []


# ---- What a release is worth, on an event of our own -------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Whistled(PetitionEvent):
    """An event that exists in this test alone."""

    tune: str
    notes: tuple[int, ...] = ()
    words: Sealed | None = None


del TOPICS[Whistled.TOPIC]


def variant(*fields, **members):
    """The same event with other fields: what somebody might make of it after the release."""
    made = dataclasses.make_dataclass(
        "Whistled", fields, bases=(PetitionEvent,), frozen=True, kw_only=True, namespace=members
    )
    del TOPICS[made.TOPIC]
    return made


TUNE = ("tune", str)
NOTES = ("notes", tuple[int, ...], ())
WORDS = ("words", Sealed | None, None)


@pytest.fixture
def released(tmp_path, monkeypatch):
    monkeypatch.setitem(TOPICS, Whistled.TOPIC, Whistled)
    assert schemas.main(["--release", "0.1.0", "--folder", str(tmp_path)]) == 0
    return tmp_path


def problems(released, event_class):
    topics = {topic: each for topic, each in TOPICS.items() if topic != Whistled.TOPIC}
    if event_class is not None:
        topics[Whistled.TOPIC] = event_class
    return list(schemas.broken_promises(released, topics))


def test_a_release_that_is_kept_has_no_problems(released):
    assert problems(released, Whistled) == []
    assert problems(released, variant(TUNE, NOTES, WORDS)) == []


@pytest.mark.parametrize(
    "fields",
    [
        (("melody", str), NOTES, WORDS),
        (TUNE, WORDS),
        (TUNE, NOTES, WORDS, ("loud", bool, False)),
        (("tune", int), NOTES, WORDS),
        (TUNE, ("notes", tuple[str, ...], ()), WORDS),
        (TUNE, ("notes", tuple[int, ...], (1,)), WORDS),
        (TUNE, NOTES, ("words", str | None, None)),
    ],
    ids=["renamed", "removed", "added", "type", "item type", "default", "unsealed"],
)
def test_a_changed_shape_breaks_the_promise(released, fields):
    assert problems(released, variant(*fields)) == [
        "Petition.Whistled@1, released with 0.1.0: its shape changed without a new version"
    ]


def test_a_removed_event_breaks_the_promise(released):
    (problem,) = problems(released, None)
    assert "no such event any more" in problem


def test_a_new_version_needs_an_upcaster(released):
    melody = ("melody", str)
    (problem,) = problems(released, variant(melody, NOTES, WORDS, class_version=2))
    assert "there is no upcast_v1_v2" in problem
    upcaster = staticmethod(lambda fields: fields.__setitem__("melody", fields.pop("tune")))
    kept = variant(melody, NOTES, WORDS, class_version=2, upcast_v1_v2=upcaster)
    assert problems(released, kept) == []
    (problem,) = problems(released, variant(TUNE, NOTES, WORDS, class_version=0))
    assert "its version went back" in problem


def test_a_release_is_written_once(released, capsys):
    assert schemas.main(["--release", "0.1.0", "--folder", str(released)]) == 1
    assert "released already" in capsys.readouterr().err


def test_the_shapes_can_be_printed(capsysbinary):
    assert schemas.main([]) == 0
    shapes = json.loads(capsysbinary.readouterr().out)
    assert len(shapes) == len(EVENT_CLASSES)


# ---- Upcasting ---------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Sung(PetitionEvent):
    """An event in its third version: the words were once called text."""

    class_version: ClassVar[int] = 3
    words: Sealed
    by_rule: str

    @staticmethod
    def upcast_v1_v2(fields):
        fields["words"] = fields.pop("text")

    @staticmethod
    def upcast_v2_v3(fields):
        fields["by_rule"] = f"{fields['regime']}:{fields.pop('rule')}"


del TOPICS[Sung.TOPIC]


def test_an_old_event_is_brought_up_to_the_present_words_and_metadata_included(monkeypatch):
    monkeypatch.setitem(TOPICS, Sung.TOPIC, Sung)
    present = full(Sung)
    stored = golden_files.MAPPER.to_stored_event(present)
    assert b'"class_version":3' in stored.state
    state = json.loads(stored.state) | {"sealed": ["text"], "class_version": 1, "rule": "r"}
    del state["by_rule"], state["class_version"]
    place = place_of(stored.originator_id, stored.event_id, stored.topic)
    sealed = close_envelope(AesSeal(), golden_files.KEY, {"text": "old words"}, place)
    old = dataclasses.replace(stored, state=json.dumps(state).encode(), sealed=sealed)
    event = golden_files.MAPPER.to_domain_event(old)
    assert (event.words.reveal(), event.by_rule) == ("old words", f"{present.regime}:r")


def test_an_event_of_a_later_version_is_not_read():
    with pytest.raises(ValueError, match="written as version 4, known up to 3"):
        upcast(Sung, {"class_version": 4})
