"""Rules are files: what is wrong in one is told with its line, and then none is loaded."""

from datetime import date

import pytest

from lakeside import SOUND
from petition_es.domain.regime.rules import Case
from petition_es.regimes.faults import RegimeFault
from petition_es.regimes.loading import read_regimes, shipped_files
from petition_es.regimes.reading import read_file


def regimes_of(*texts):
    read = [read_file(f"file-{number}.toml", text) for number, text in enumerate(texts)]
    return read_regimes(read, ["cn"])


def changed(old, new):
    assert SOUND.count(old) == 1
    return SOUND.replace(old, new)


def another(**words):
    text = SOUND.replace("lakeside", words.pop("regime"))
    return text.replace("in_force_from", f"{words.pop('first')}\nin_force_from", 1)


BAD = {
    "no TOML": ([changed("limit = 20", "limit = = 20")], "file-0.toml:11: TOML"),
    "a word that is none of the list": (
        [changed('clock = "handling"', 'clock = "handeling"')],
        "file-0.toml:10: rule.clock: handeling is none of routing",
    ),
    "an unknown unit": (
        [changed("limit = 20", 'limit = 20\nunit = "weeks"')],
        "file-0.toml:12: rule.unit: weeks is none of days, working_days",
    ),
    "a limit that is no number": (
        [changed("limit = 20", 'limit = "twenty"')],
        "file-0.toml:11: rule.limit",
    ),
    "a limit of nothing": ([changed("limit = 20", "limit = 0")], "file-0.toml:11: rule.limit"),
    "an unknown key": ([changed("limit = 20", "limt = 20")], "file-0.toml:11: rule.limt"),
    "a missing day": (
        [changed("in_force_from = 2016-01-01\n", "")],
        "file-0.toml:1: in_force_from: required field missing",
    ),
    "a day that is no day": (
        [changed("2016-01-01", '"2016"')],
        "file-0.toml:4: in_force_from",
    ),
    "an instrument that is not listed": (
        [changed('instrument = "charter"', 'instrument = "decree"')],
        "file-0.toml:14: rule.basis: the instrument decree",
    ),
    "an instrument of an extension that is not listed": (
        [
            changed(
                "limit = 20",
                "limit = 20\nextension = { days = 5, "
                'basis = { instrument = "decree", article = "1" } }',
            )
        ],
        "file-0.toml:12: rule.extension: the instrument decree",
    ),
    "an instrument of a ground that is not listed": (
        [
            SOUND + '[[suspension]]\ncode = "court"\nname = { zh = "法院", en = "court" }\n'
            'basis = { instrument = "decree", article = "1" }\n'
        ],
        "file-0.toml:18: suspension.basis: the instrument decree",
    ),
    "no instruments at all": (
        [
            changed(
                '[instruments]\ncharter = { zh = "湖滨市章程", en = "Charter of Lakeside" }\n', ""
            )
        ],
        "file-0.toml:12: rule.basis: the instrument charter",
    ),
    "a basis that is a word": (
        [changed('basis = { instrument = "charter", article = "4" }', 'basis = "charter"')],
        "file-0.toml:14: rule.basis",
    ),
    "an instrument without a name in one language": (
        [changed('zh = "湖滨市章程", en', "en")],
        "file-0.toml:7: instruments.charter",
    ),
    "an unknown level": (
        [changed("limit = 20", 'limit = 20\nregistered_at = "planet"')],
        "file-0.toml:12: rule.registered_at: planet is none of national",
    ),
    "a regime that ends before it begins": (
        [changed("2016-01-01", "2016-01-01\nin_force_to = 2015-12-31")],
        "file-0.toml:5: in_force_to: it ends on 2015-12-31",
    ),
    "a rule twice": (
        [SOUND + SOUND[SOUND.index("[[rule]]") :]],
        "file-0.toml:16: rule.clock: the clock handling has another rule",
    ),
    "a regime twice": ([SOUND, SOUND], "file-1.toml:1: regime: the regime lakeside stands in"),
    "an unknown parent": (
        [changed('version = "1"', 'version = "1"\nextends = "hillside"')],
        "file-0.toml:3: extends: there is no regime hillside",
    ),
    "its own parent": (
        [changed('version = "1"', 'version = "1"\nextends = "lakeside"')],
        "file-0.toml:3: extends: lakeside → lakeside is a circle of `extends`",
    ),
    "a circle": (
        [
            another(regime="lakeside", first='extends = "hillside"'),
            another(regime="hillside", first='extends = "lakeside"'),
        ],
        "lakeside → hillside → lakeside is a circle of `extends`",
    ),
    "two regimes for the same place": (
        [SOUND, SOUND.replace("lakeside", "hillside")],
        "file-1.toml:1: regime: hillside and lakeside both hold on 2016-01-01 in the same",
    ),
    "an unknown calendar": (
        [changed('version = "1"', 'version = "1"\ncalendar = "moon"')],
        "file-0.toml:3: calendar: there is no calendar moon. Known are: cn",
    ),
}


