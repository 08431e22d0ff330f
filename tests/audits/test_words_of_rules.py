"""Every rule has its words; that each finding can be told, the tests of the rules see to."""

import pytest

from matters_told import POLICIES
from petition_es.audits.rules import RULES
from petition_es.messages import LANGUAGES, keys
from petition_es.messages.catalogue import catalogue


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_has_a_title_a_finding_and_what_would_clear_it(language):
    needed = {
        key
        for r in RULES
        for key in (f"rule.{r.name}", f"finding.{r.name}", f"finding.{r.name}.clears")
    }

    assert needed <= catalogue(language).keys()


def test_no_words_are_kept_for_a_rule_that_is_gone():
    names = {rule.name for rule in RULES}
    told = {key.split(".")[1] for key in keys() if key.partition(".")[0] in {"rule", "finding"}}

    assert told <= names


def test_every_rule_is_asked_by_the_shipped_policy():
    assert {rule.name for rule in RULES} == POLICIES.dated[-1].rules.keys()


def test_no_two_rules_have_one_name():
    assert len({rule.name for rule in RULES}) == len(RULES)
