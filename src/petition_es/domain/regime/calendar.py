"""Placeholder until the branch `days` is merged."""


class Calendar:
    """Every day is a working day."""
