"""A log whose cases have deadlines of their own: they are kept, and the clocks tell them again."""

from datetime import UTC, datetime

import pytest
from case_logs import TOML, as_csv
from taking_in import petitions, reject_lines, story, take_case_log

from office_setting import Setting
from petition_es.domain.petition import Received, Referred, Registered, ResultReported
from petition_es.importing.mapping import read_mapping
from petition_es.importing.source_file import UnreadableFile

RULES = """
[assignment]
to_unit = { column = "case:desk", otherwise = "a desk" }
due = "case:due"
done_at = "case:done"
"""
BEGUN, DUE, DONE = "2011-01-03T09:00:00+01:00", "2011-02-28T09:00:00+01:00", "2011-03-01"
COLUMNS = ("case:desk", "case:due", "case:done")


@pytest.fixture
def imported(tmp_path, now):
    """Import one case that says this of itself; answer its petition, the tally and the rejects."""

    def imported(toml=TOML + RULES, **said):
        setting, path, mapping = Setting(), tmp_path / "log", tmp_path / "mapping.toml"
        path.write_bytes(_log(said))
        mapping.write_text(toml, encoding="utf-8")
        tally, _ = take_case_log(path, mapping, setting.histories, now)
        return petitions(setting.log), tally, reject_lines(path)

    return imported


def _log(said) -> bytes:
    """A case of two events, on the fifth and the sixth of January."""
    columns = ["case:concept:name", "case:channel", "case:startdate"]
    columns += ["concept:name", "time:timestamp", "org:resource", "org:group", *COLUMNS]
    of_case = {"case:concept:name": "c1", "case:startdate": BEGUN}
    of_case |= {f"case:{name}": value for name, value in said.items()}
    rows = [
        of_case | {"concept:name": name, "time:timestamp": f"2011-01-0{day}T10:00:00+01:00"}
        for name, day in (("Open", 5), ("Look", 6))
    ]
    lines = [columns, *([row.get(column, "") for column in columns] for row in rows)]
    return "".join(",".join(line) + "\n" for line in lines).encode()


def one_of(petition, kind):
    (event,) = [event for event in petition.recorded if isinstance(event, kind)]
    return event


def test_a_case_with_a_deadline_is_assigned_when_it_began_and_reported_when_it_was_done(imported):
    (petition,), _, rejects = imported(desk="North desk", due=DUE, done=DONE)
    assert story(petition) == [
        "Submitted", "Registered", "Referred", "Received", "ActionTaken", "ActionTaken",
        "ResultReported",
    ]  # fmt: skip
    assigned = one_of(petition, Referred)
    assert (assigned.kind, assigned.to_unit) == ("assignment", "North-desk")
    assert assigned.report_due == datetime.fromisoformat(DUE)
    for kind in (Registered, Referred, Received):
        assert one_of(petition, kind).at == datetime.fromisoformat(BEGUN)
    reported = one_of(petition, ResultReported)
    assert reported.at == datetime(2011, 2, 28, 23, tzinfo=UTC)  # the day begins in Amsterdam
    assert (reported.at_precision, reported.outcome) == ("day", "other")
    assert rejects == []


def test_what_was_done_before_the_last_event_stands_before_it(imported):
    (petition,), _, _ = imported(due=DUE, done="2011-01-05T18:00:00+01:00")
    assert story(petition)[-3:] == ["ActionTaken", "ResultReported", "ActionTaken"]
    assert one_of(petition, Referred).to_unit == "a-desk"


def test_a_case_that_is_not_done_or_has_no_deadline_claims_neither(imported):
    (petition,), _, _ = imported(due=DUE)
    assert "ResultReported" not in story(petition)
    (petition,), _, _ = imported(done=DONE)
    assert story(petition) == ["Submitted", "Registered", "ActionTaken", "ActionTaken"]


@pytest.mark.parametrize(
    ("said", "column", "reason", "kept"),
    [
        ({"due": "soon"}, "case:due", "unreadable_date", 4),
        ({"due": DUE, "done": "long ago"}, "case:done", "unreadable_date", 6),
        ({"due": DUE, "done": "2010-12-31"}, "case:done", "done_before_start", 6),
        ({"due": DUE, "done": "2031-01-01"}, "case:done", "future_date", 6),
    ],
)
def test_a_date_that_cannot_be_is_told_and_the_case_is_kept(imported, said, column, reason, kept):
    (petition,), tally, (line,) = imported(**said)
    assert f",{column},{reason}," in line
    assert len(story(petition)) == kept
    assert tally.fates_of_events()["rejected_events"] == 0
    assert tally.imported == 1


def test_every_case_lies_in_the_division_of_the_mapping(imported):
    toml = TOML.replace("[event]", 'division = "iso3166@2020:NL"\n\n[event]')
    (petition,), _, _ = imported(toml)
    assert str(one_of(petition, Registered).place.division) == "iso3166@2020:NL"


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ('[case]\ndivision = "NL"', "line 8, case.division: write it as scheme@version:value"),
        ('[assignment]\nto_unit = "desk"', "assignment.due: Field required"),
        ('[assignment]\nto_unit = "desk"\ndue = "d"\nuntil = "d"', "assignment.until"),
    ],
)
def test_a_mistake_in_the_mapping_is_told_with_its_key(tmp_path, wrong, told):
    path = tmp_path / "mine.toml"
    head, _, rest = wrong.partition("\n")
    text = TOML.replace(head, f"{head}\n{rest}") if head in TOML else f"{TOML}\n{wrong}\n"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableFile, match="mine") as fault:
        read_mapping(path)
    assert told in str(fault.value)


def test_a_column_of_the_assignment_that_the_log_lacks_is_told(tmp_path, now):
    path, mapping = tmp_path / "log", tmp_path / "mapping.toml"
    path.write_bytes(as_csv())
    mapping.write_text(TOML + RULES, encoding="utf-8")
    with pytest.raises(UnreadableFile, match=r"case:desk|case:due|case:done"):
        take_case_log(path, mapping, Setting().histories, now)