@pytest.mark.parametrize("what", BAD)
def test_what_is_wrong_is_told_with_file_line_and_key(what):
    texts, told = BAD[what]
    with pytest.raises(RegimeFault) as fault:
        regimes_of(*texts)
    assert told in str(fault.value)


def test_a_regime_takes_over_what_its_file_does_not_say():
    child = """\
regime = "lakeside-old-town"
version = "1"
name = { zh = "湖滨老城规则", en = "Rules of the old town" }
extends = "lakeside"
divisions = ["99"]
in_force_from = 2016-01-01
"""
    parent, regime = regimes_of(SOUND, child)
    assert regime.rules == parent.rules
    assert (regime.reach("9901"), regime.reach("11"), parent.reach("11")) == (2, None, 0)


def test_the_shipped_regimes_are_those_of_the_nation_and_of_five_provinces():
    regimes = {each.regime_id: each for each in read_regimes(shipped_files(), ["cn"])}
    assert sorted(regimes) == [
        "cn-2005", "cn-2022", "cn-beijing-2007", "cn-henan-2012", "cn-shandong-2016",
        "cn-shanghai-2013", "cn-zhejiang-2016",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "expected",
    [
        ("cn-2005", "routing", None, date(2016, 7, 1), 15, "days"),  # 2005 a21
        ("cn-2005", "acceptance", None, date(2016, 7, 1), 15, "days"),  # 2005 a21, a22
        ("cn-2005", "handling", "ordinary", date(2016, 7, 1), 60, "days"),  # 2005 a33
        ("cn-2005", "handling", "simple", date(2016, 6, 30), 60, "days"),  # not in force yet
        ("cn-2005", "handling", "simple", date(2016, 7, 1), 10, "working_days"),  # simple 2016
        ("cn-2005", "acceptance", "simple", date(2016, 7, 1), 3, "working_days"),  # simple 2016
        ("cn-2005", "review_request", None, date(2016, 7, 1), 30, "days"),  # 2005 a34
        ("cn-2005", "review", None, date(2016, 7, 1), 30, "days"),  # 2005 a34
        ("cn-2005", "second_review_request", None, date(2016, 7, 1), 30, "days"),  # 2005 a35
        ("cn-2005", "second_review", None, date(2016, 7, 1), 30, "days"),  # 2005 a35
        ("cn-2005", "supervision", None, date(2016, 7, 1), 30, "days"),  # 2005 a36
        ("cn-2022", "objection", None, date(2022, 5, 1), 5, "working_days"),  # 2022 a23
        ("cn-2022", "routing", None, date(2022, 5, 1), 15, "days"),  # 2022 a22
        ("cn-2022", "handling", "ordinary", date(2022, 5, 1), 60, "days"),  # 2022 a34
        ("cn-2022", "handling", "simple", date(2022, 7, 16), 10, "working_days"),  # simple 2016
        ("cn-2022", "handling", "simple", date(2022, 7, 17), 10, "working_days"),  # simple 2022
        ("cn-zhejiang-2016", "routing", None, date(2016, 8, 1), 5, "working_days"),
        ("cn-zhejiang-2016", "acceptance", None, date(2016, 8, 1), 5, "working_days"),
        ("cn-zhejiang-2016", "handling", "ordinary", date(2016, 8, 1), 30, "days"),
        ("cn-beijing-2007", "objection", None, date(2007, 1, 1), 5, "working_days"),  # a35
        ("cn-beijing-2007", "handling", "ordinary", date(2007, 1, 1), 60, "days"),  # as the nation
        ("cn-henan-2012", "routing", None, date(2012, 11, 29), 5, "days"),  # a22, a26(1)
        ("cn-henan-2012", "handling", "ordinary", date(2012, 11, 29), 30, "days"),  # a26(2)
        ("cn-henan-2012", "objection", None, date(2012, 11, 29), 5, "days"),  # a26(5)
        ("cn-2005", "routing", "simple", date(2016, 7, 1), 1, "working_days"),  # simple 2016
        ("cn-2022", "routing", "simple", date(2022, 7, 17), 1, "working_days"),  # simple 2022
        ("cn-beijing-2007", "oral_answer", None, date(2007, 1, 1), 15, "days"),  # a45
        ("cn-beijing-2007", "justification", None, date(2007, 1, 1), 3, "working_days"),  # a52
        ("cn-shandong-2016", "review_acceptance", None, date(2016, 1, 1), 3, "working_days"),
        ("cn-shanghai-2013", "handling", "ordinary", date(2013, 4, 1), 60, "days"),  # a37
    ],
)
def test_a_limit_is_what_the_law_of_its_place_and_day_says(expected):
    regime_id, clock, procedure, day, limit, unit = expected
    regimes = {each.regime_id: each for each in read_regimes(shipped_files(), ["cn"])}
    desk = {"routing": "bureau", "acceptance": "unit", "objection": "unit"}.get(clock)
    rule = regimes[regime_id].rule(clock, day, Case(procedure=procedure, desk=desk))
    assert (rule.limit, rule.unit) == (limit, unit)


