from collections import Counter
from pathlib import Path

import pytest
from case_logs import CASES, TOML, as_csv
from hypothesis import given, settings
from hypothesis import strategies as st

from petition_es.importing.case_log import LogCase, LogEvent
from petition_es.importing.eventlog import open_case_log
from petition_es.importing.mapping import Mapping, read_mapping
from petition_es.importing.mapping_file import SHIPPED
from petition_es.importing.reasons import Reason
from petition_es.importing.rejects import Rejected
from petition_es.importing.source_file import UnreadableFile
from petition_es.importing.targets import NEUTRAL, TARGETS
from petition_es.importing.times import read_moment
from petition_es.importing.translation import CasePlan, plan

CLAIMS = ("Accepted", "OpinionIssued", "Resolved")


@pytest.fixture
def mapping(tmp_path):
    def mapping(more: str = "", text: str = TOML) -> Mapping:
        path = tmp_path / "mapping.toml"
        path.write_text(text + more, encoding="utf-8")
        return read_mapping(path)

    return mapping


@pytest.fixture
def planned(tmp_path, now):
    def planned(mapping: Mapping, cases=CASES) -> list[CasePlan | Rejected]:
        path = tmp_path / "log.csv"
        path.write_bytes(as_csv(cases))
        with open_case_log(path, mapping.columns(), mapping.zone, now=now) as log:
            return [plan(case, mapping, now=now) for case in log if isinstance(case, LogCase)]

    return planned


def test_without_rules_every_event_becomes_an_action_under_its_own_name(mapping, planned):
    first, second = planned(mapping())
    assert [(step.event, step.fields, step.activity) for step in first.steps] == [
        (NEUTRAL, {"kind": "other"}, "Open"),
        (NEUTRAL, {"kind": "other"}, "Look"),
        (NEUTRAL, {"kind": "other"}, "Look"),
    ]
    assert (first.channel, second.channel) == ("web", "other")
    assert first.registration is None


def test_a_value_by_which_the_source_knows_nothing_is_no_unit(mapping, planned):
    first, _ = planned(mapping())
    assert [step.unit for step in first.steps] == [None, None, None]


def test_a_case_begins_when_its_source_says_or_with_its_first_event(mapping, planned):
    first, second = planned(mapping())
    assert first.submitted_at.at.isoformat() == "2011-01-03T09:00:00+01:00"
    assert second.submitted_at == second.steps[0].at
    (late,) = planned(mapping(), [(CASES[0][0] | {"case:startdate": "2012-01-01"}, CASES[0][1])])
    assert late.submitted_at == late.steps[0].at


def test_an_activity_can_register_the_case_but_only_as_its_first_event(mapping, planned):
    (first, _) = planned(mapping('[activities]\nOpen = { event = "Registered" }\n'))
    assert first.registration.activity == "Open"
    assert len(first.steps) == 2
    (first, _) = planned(mapping('[activities]\nLook = { event = "Registered" }\n'))
    assert first.registration is None
    assert [step.event for step in first.steps] == [NEUTRAL] * 3


def test_an_activity_can_be_ignored_for_a_reason_or_rejected(mapping, planned):
    rules = '[activities]\nOpen = { ignore = "a test" }\n[otherwise]\nreject = true\n'
    first, _ = planned(mapping(rules))
    assert [event.activity for event in first.ignored] == ["Open"]
    assert [r.reason for r in first.rejected] == [Reason.UNMAPPED_ACTIVITY] * 2
    assert first.source_events == 3


def test_fields_are_constants_or_columns_of_the_event_or_the_case(mapping, planned):
    rules = """
[activities.Open]
event = "Contacted"
outcome = "reached"
initiated_by = "petitioner"
method = { column = "case:channel", values = { Internet = "message" }, otherwise = "other" }
"""
    first, second = planned(mapping(rules))
    assert first.steps[0].fields == {
        "method": "message",
        "initiated_by": "petitioner",
        "outcome": "reached",
    }
    assert second.steps[0].fields["method"] == "other"


def test_a_value_without_a_word_of_ours_and_a_missing_one_are_rejected(mapping, planned):
    rules = '[activities]\nOpen = { event = "Replied", kind = { column = "org:resource" } }\n'
    first, _ = planned(mapping(rules))
    assert [(r.column, r.reason) for r in first.rejected] == [
        ("org:resource", Reason.UNMAPPED_VALUE)
    ]
    rules = '[activities]\nLook = { event = "Replied", kind = { column = "org:resource" } }\n'
    first, _ = planned(mapping(rules))
    assert [r.reason for r in first.rejected] == [Reason.MISSING_VALUE] * 2


def test_steps_are_in_the_order_in_which_they_happened(mapping, planned):
    of_case, events = CASES[0]
    (case,) = planned(mapping(), [(of_case, list(reversed(events)))])
    assert [step.activity for step in case.steps] == ["Open", "Look", "Look"]


