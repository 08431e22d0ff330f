"""Every code that people may be shown has words, and every sentence can be said."""

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

import petition_es
from petition_es.audits.codes import FAMILIES
from petition_es.audits.quality.rates import RATE_NAMES
from petition_es.domain import codes, inquiry
from petition_es.domain.event import TOPICS
from petition_es.domain.petition import (
    ACTS,
    STATES,
    PetitionEvent,
    arriving,
    connections,
    correcting,
    the_record,
)
from petition_es.domain.regime import rules
from petition_es.domain.shape import declared
from petition_es.messages import LANGUAGES, NoSuchMessage, keys, label, say
from petition_es.messages.catalogue import catalogue
from petition_es.projections import course
from petition_es.projections.timeline import STAGES, TAGS, expected
from petition_es.projections.timeline.arguments import MADE_OF
from petition_es.projections.timeline.steps import STEPS
from petition_es.store import faults

SOURCE = Path(petition_es.__file__).parent

CODES: dict[str, tuple[str, ...]] = {
    **FAMILIES,
    "act": tuple(ACTS),
    "alike": get_args(expected.AlikeIn),
    "anonymity": get_args(codes.Anonymity),
    "audience": get_args(codes.Audience),
    "certainty": get_args(rules.Certainty),
    "channel": get_args(codes.Channel),
    "classification_reason": get_args(arriving.ClassificationReason),
    "clock": get_args(rules.ClockName),
    "code_delivery": get_args(codes.CodeDelivery),
    "contact_method": get_args(codes.ContactMethod),
    "correction_reason": get_args(correcting.CorrectionReason),
    "decline_kind": get_args(codes.DeclineKind),
    "delivery_method": get_args(codes.DeliveryMethod),
    "disclosure_reason": get_args(the_record.DisclosureReason),
    "disposition": get_args(connections.Disposition),
    "document_kind": get_args(codes.DocumentKind),
    "evaluatee": get_args(codes.Evaluatee),
    "evaluation_result": get_args(codes.EvaluationResult),
    "event": tuple(t.rpartition(".")[2] for t in TOPICS if t.startswith("Petition.")),
    "flag": get_args(codes.Flag),
    "inquiry_state": get_args(inquiry.InquiryState),
    "inquiry_step": tuple(step.__name__ for step in inquiry.INQUIRY_STEPS),
    "legal_path": get_args(codes.LegalPath),
    "link_method": get_args(codes.LinkMethod),
    "outcome": get_args(codes.Outcome),
    "part": get_args(codes.Part),
    "party_role": get_args(codes.PartyRole),
    "procedure": get_args(codes.Procedure),
    "purpose": get_args(codes.Purpose),
    "rate": RATE_NAMES,
    "relation": get_args(codes.Relation),
    "reopen_ground": get_args(codes.ReopenGround),
    "return_reason": get_args(codes.ReturnReason),
    "role": get_args(codes.Role),
    "round": get_args(codes.Round),
    "side": get_args(codes.Side),
    "stage": STAGES,
    "state": STATES,
    "tag": TAGS,
    "unit_kind": get_args(codes.UnitKind),
    "unit_level": get_args(codes.UnitLevel),
    "waited": get_args(course.Waited),
    "paper": tuple(
        {kind for row in STEPS.values() for kind, _ in row.documents.values()} | {"redacted"}
    ),
}
"""The families of labels whose codes come from a closed list."""

OPEN = {"approver_role", "category", "extension_reason", "ground", "proper_channel"}
"""Families whose codes come from outside; one without a label is its own."""

HOW = {"date", "moment", "code", "number", "petition"}
"""Ways to write a value that is no code of a family."""


def placeholders(key: str, language: str = "en") -> Iterator[tuple[str, str]]:
    """The facts of a sentence, and how each is to be said."""
    for form in catalogue(language)[key]:
        for _, fact, how, _ in string.Formatter().parse(form):
            if fact is not None:
                yield fact, how or ""


@pytest.mark.parametrize("family", sorted(CODES))
def test_every_code_of_a_list_has_its_words(family):
    assert {f"{family}.{code}" for code in CODES[family]} <= keys()


