"""What holds for every rule: it has its words in both languages, its thresholds, its own name."""

import re
import string
from pathlib import Path

import pytest

from matters_told import POLICIES
from petition_es.audits.rules import RULES
from petition_es.messages import LANGUAGES, keys, say
from petition_es.messages.catalogue import catalogue

EVERY = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)


@EVERY
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rule_has_a_title_what_it_saw_and_what_would_clear_it(rule, language):
    assert say(f"rule.{rule.name}", language)
    assert say(f"finding.{rule.name}.clears", language)
    assert catalogue(language)[f"finding.{rule.name}"]


@EVERY
@pytest.mark.parametrize("language", LANGUAGES)
def test_title_and_what_clears_need_no_fact(rule, language):
    for key in (f"rule.{rule.name}", f"finding.{rule.name}.clears"):
        form = catalogue(language)[key][0]
        assert [fact for _, fact, _, _ in string.Formatter().parse(form) if fact] == []


@EVERY
def test_a_rule_is_named_in_the_shipped_policy(rule):
    assert all(rule.name in policy.rules for policy in POLICIES.dated)


def test_no_two_rules_share_a_name():
    assert len({rule.name for rule in RULES}) == len(RULES)


def test_no_words_are_kept_for_a_rule_that_is_gone():
    told = {key.split(".")[1] for key in keys() if key.startswith(("rule.", "finding."))}
    assert told == {rule.name for rule in RULES}


def test_the_guide_tells_of_every_rule_with_its_indicator_in_their_order():
    guide = (Path(__file__).parents[3] / "docs" / "audits.md").read_text("utf-8")
    told = re.findall(r"^### `(\w+)` \((\w+)\)", guide, re.MULTILINE)
    assert told == [(rule.name, rule.indicator) for rule in RULES]


def test_the_guide_tells_the_thresholds_of_the_shipped_policy():
    guide = (Path(__file__).parents[3] / "docs" / "audits.md").read_text("utf-8")
    for rule, thresholds in POLICIES.dated[-1].rules.items():
        section = guide.split(f"### `{rule}`", 1)[1].split("\n### ", 1)[0]
        assert all(f"{value:g}" in section for value in thresholds.values()), rule