def test_a_case_that_nothing_places_in_time_is_rejected(mapping, now):
    rejected = plan(LogCase("c", {}, [], 9), mapping(), now=now)
    assert (rejected.line, rejected.reason) == (9, Reason.MISSING_VALUE)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("[case]", "[case"), r"mapping.toml: .*at line 7"),
        (('system = "small"', ""), r"mapping.toml, line 2, source.system: Field required"),
        (('"small"', '"Small Log"'), r"line 3, source.system: String should match"),
        (("Europe/Amsterdam", "Europe/Atlantis"), r"line 2, source: .*Europe/Atlantis"),
        (('id = "case:concept:name"\n', ""), r"line 7, case.id: Field required"),
        (('"web"', '"carrier pigeon"'), r"line 10, case.channel: channel cannot be carrier pigeon"),
        (("column =", "columm ="), r"line 10, case.channel"),
        (("resource =", "resorce ="), r"line 15, event.resorce: Extra inputs"),
    ],
)
def test_a_fault_in_a_mapping_is_told_with_file_line_and_key(mapping, change, told):
    with pytest.raises(UnreadableFile, match=told):
        mapping(text=TOML.replace(*change))


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ("{}", "needs one of event, ignore or reject"),
        ('{ event = "Replied", kind = "final", ignore = "x" }', "needs one of"),
        ('{ ignore = "x", kind = "final" }', "kind goes with an event only"),
        ('{ event = "Solved" }', "Solved is no event to map to; there are Registered"),
        ('{ event = "Replied" }', "Replied needs kind"),
        ('{ event = "Replied", kind = "kind" }', "kind cannot be kind; it is one of final"),
        ('{ event = "Replied", kind = "final", mood = "x" }', "Replied has no field mood"),
        ('{ event = "Replied", kind = 7 }', "kind"),
    ],
)
def test_a_fault_in_a_rule_is_told_with_its_activity(mapping, rule, told):
    with pytest.raises(UnreadableFile) as refused:
        mapping(f'[activities]\n"Good one" = {{ ignore = "x" }}\n"Bad one" = {rule}\n')
    assert "mapping.toml, line 19, activities.Bad one" in str(refused.value)
    assert told in str(refused.value)


def test_several_faults_are_told_at_once(mapping):
    with pytest.raises(UnreadableFile) as refused:
        mapping("[activities]\na = {}\nb = {}\n")
    assert str(refused.value).count("\n") == 1


def test_a_mapping_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(UnreadableFile, match="cannot be opened"):
        read_mapping(tmp_path / "nowhere.toml")


@pytest.mark.parametrize("file", sorted(SHIPPED.glob("*.toml")), ids=lambda file: file.stem)
def test_no_shipped_mapping_claims_what_only_the_law_can_give(file):
    mapping = read_mapping(file)
    rules = [*mapping.activities.values(), mapping.otherwise]
    assert not {rule.event for rule in rules} & set(CLAIMS)


def test_a_claim_of_the_law_is_possible_only_by_name():
    assert set(CLAIMS) <= set(TARGETS)
    assert Mapping.model_fields["otherwise"].default.event == NEUTRAL


@pytest.mark.parametrize(
    ("file", "mapping", "expected"),
    [
        ("wabo_receipt.csv.gz", "wabo_receipt", {"events": 8577, "registrations": 1434}),
        ("wabo_receipt.xes.gz", "wabo_receipt.toml", {"events": 8577, "registrations": 1434}),
        ("helpdesk.xes.gz", "helpdesk", {"events": 21348, "registrations": 118}),
    ],
)
def test_every_event_of_the_real_logs_is_accounted_for(shared_data, now, file, mapping, expected):
    rules = read_mapping(Path(mapping))
    count: Counter[str] = Counter()
    with open_case_log(
        shared_data / "event_logs" / file, rules.columns(), rules.zone, now=now
    ) as log:
        for case in log:
            planned = plan(case, rules, now=now)
            count["events"] += planned.source_events
            count["registrations"] += planned.registration is not None
            count["left out"] += len(planned.rejected) + len(planned.ignored)
            count["before submission"] += any(
                step.at.at < planned.submitted_at.at for step in planned.steps
            )
    assert count == expected | {"left out": 0, "before submission": 0}


RULES = """
[activities]
a = { event = "Registered" }
b = { ignore = "no step" }
c = { event = "Replied", kind = "unknown" }
d = { reject = true }
e = { event = "Referred", kind = "referral", to_unit = { column = "to" } }
"""


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.integers(1, 28)), max_size=12))
def test_whatever_a_case_holds_every_event_is_accounted_for(tmp_path_factory, now, history):
    path = tmp_path_factory.getbasetemp() / "rules.toml"
    path.write_text(TOML + RULES, encoding="utf-8")
    rules = read_mapping(path)
    events = [
        LogEvent(name, read_moment(f"2019-01-{day:02}", rules.zone, now=now), None, {}, f"{n}", n)
        for n, (name, day) in enumerate(history)
    ]
    planned = plan(LogCase("c", {"case:startdate": "2019-01-15"}, events, 1), rules, now=now)
    assert planned.source_events == len(history)
    assert [step.at.at for step in planned.steps] == sorted(step.at.at for step in planned.steps)
