"""The pages of a course: those of the petition's file, as small as they can be.

A page takes what the appliers write, as the dictionary that they know would. What decides nothing
about where a petition stands is not kept; of an answer its id is kept, and of a referral what says
who has the petition.
"""

from sys import intern
from typing import Any, Self

from petition_es.domain.petition.papers import Referral


class Blank(dict[Any, Any]):
    """A page that stays empty, whatever is written on it."""

    def __setitem__(self, _: Any, __: Any) -> None:
        """Keep nothing."""

    def __ior__(self, _: Any) -> Self:  # type: ignore[misc]
        return self


class Unkept:
    """A part of the file that is not kept: it shows the same for ever."""

    def __init__(self, shown: Any) -> None:
        self.shown = shown

    def __get__(self, _: Any, __: type) -> Any:
        return self.shown

    def __set__(self, _: Any, __: Any) -> None:
        """Keep nothing."""


class _Answer:
    """What is shown of an answer of which the id alone is kept."""

    is_answer = True

    def __setattr__(self, _: str, __: Any) -> None:
        """Keep nothing."""


ANSWER = _Answer()


class Ids(list[Any]):
    """A page of answers: their ids, in the order in which they were given."""

    __slots__ = ()

    def __setitem__(self, key: Any, _: Any) -> None:
        if key not in self:
            self.append(key)

    def __getitem__(self, _: Any) -> Any:
        return ANSWER

    def values(self) -> tuple[()]:
        """Nothing: whose they are is not kept."""
        return ()


class Opinions(Ids):
    """A page of opinions: those of reviewing organs answer nothing, and are not kept."""

    __slots__ = ()

    def __setitem__(self, key: Any, opinion: Any) -> None:
        if opinion.is_answer:
            super().__setitem__(key, opinion)


class Referrals(list[Referral]):
    """A page of referrals: a handful at most, so they are looked up one by one."""

    __slots__ = ()

    def __setitem__(self, key: Any, referral: Any) -> None:
        referral.event_id = None  # It decides nothing here.
        referral.kind, referral.part = intern(referral.kind), intern(referral.part)
        referral.to_unit = intern(referral.to_unit)
        referral.from_unit = referral.from_unit and intern(referral.from_unit)
        if key in self:
            self.remove(self[key])
        self.append(referral)

    def __getitem__(self, key: Any) -> Any:
        return self.get(key)

    def __contains__(self, key: Any) -> bool:
        return self.get(key) is not None

    def get(self, key: Any) -> Referral | None:
        """The referral of this id."""
        for each in self:
            if each.referral_id == key:
                return each
        return None

    def values(self) -> Self:
        """All referrals, in the order in which they were sent."""
        return self


class Page:
    """A page that is opened at the first look at it."""

    def __init__(self, kind: type[Ids] | type[Referrals], name: str) -> None:
        self.kind, self.name = kind, name

    def __get__(self, course: Any, _: type) -> Any:
        page = self.kind()
        setattr(course, self.name, page)
        return page
