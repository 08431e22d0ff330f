"""A case of a foreign log becomes a petition that does what the mapping says, and nothing half."""

import pytest
from case_logs import CASES, TOML, as_csv, as_xes
from hypothesis import given, settings
from hypothesis import strategies as st
from taking_in import petitions, reject_lines, story, take_case_log

from office_setting import Setting
from petition_es.domain.petition import ActionTaken, Referred, Registered

OF_CASE, EVENTS = CASES[0]


@pytest.fixture
def setting() -> Setting:
    return Setting()


@pytest.fixture
def imported(setting, tmp_path, now):
    def imported(rules: str = "", cases=CASES, write=as_csv):
        path, mapping = tmp_path / "log", tmp_path / "mapping.toml"
        path.write_bytes(write(cases))
        mapping.write_text(TOML + rules, encoding="utf-8")
        return take_case_log(path, mapping, setting.histories, now)

    return imported


def case(*activities: str, **attributes: str):
    """A case whose activities follow each other day by day."""
    events = [
        {"concept:name": activity, "time:timestamp": f"2011-01-{day:02}T10:00:00+01:00"}
        for day, activity in enumerate(activities, start=4)
    ]
    return [(OF_CASE | attributes, events)]


def test_without_rules_a_case_is_submitted_registered_and_acted_on(imported, setting):
    tally, read = imported()
    assert (tally.imported, tally.rejected, read) == (2, 0, 4)
    first, second = petitions(setting.log)
    assert story(first) == ["Submitted", "Registered", *["ActionTaken"] * 3]
    assert story(second) == ["Submitted", "Registered", "ActionTaken"]
    assert tally.fates_of_events() == {
        "mapped": 0, "actions": 4, "ignored": 0, "rejected_events": 0
    }  # fmt: skip


def test_an_action_keeps_the_name_of_its_activity_or_takes_the_one_of_the_mapping(
    imported, setting
):
    rules = '[activities]\nLook = { event = "ActionTaken", kind = "inspection", code = "L 1" }\n'
    imported(rules, case("T02 Check confirmation", "Look"))
    (petition,) = petitions(setting.log)
    actions = [event for event in petition.recorded if isinstance(event, ActionTaken)]
    assert [(action.code, action.kind) for action in actions] == [
        ("T02-Check-confirmation", "other"),
        ("L-1", "inspection"),
    ]


def test_a_case_has_no_words_and_an_anonymous_party_of_its_own(imported, setting):
    imported()
    first, second = petitions(setting.log)
    submitted, registered = first.recorded[:2]
    assert (submitted.title.reveal(), submitted.text.reveal()) == ("", "")
    assert registered.anonymity == "unknown"
    assert submitted.parties != second.recorded[0].parties


def test_the_source_says_when_a_case_was_registered_or_nobody_knows(imported, setting):
    imported('[activities]\nOpen = { event = "Registered" }\n', CASES[:1])
    (petition,) = petitions(setting.log)
    registered = petition.recorded[1]
    assert (registered.local_at.isoformat(), registered.at_precision) == (
        "2011-01-03T10:00:00+01:00",
        "second",
    )


def test_a_case_that_nobody_registered_was_so_about_its_first_event(imported, setting):
    imported()
    registered = petitions(setting.log)[0].recorded[1]
    assert isinstance(registered, Registered)
    assert (registered.local_at.isoformat(), registered.at_precision) == (
        "2011-01-03T10:00:00+01:00",
        "unknown",
    )


def test_each_event_names_its_record_and_who_did_it_by_a_pseudonym(imported, setting):
    imported()
    first, _ = petitions(setting.log)
    opened, looked, again = first.recorded[2:]
    assert opened.source.record_id == "c1/Open@2011-01-03T09:00:00+00:00"
    assert again.source.record_id == "c1/Look@2011-01-04T09:00:00+00:00#2"
    assert opened.actor not in ("r1", "importer")
    assert (looked.actor, opened.role) == ("importer", "importer")


def test_a_unit_of_the_source_is_the_unit_that_acted(imported, setting):
    events = [EVENTS[0] | {"org:group": "Group 1"}]
    imported(cases=[(OF_CASE, events)])
    assert petitions(setting.log)[0].recorded[2].unit_id == "Group-1"


def test_csv_and_xes_of_a_log_are_the_same_import(imported):
    assert imported()[0].imported == 2
    assert imported(write=as_xes)[0].already == 2


def test_a_whole_life_can_be_mapped(imported, setting, tmp_path):
    rules = """
[activities]
send = { event = "Referred", kind = "referral", to_unit = "roads dept" }
sign = { event = "Received" }
take = { event = "Accepted", kind = "substantive" }
call = { event = "Contacted", method = "phone", initiated_by = "office", outcome = "reached" }
press = { event = "Urged" }
answer = { event = "OpinionIssued", round = "handling" }
hand = { event = "Delivered", document_kind = "opinion", method = "post", result = "signed" }
done = { event = "Resolved", scope = "whole", outcome = "done" }
again = { event = "Reopened", ground = "new_facts" }
back = { event = "Withdrawn" }
"""
    cases = case("send", "sign", "take", "call", "press", "answer", "hand", "done", "again", "back")
    for event in cases[0][1][1:]:
        event["org:group"] = "roads dept"
    tally, _ = imported(rules, cases)
    assert reject_lines(tmp_path / "log") == []
    assert tally.imported == 1
    (petition,) = petitions(setting.log)
    assert petition.file.state == "withdrawn"
    assert len(petition.recorded) == 12


