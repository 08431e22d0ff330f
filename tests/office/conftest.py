"""A fresh office for each test."""

import pytest

from office_setting import Setting


@pytest.fixture
def setting() -> Setting:
    """An office around in-memory ports, with a small tree of units."""
    return Setting()