def regime(regime_id):
    found = {each.regime_id: each for each in read_regimes(shipped_files(), ["cn"])}
    return found[regime_id]


@pytest.mark.parametrize(
    ("level", "limit"),
    [("national", 5), ("provincial", 3), ("municipal", 3), ("county", 4), ("township", 15)],
)
def test_what_the_state_bureau_registered_has_days_for_each_level(level, limit):
    case = Case(level=level, desk="bureau", registered_at="national")
    split = regime("cn-2005").rule("routing", date(2015, 1, 1), case)
    assert (split.limit, split.certainty) == (limit, "practice" if limit < 15 else "confirmed")
    before = regime("cn-2005").rule("routing", date(2014, 12, 31), case)
    elsewhere = Case(level=level, desk="bureau", registered_at="provincial")
    assert before.limit == 15
    assert regime("cn-2005").rule("routing", date(2015, 1, 1), elsewhere).limit == 15
    assert regime("cn-2022").rule("routing", date(2022, 5, 1), case).limit == 15


def test_the_days_of_the_levels_are_fifteen_in_all():
    split = [each for each in regime("cn-2005").rules if each.registered_at == "national"]
    assert sum(each.limit for each in split) == 15


def test_of_two_rules_that_fit_the_one_for_a_procedure_holds():
    """A bureau of a county has a day for what is proposed simply, wherever it came in."""
    case = Case(level="county", desk="bureau", registered_at="national", procedure="simple")
    (rule,) = regime("cn-2005").rules_for("arrived", date(2016, 7, 1), case)
    assert (rule.clock, rule.limit, rule.unit) == ("routing", 1, "working_days")


def test_grounds_of_an_end_are_those_of_the_province():
    grounds = {
        "cn-2005": ["second_review_decided"],
        "cn-shanghai-2013": ["second_review_decided", "verified_complete"],  # a42
        "cn-zhejiang-2016": ["settled", "review_lapsed", "second_review_decided"],  # a25
        "cn-shandong-2016": [
            "settled", "review_lapsed", "second_review_decided", "died_without_successor",
            "other_law",
        ],  # a46
    }  # fmt: skip
    for regime_id, codes in grounds.items():
        assert [each.code for each in regime(regime_id).termination] == codes


def test_who_agrees_to_an_extension_hangs_on_who_assigned_the_matter():
    extension = regime("cn-shandong-2016").rule("handling", date(2016, 1, 1), Case()).extension
    assert extension.approvers_of(is_assigned=False) == ("unit_head",)
    assert extension.approvers_of(is_assigned=True) == ("assigning_organ",)  # a42
    plain = regime("cn-2005").rule("handling", date(2016, 1, 1), Case()).extension
    assert plain.approvers_of(is_assigned=True) == ("unit_head",)


def test_every_shipped_rule_cites_its_law_in_both_languages():
    for regime in read_regimes(shipped_files(), ["cn"]):
        for rule in regime.rules:
            assert rule.basis.instrument.zh
            assert rule.basis.instrument.en
            assert rule.basis.article
            known = rule.basis.article != "-" or rule.certainty == "assumed"
            assert known, f"{regime.regime_id}: {rule.clock}"