def test_an_assignment_says_by_when_a_report_is_due(imported, setting):
    rules = """
[activities.send]
event = "Referred"
kind = "assignment"
to_unit = "roads dept"
report_due = { column = "case:startdate" }
"""
    imported(rules, case("send", **{"case:startdate": "2099-01-20"}))
    referred = petitions(setting.log)[0].recorded[2]
    assert isinstance(referred, Referred)
    assert referred.to_unit == "roads-dept"
    assert referred.report_due.isoformat() == "2099-01-20T00:00:00+01:00"


def test_a_due_date_that_cannot_be_read_costs_its_event(imported, tmp_path):
    rules = """
[activities.Open]
event = "Referred"
kind = "referral"
to_unit = "roads"
report_due = { column = "case:channel" }
"""
    tally, _ = imported(rules, case("Open", "Look"))
    assert (tally.imported, tally.events["rejected"]) == (1, 1)
    assert ",case:channel,unreadable_date," in reject_lines(tmp_path / "log")[0]


def test_a_step_that_a_rule_refuses_costs_the_case_and_says_which_rule(imported, setting, tmp_path):
    rules = '[activities]\nDone = { event = "Resolved", scope = "whole", outcome = "other" }\n'
    tally, read = imported(rules, [*case("Open", "Done"), CASES[1]])
    assert (tally.imported, tally.rejected) == (1, 1)
    (line,) = reject_lines(tmp_path / "log")
    assert line == (
        "log,3,concept:name,refused_by_rule,NoOpinion refuses resolve for the activity Done"
    )
    assert len(petitions(setting.log)) == 1
    assert sum(tally.fates_of_events().values()) == read == 3
    assert tally.events["rejected"] == 2


def test_an_activity_that_the_mapping_does_not_name_is_not_repeated(imported, tmp_path):
    rules = '[activities]\nBack = { event = "Withdrawn" }\n'
    imported(rules, case("Back", "Mr Li called again"))
    assert "Li" not in reject_lines(tmp_path / "log")[0]


def test_a_rejected_event_is_counted_apart_from_its_case(imported, tmp_path):
    rules = '[activities]\nOpen = { ignore = "x" }\nLook = { reject = true }\n'
    tally, read = imported(rules, CASES)
    assert (tally.imported, tally.rejected, read) == (2, 2, 4)
    assert tally.fates_of_events() == {
        "mapped": 0, "actions": 0, "ignored": 2, "rejected_events": 2
    }  # fmt: skip
    assert len(reject_lines(tmp_path / "log")) == 2


def test_a_case_under_other_content_is_rejected_the_second_time(imported, tmp_path):
    imported(cases=case("Open"))
    tally, _ = imported(cases=case("Open", "Look"))
    assert (tally.already, tally.rejected) == (0, 1)
    assert ",case:concept:name,duplicate_id_other_content," in reject_lines(tmp_path / "log")[0]


RULES = """
[activities]
a = { event = "Registered" }
b = { ignore = "no step" }
c = { event = "Resolved", scope = "whole", outcome = "other" }
d = { reject = true }
e = { event = "Withdrawn" }
"""


@settings(deadline=None, max_examples=60)
@given(st.lists(st.lists(st.sampled_from("abcdef"), max_size=6), max_size=4))
def test_whatever_becomes_of_a_case_its_events_are_accounted_for(tmp_path_factory, now, activities):
    folder, setting = tmp_path_factory.mktemp("any"), Setting()
    cases = [
        (of_case | {"case:concept:name": f"c{n}"}, events)
        for n, names in enumerate(activities)
        for of_case, events in case(*names)
    ]
    (folder / "log").write_bytes(as_xes(cases))
    (folder / "mapping.toml").write_text(TOML + RULES, encoding="utf-8")
    tally, read = take_case_log(folder / "log", folder / "mapping.toml", setting.histories, now)
    assert read == sum(map(len, activities)) == sum(tally.fates_of_events().values())
    assert tally.rejected == len(reject_lines(folder / "log"))
    assert tally.imported == len(petitions(setting.log))


def test_times_are_shown_on_the_wall_clock_of_the_mapping(imported, setting):
    event = {"concept:name": "Open", "time:timestamp": "2011-07-03T23:30:00Z"}
    imported(cases=[({"case:concept:name": "c1"}, [event])])
    (petition,) = petitions(setting.log)
    assert petition.recorded[2].local_at.isoformat() == "2011-07-04T01:30:00+02:00"


def test_events_that_damage_takes_with_it_are_counted(setting, tmp_path, now):
    (tmp_path / "mapping.toml").write_text(TOML, encoding="utf-8")
    content = as_xes([CASES[1], CASES[0]])
    (tmp_path / "log").write_bytes(content[: content.rindex(b"</trace>")])
    tally, read = take_case_log(tmp_path / "log", tmp_path / "mapping.toml", setting.histories, now)
    assert tally.counts() == (1, 0, 1)
    assert read == 4
    assert tally.fates_of_events() == {
        "mapped": 0, "actions": 1, "ignored": 0, "rejected_events": 3
    }  # fmt: skip


def test_a_case_without_name_and_events_is_a_reject_but_no_event(imported):
    tally, read = imported(cases=[({"case:channel": "Fax"}, [])], write=as_xes)
    assert (tally.counts(), read, tally.events.total()) == ((0, 0, 1), 0, 0)


def test_a_case_of_which_nothing_was_understood_is_no_petition(imported, setting, tmp_path):
    rules = "[otherwise]\nreject = true\n"
    tally, read = imported(rules, case("Open", "Look"))
    assert (tally.imported, tally.rejected, read) == (0, 2, 2)
    assert petitions(setting.log) == []
    assert len(reject_lines(tmp_path / "log")) == 2
