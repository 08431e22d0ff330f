"""Every kind of event is shown, and every field of it is answered for."""

import re

import pytest

from petition_es.domain.codes import Attachment
from petition_es.domain.event import TOPICS, content_fields
from petition_es.domain.petition import PetitionEvent
from petition_es.domain.sealed import Sealed
from petition_es.domain.shape import declared
from petition_es.projections.timeline import AUDIENCES, TAGS
from petition_es.projections.timeline.arguments import MADE_OF
from petition_es.projections.timeline.steps import STEPS

KINDS = sorted(
    (event for event in TOPICS.values() if issubclass(event, PetitionEvent)),
    key=lambda event: event.__name__,
)


@pytest.mark.parametrize("event", KINDS, ids=lambda event: event.__name__)
def test_every_field_is_an_argument_a_document_or_withheld(event):
    row = STEPS[event]
    answered = {row.to_unit} - {None} | set(row.documents) | row.withheld
    for name in row.arguments:
        answered |= MADE_OF.get(name, {name}) & content_fields(event)
    assert answered == content_fields(event)
    made = {name for name in row.arguments if name in MADE_OF}
    assert set(row.arguments) - made <= content_fields(event)


@pytest.mark.parametrize("event", KINDS, ids=lambda event: event.__name__)
def test_no_sealed_field_is_an_argument(event):
    row, hints = STEPS[event], declared(event)
    for name in set(row.arguments) & content_fields(event) - set(MADE_OF):
        assert Sealed.__name__ not in str(hints[name])
        assert Attachment.__name__ not in str(hints[name])


@pytest.mark.parametrize("event", KINDS, ids=lambda event: event.__name__)
def test_variants_are_told_apart_by_a_public_code_of_a_closed_list(event):
    row = STEPS[event]
    if row.by is None:
        assert list(row.tags) == [""]
    else:
        assert row.arguments[row.by] == "public"
        codes = re.findall(r"'(\w+)'", str(declared(event)[row.by]))
        assert sorted(row.tags) == sorted(codes)


def test_tags_and_audiences_come_from_their_lists():
    used = {tag for row in STEPS.values() for tag in row.tags.values()}
    assert used == set(TAGS)
    assert {row.audience for row in STEPS.values()} <= set(AUDIENCES)


def test_whatever_names_a_person_or_another_petition_is_for_officers():
    persons = {"petitioner_id", "represents", "party", "to_party", "decided_by", "verified_by"}
    others = {"other", "prior_petition"}
    for row in STEPS.values():
        for name in (persons | others) & set(row.arguments):
            assert row.arguments[name] == "officer", (row.event.__name__, name)
