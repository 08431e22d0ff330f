"""Corrections in the words of the tests, and what two files have in common."""

from dataclasses import fields
from uuid import UUID

from histories import (
    named,
)
from petition_es.domain.petition import (
    Correct,
    Petition,
)


def void(wrong: str | UUID, reason="entered_twice") -> Correct:
    return Correct(corrected=_id(wrong), effect="void", reason=reason)


def amend(wrong: str | UUID, to: str = "", **changes) -> Correct:
    replacement = named(to) if to else None
    return Correct(
        corrected=_id(wrong), effect="amend", reason="wrong_content", changes=changes,
        replacement_id=replacement,
    )  # fmt: skip


def _id(wrong: str | UUID) -> UUID:
    return wrong if isinstance(wrong, UUID) else named(wrong)


def knows_the_same(one: Petition, other: Petition) -> bool:
    """Tell whether two files say the same, the entries of corrections aside."""
    names = {each.name for each in fields(one.file)} - {"entries", "origins"}
    return all(getattr(one.file, name) == getattr(other.file, name) for name in names)
