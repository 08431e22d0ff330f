import pytest
from written_logs import example_log


@pytest.fixture(scope="session")
def any_log():
    """The appends of some petitions: corrected, late, linked and unlinked ones among them."""
    return example_log()
