"""Batches go in whole, in the order of the file; nothing is lost and nothing goes in twice."""

import tracemalloc

import pytest
from broken_file import row
from taking_in import complaints_csv, petitions, reject_lines, rejects_of, take_complaints

from office_setting import Setting
from petition_es.importing import intake
from petition_es.importing.complaint_histories import ComplaintHistories
from petition_es.importing.complaints import ComplaintFile
from petition_es.importing.intake import Intake
from petition_es.office.histories import Fate, Outcome
from petition_es.store.faults import AlreadyRecorded, ConcurrentChange, NumberTaken, WordsErased

BYTES_A_NAME = 250


@pytest.fixture
def setting() -> Setting:
    return Setting()


@pytest.fixture
def take(setting, tmp_path, now):
    def take(*rows: bytes, writer=setting.histories, told=lambda _: None):
        path = complaints_csv(tmp_path / "complaints.csv", *rows)
        with ComplaintFile(path, now=now) as file, rejects_of(path) as rejects:
            records = ComplaintHistories(file, clock=lambda: now)
            return Intake(writer, rejects, told).take_in(records)

    return take


def test_each_batch_is_one_append_with_its_persons(take, setting, monkeypatch):
    monkeypatch.setattr(intake, "BATCH_RECORDS", 10)
    before = setting.log.appends
    take(*(row(f"{n}", user=f"A{n % 7}") for n in range(25)))
    assert setting.log.appends - before == 3
    assert len(petitions(setting.log)) == 25


def test_it_is_told_after_each_batch_how_far_it_is(take, monkeypatch):
    monkeypatch.setattr(intake, "BATCH_RECORDS", 2)
    told = []
    rows = [row("1"), row("2"), row("3", sent="?"), row("3"), row("3")]
    take(*rows, told=lambda so_far: told.append(so_far.counts()))
    assert told == [(2, 0, 0), (3, 0, 1), (3, 1, 1)]


def test_long_texts_make_short_batches(take, setting, monkeypatch):
    monkeypatch.setattr(intake, "BATCH_CHARS", 1000)
    before = setting.log.appends
    take(*(row(f"{n}", body="长" * 400) for n in range(9)))
    assert setting.log.appends - before == 3


def test_rejects_stand_in_the_order_of_the_file(take, tmp_path):
    take(row("2", body="b"))
    take(row("1", sent="?"), row("2", body="c"), row("3", sent="?"))
    lines = [line.split(",")[1] for line in reject_lines(tmp_path / "complaints.csv")]
    assert lines == ["2", "3", "4"]


def test_the_second_time_everything_is_there_already(take, setting):
    rows = [row(f"{n}") for n in range(5)]
    take(*rows)
    length = setting.log.length
    tally = take(*rows, row("5"))
    assert (tally.imported, tally.already, tally.rejected) == (1, 5, 0)
    assert setting.log.length == length + 3


class Racing:
    """A writer that is overtaken by another import a few times."""

    def __init__(self, histories, *faults):
        self.histories, self.faults = histories, list(faults)

    def write(self, batch):
        if self.faults:
            raise self.faults.pop(0)
        return self.histories.write(batch)


def test_an_import_that_another_one_overtakes_judges_its_batch_anew(take, setting):
    writer = Racing(setting.histories, ConcurrentChange(), AlreadyRecorded(), NumberTaken())
    assert take(row("1"), writer=writer).imported == 1


def test_an_import_that_is_always_overtaken_gives_up(take, setting):
    with pytest.raises(ConcurrentChange):
        take(row("1"), writer=Racing(setting.histories, *[ConcurrentChange()] * 9))
    assert petitions(setting.log) == []


class Mourning:
    """A writer in whose store one petitioner is erased."""

    def __init__(self, histories, text):
        self.histories, self.text = histories, text

    def write(self, batch):
        if any(history.steps[0].act.text.reveal() == self.text for history in batch):
            raise WordsErased(whose="somebody")
        return self.histories.write(batch)


def test_new_words_of_an_erased_person_are_rejected_and_the_others_go_in(take, setting, tmp_path):
    tally = take(
        row("1"), row("2", body="gone"), row("3"), writer=Mourning(setting.histories, "gone")
    )
    assert (tally.imported, tally.rejected) == (2, 1)
    assert reject_lines(tmp_path / "complaints.csv") == [
        "complaints.csv,3,message_id,refused_by_rule,AlreadyErased refuses submit"
    ]


class Forgetful:
    """A writer that keeps nothing."""

    def write(self, batch):
        return [Outcome(history, Fate.IMPORTED) for history in batch]


def test_taking_in_needs_no_more_memory_for_a_longer_file(tmp_path, now):
    def peak(rows: int) -> int:
        content = (row(f"m{n}", user=f"A{n % 50}", body="长" * 100) for n in range(rows))
        path = complaints_csv(tmp_path / "complaints.csv", *content)
        tracemalloc.start()
        try:
            assert take_complaints(path, Forgetful(), now).imported == rows
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(300)
    assert (peak(2_400) - peak(800)) / 1_600 < BYTES_A_NAME


def test_the_number_of_a_petition_does_not_hang_on_where_a_batch_begins(
    setting, tmp_path, now, monkeypatch
):
    rows = [row(f"{n}") for n in range(12)]
    take_complaints(complaints_csv(tmp_path / "a.csv", *rows), setting.histories, now)
    other = Setting()
    monkeypatch.setattr(intake, "BATCH_RECORDS", 5)
    take_complaints(complaints_csv(tmp_path / "b.csv", *rows), other.histories, now)
    assert numbers(setting) == numbers(other)


def numbers(setting: Setting) -> dict[object, str | None]:
    return {petition.id: petition.file.number for petition in petitions(setting.log)}
