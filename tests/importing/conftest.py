"""Where the real data lies, and the moment at which the tests import."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def shared_data() -> Path:
    folder = Path(os.environ.get("PETITION_SHARED_DATA", REPOSITORY.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"the real data is not here: no folder {folder} (set PETITION_SHARED_DATA)")
    return folder


@pytest.fixture(scope="session")
def now() -> datetime:
    return datetime(2026, 11, 23, 12, tzinfo=UTC)
