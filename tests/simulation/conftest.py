"""A part of a simulated year, loaded in memory once, and where the real data lies."""

import os
from pathlib import Path

import pytest
from ledger import Ledger
from the_year import PETITIONS, YEAR, Loaded

from petition_es.simulation.loading import Loader, Plan, Tally
from petition_es.simulation.telling import tell

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def loaded() -> Loaded:
    """The first petitions of a year, each judged as the office judges."""
    ledger, tally = Ledger(), Tally()
    plan = Plan(YEAR, PETITIONS)
    loader = Loader(plan, ledger, ledger.histories, ledger.units)
    for batch in plan.batches:
        tally.add(loader.load(batch))
    return Loaded([tell(YEAR, row) for row in range(PETITIONS)], tally, ledger)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    folder = Path(os.environ.get("PETITION_SHARED_DATA", REPOSITORY.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"the real data is not here: no folder {folder} (set PETITION_SHARED_DATA)")
    return folder
