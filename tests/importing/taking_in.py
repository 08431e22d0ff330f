"""How the tests take a file in: against the office's in-memory ports, or any other house."""

from pathlib import Path

from broken_file import HEADER, row

from petition_es.domain.petition import Petition
from petition_es.importing.case_histories import CaseHistories
from petition_es.importing.complaint_histories import SYSTEM, ComplaintHistories
from petition_es.importing.complaints import ComplaintFile
from petition_es.importing.eventlog import open_case_log
from petition_es.importing.intake import Intake, Tally
from petition_es.importing.mapping import read_mapping
from petition_es.importing.rejects import RejectFile
from petition_es.importing.request_histories import RequestHistories
from petition_es.importing.request_mapping import read_request_mapping
from petition_es.importing.requests import RequestFile


def take_complaints(path: Path, histories, now, *, system: str = SYSTEM) -> Tally:
    with ComplaintFile(path, now=now) as file, rejects_of(path) as rejects:
        records = ComplaintHistories(file, clock=lambda: now, system=system)
        return Intake(histories, rejects).take_in(records)


def take_case_log(path: Path, mapping: Path, histories, now) -> tuple[Tally, int]:
    """Answer the tally, and how many source events were read."""
    rules = read_mapping(mapping)
    with (
        open_case_log(path, rules.columns(), rules.zone, now=now) as log,
        rejects_of(path) as rejects,
    ):
        cases = CaseHistories(log, rules, clock=lambda: now)
        return Intake(histories, rejects).take_in(cases), cases.source_events


def take_requests(path: Path, mapping: Path, histories, now) -> Tally:
    rules = read_request_mapping(mapping)
    with RequestFile(path, rules, now=now) as file, rejects_of(path) as rejects:
        records = RequestHistories(file, rules, clock=lambda: now, system=rules.source.system)
        return Intake(histories, rejects).take_in(records)


def rejects_of(path: Path) -> RejectFile:
    return RejectFile(Path(f"{path}.rejects.csv"), source_file=path.name)


def reject_lines(path: Path) -> list[str]:
    rejects = Path(f"{path}.rejects.csv")
    return rejects.read_text(encoding="utf-8").splitlines()[1:] if rejects.exists() else []


def complaints_csv(path: Path, *rows: bytes) -> Path:
    path.write_bytes(HEADER + b"".join(rows or [row("1")]))
    return path


def petitions(log) -> list[Petition]:
    """Every petition of an in-memory log."""
    streams = (events for events in log.streams.values() if events[0].STREAM == "Petition")
    return [Petition.replay(None, events) for events in streams]


def story(petition: Petition) -> list[str]:
    return [type(event).__name__ for event in petition.recorded]