def test_no_words_are_kept_for_a_code_that_is_gone():
    labels = {key for key in keys() if key.partition(".")[0] in CODES}
    known = {f"{family}.{code}" for family, codes_ in CODES.items() for code in codes_}
    assert labels - known <= {"document_kind.other"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_placeholder_asks_for_a_family_that_exists(language):
    for key in keys():
        for fact, how in placeholders(key, language):
            is_count = how.startswith("count.") and how in keys()
            assert not how or how in {*CODES, *OPEN, *HOW} or is_count, (key, fact, how)


def test_facts_are_said_in_the_same_way_in_both_languages_but_for_numbers():
    for key in keys():
        zh, en = (
            {(f, "" if how.startswith("count.") else how) for f, how in placeholders(key, language)}
            for language in LANGUAGES
        )
        assert zh == en, key


def test_english_can_be_written_on_any_terminal():
    assert [key for key in keys() if not "".join(catalogue("en")[key]).isascii()] == []


# ---- Steps and notes -----------------------------------------------------------------------------


def test_every_variant_of_every_step_has_a_sentence():
    needed = {row.message_key(variant) for row in STEPS.values() for variant in row.tags}
    assert needed == {key for key in keys() if key.startswith("step.")}


def test_a_sentence_of_a_step_speaks_only_of_what_is_public_and_always_there():
    for row in STEPS.values():
        hints: dict[str, Any] = declared(row.event)
        for variant in row.tags:
            for fact, _ in placeholders(row.message_key(variant)):
                assert row.arguments[fact] == "public", (row.event.__name__, fact)
                assert "None" not in str(hints.get(fact, "")), (row.event.__name__, fact)


def test_a_note_speaks_of_its_own_argument_alone():
    by_name = {row.event.__name__: row for row in STEPS.values()}
    for key in keys():
        if key.startswith("note."):
            _, event, argument = key.split(".")
            assert argument in by_name[event].arguments
            assert {fact for fact, _ in placeholders(key)} <= {argument}


def test_a_field_is_called_by_the_family_of_its_list():
    """A placeholder's family knows every code that the field's own list allows."""
    for event in TOPICS.values():
        if not issubclass(event, PetitionEvent):
            continue
        hints = declared(event)
        for key in keys():
            kind, _, rest = key.partition(".")
            if kind not in {"step", "note"} or rest.partition(".")[0] != event.__name__:
                continue
            for fact, how in placeholders(key):
                allowed = set(re.findall(r"Literal\[(.*?)\]", str(hints.get(fact, ""))))
                listed = {code for codes_ in allowed for code in re.findall(r"'(\w+)'", codes_)}
                if how in CODES and fact not in MADE_OF:
                    assert listed <= set(CODES[how]), (key, fact)


# ---- Refusals and faults -------------------------------------------------------------------------


def raised() -> Iterator[tuple[str, frozenset[str]]]:
    """Every place where something is raised by name, with the facts that are told there."""
    for source in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(source.read_text("utf-8"))):
            if isinstance(node, ast.Raise) and isinstance(
                node.exc, ast.Call | ast.Name | ast.Attribute
            ):
                called = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
                given = node.exc.keywords if isinstance(node.exc, ast.Call) else []
                if all(keyword.arg for keyword in given):
                    name = getattr(called, "attr", getattr(called, "id", ""))
                    yield name, frozenset(keyword.arg for keyword in given if keyword.arg)


def test_a_refusal_speaks_only_of_facts_that_are_told_wherever_it_is_raised():
    for name, facts in raised():
        if f"refusal.{name}" in keys():
            spoken = {fact for fact, _ in placeholders(f"refusal.{name}")}
            assert spoken <= facts | {"option", "word", "form"}, (name, spoken - facts)


def test_a_refusal_says_what_is_not_met_and_what_to_do():
    for key in keys():
        if key.startswith(("refusal.", "fault.")) and not key.endswith(".AlreadyRecorded"):
            zh, en = catalogue("zh")[key][-1], catalogue("en")[key][-1]
            assert re.search("[，：]", zh), key
            assert zh.endswith("。"), key
            assert re.search("[:;,]", en) or key == "refusal.Refusal", key
            assert en.endswith("."), key


def test_every_fault_of_the_store_is_said_with_its_own_facts():
    for name in dir(faults):
        fault = getattr(faults, name)
        if not (isinstance(fault, type) and issubclass(fault, faults.StoreFault)):
            continue
        if "text" in vars(fault) and fault is not faults.StoreFault:
            facts = {fact for _, fact, _, _ in string.Formatter().parse(fault.text) if fact}
            assert {fact for fact, _ in placeholders(f"fault.{name}")} == facts, name


# ---- Saying --------------------------------------------------------------------------------------


def test_numbers_agree_with_their_nouns():
    assert say("step.Extended", "en", days=1) == "Limit extended by 1 day"
    assert say("step.Extended", "en", days=30) == "Limit extended by 30 days"
    assert say("step.Extended", "zh", days=30) == "办理期限延长 30 天"


def test_several_codes_are_joined_as_the_language_joins_them():
    flags = ("urgent", "backlog")
    assert say("note.Classified.flags", "zh", flags=flags) == "加标志：重大紧急、积案"
    assert say("note.Classified.flags", "en", flags=flags) == "marked: urgent, backlog"
    later = say("refusal.LaterStepsRestOnIt", "en", entry="e", later="Referred, Received")
    assert "(referral, signature)" in later


def test_times_are_written_as_they_stood_on_the_wall_clock():
    told = say(
        "refusal.HappensInTheFuture",
        "en",
        at="2016-07-02T09:00:00+08:00",
        now="2016-07-01T09:00:30+08:00",
    )
    assert told.startswith("2016-07-02 09:00 is still to come (it is 2016-07-01 09:00)")


def test_a_code_from_outside_is_its_own_label():
    assert label("ground", "municipal-rule-7", "zh") == "municipal-rule-7"
    assert say("note.Registered.division", "en", division="gbt2260@2016:320826").endswith(" 320826")


def test_words_that_look_like_placeholders_are_left_alone():
    assert "{state}" in say("refusal.MistypedNumber", "en", number="{state}")


def test_an_unknown_key_or_language_is_told_by_name():
    with pytest.raises(NoSuchMessage):
        say("refusal.Nobody", "en")
    with pytest.raises(NoSuchMessage):
        say("state.filed", "fr")
