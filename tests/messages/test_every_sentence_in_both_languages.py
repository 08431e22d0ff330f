"""Whatever the program may say, both catalogues hold it, with the same facts in it."""

import re
import string
from importlib import import_module
from pkgutil import walk_packages

import pytest

import petition_es
import petition_es.api.attachments.refusals
from petition_es.cli.app import build
from petition_es.cli.opening import Door
from petition_es.cli.reading import UnreadableValue
from petition_es.domain.petition import STATES
from petition_es.domain.refusals import Refusal
from petition_es.importing.reasons import Reason
from petition_es.messages import keys, say
from petition_es.messages.catalogue import catalogue
from petition_es.projections.timeline import NotPublished

build(Door())  # Whatever the commands need is loaded, and with it every class of refusal.

KINDS = {"Refusal", "OutOfTurn", "RuleNotMet", "NoSuchThing", "TimeNotPossible", "NotPermitted"}


def every_refusal(tree: type[Refusal] = Refusal) -> set[type[Refusal]]:
    below = tree.__subclasses__()
    return {leaf for branch in below for leaf in every_refusal(branch)} | ({tree} - {Refusal})


def facts_in(sentence: str) -> set[str]:
    return {name.partition(".")[0] for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_both_catalogues_hold_the_same_keys() -> None:
    assert set(catalogue("zh")) == set(catalogue("en"))


def test_a_sentence_speaks_of_the_same_facts_in_both_languages() -> None:
    differing = {
        key
        for key in keys()
        if facts_in(catalogue("zh")[key][-1]) != facts_in(catalogue("en")[key][-1])
    }
    assert differing == set()


def test_no_sentence_is_empty() -> None:
    empty = {
        (key, language)
        for language in ("zh", "en")
        for key, forms in catalogue(language).items()
        if not all(form.strip() for form in forms)
    }
    assert empty == set()


def test_chinese_is_chinese_and_english_is_english() -> None:
    chinese = re.compile(r"[\u4e00-\u9fff]")
    wrong = {key for key in keys() if chinese.search(catalogue("en")[key][-1])}
    assert wrong == set()


def test_every_refusal_says_what_to_do() -> None:
    named = {refusal.__name__ for refusal in every_refusal()} - KINDS
    assert {name for name in named if f"refusal.{name}" not in keys()} == set()
    assert len(named) > len(KINDS)
    assert NotPublished in every_refusal()


def test_every_refusal_of_the_catalogue_exists() -> None:
    named = {refusal.__name__ for refusal in every_refusal()}
    said = {key.removeprefix("refusal.") for key in keys() if key.startswith("refusal.")}
    assert said <= named | {UnreadableValue.__name__}


def test_every_state_and_reason_has_its_words() -> None:
    assert {f"state.{state}" for state in STATES} <= keys()
    assert {f"reason.{reason.value}" for reason in Reason} <= keys()


def test_every_key_that_the_code_names_is_in_the_catalogues() -> None:
    named: set[str] = set()
    for module in walk_packages(petition_es.__path__, "petition_es."):
        source = import_module(module.name).__file__
        if source is None or module.name.startswith("petition_es.store.embedded.elsewhere"):
            continue
        with open(source, encoding="utf-8") as code:  # noqa: PTH123  # a path from the module
            named |= set(re.findall(r'(?:say|label)\(\s*"((?:cli|view)\.[a-z_.]+)"', code.read()))
    assert named
    assert named - keys() == set()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_facts_stand_in_the_sentence(language: str) -> None:
    assert "XF2016-1" in say("refusal.MistypedNumber", language, number="XF2016-1")
