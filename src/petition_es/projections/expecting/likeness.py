"""In what petitions are alike, and which likeness is given up first where too few are."""

from typing import NamedTuple

from petition_es.projections.course import Waiting


class Likeness(NamedTuple):
    """What a petition has in common with others: its unit, what it is about, and how far it came.

    None in any place stands for whatever it may be: then petitions of every unit, say, are alike.
    """

    unit: str | None = None
    category: str | None = None
    procedure: str | None = None
    stage: str | None = None


UNKNOWN = "unknown"
"""What stands for a category or a procedure that nobody told."""


def like_of(wait: Waiting) -> Likeness:
    """In what the petition of a wait is like others."""
    return Likeness(wait.unit_id, wait.category or UNKNOWN, wait.procedure or UNKNOWN, wait.stage)


def ever_wider(like: Likeness) -> tuple[Likeness, ...]:
    """The groups of a petition, the narrowest first; each is asked only if those before are small.

    The stage is never given up, for from another stage on the time left is another.
    """
    wider = (
        like,
        like._replace(category=None),
        like._replace(unit=None),
        like._replace(unit=None, category=None),
        Likeness(stage=like.stage),
    )
    return tuple(dict.fromkeys(wider))
