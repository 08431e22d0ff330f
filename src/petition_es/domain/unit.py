"""A unit (单位): an office in the five-level tree, a petition bureau or a functional department."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from petition_es.domain.aggregate import Record
from petition_es.domain.codes import Code, UnitKind, UnitLevel
from petition_es.domain.entry import Entry
from petition_es.domain.event import Event
from petition_es.domain.refusals import (
    MergedIntoItself,
    NotYetEstablished,
    SuperiorOfItself,
    UnitExists,
    UnitIsClosed,
)


@dataclass(frozen=True, kw_only=True)
class UnitName:
    """What a unit is called, in the languages it has a name in (zh first)."""

    IS_PUBLIC_TEXT: ClassVar[bool] = True
    zh: str
    en: str | None = None

    def in_language(self, language: str) -> str:
        """The name in this language, else the Chinese one."""
        return self.en if language == "en" and self.en else self.zh


@dataclass(frozen=True, kw_only=True)
class UnitEvent(Event):
    """One step in the life of an office."""

    STREAM: ClassVar[str] = "Unit"

    def apply(self, unit: "Unit") -> None:
        """Write into the unit's record what has happened."""


@dataclass(frozen=True, kw_only=True)
class Established(UnitEvent):
    """设立: the unit stands in the tree; `office_id` is its opaque id, never a division code."""

    office_id: str
    name: UnitName
    level: UnitLevel
    division: Code | None = None
    kind: UnitKind
    superior: str | None = None
    phone: str | None = None

    def apply(self, unit: "Unit") -> None:
        """Put the unit in its place."""
        unit.unit_id, unit.name, unit.level = self.office_id, self.name, self.level
        unit.division, unit.kind = self.division, self.kind
        unit.superior, unit.phone = self.superior, self.phone


@dataclass(frozen=True, kw_only=True)
class Renamed(UnitEvent):
    """更名: the unit has another name from now on."""

    name: UnitName

    def apply(self, unit: "Unit") -> None:
        """Take the name."""
        unit.name = self.name


@dataclass(frozen=True, kw_only=True)
class Connected(UnitEvent):
    """入网: the unit works on the net from now on."""

    def apply(self, unit: "Unit") -> None:
        """Be on the net."""
        unit.net += ((self.local_at, True),)


@dataclass(frozen=True, kw_only=True)
class Disconnected(UnitEvent):
    """退网: the unit works off the net from now on."""

    def apply(self, unit: "Unit") -> None:
        """Be off the net."""
        unit.net += ((self.local_at, False),)


@dataclass(frozen=True, kw_only=True)
class Merged(UnitEvent):
    """合并: the unit went into another one, which goes on with its matters (2005 a25)."""

    successor: str

    def apply(self, unit: "Unit") -> None:
        """Be closed, with a successor."""
        unit.successor, unit.is_closed = self.successor, True


@dataclass(frozen=True, kw_only=True)
class Closed(UnitEvent):
    """撤销: the unit does not exist any more."""

    def apply(self, unit: "Unit") -> None:
        """Be closed."""
        unit.is_closed = True


class Unit(Record[UnitEvent]):
    """单位: one office, its place in the tree and whether it is on the net."""

    unit_id: str = ""
    name: UnitName = UnitName(zh="")
    level: UnitLevel = "township"
    kind: UnitKind = "functional_department"
    division: Code | None = None
    superior: str | None = None
    phone: str | None = None
    successor: str | None = None
    net: tuple[tuple[datetime, bool], ...] = ()
    """When it joined the net (True) and left it (False), in the order of the record."""
    is_closed: bool = False

    @property
    def is_connected(self) -> bool:
        """Tell whether the unit works on the net."""
        return bool(self.net) and self.net[-1][1]

    @property
    def connected_since(self) -> datetime | None:
        """Since when the unit works on the net, on its own wall clock; None: it does not."""
        return self.net[-1][0] if self.is_connected else None

    def is_connected_at(self, moment: datetime) -> bool:
        """Tell whether the unit worked on the net at a moment; before its first day it did not."""
        by_then = [is_on for changed, is_on in self.net if changed <= moment]
        return bool(by_then) and by_then[-1]

    def establish(
        self,
        entry: Entry,
        *,
        office_id: str,
        name: UnitName,
        level: UnitLevel,
        kind: UnitKind,
        division: Code | None = None,
        superior: str | None = None,
        phone: str | None = None,
    ) -> None:
        """Put a new unit into the tree, once, and below another one if below any."""
        if self.version:
            raise UnitExists(unit=office_id)
        if superior == office_id:
            raise SuperiorOfItself(unit=office_id)
        self.record(
            Established,
            entry,
            office_id=office_id,
            name=name,
            level=level,
            kind=kind,
            division=division,
            superior=superior,
            phone=phone,
        )

    def rename(self, entry: Entry, *, name: UnitName) -> None:
        """Give the unit another name; earlier steps keep showing the earlier one."""
        self._stands()
        if name != self.name:
            self.record(Renamed, entry, name=name)

    def connect(self, entry: Entry) -> None:
        """Put the unit on the net; once more changes nothing."""
        self._stands()
        if not self.is_connected:
            self.record(Connected, entry)

    def disconnect(self, entry: Entry) -> None:
        """Take the unit off the net; once more changes nothing."""
        self._stands()
        if self.is_connected:
            self.record(Disconnected, entry)

    def merge(self, entry: Entry, *, successor: "Unit") -> None:
        """Let another unit, which stands, go on with everything (2005 a25)."""
        self._stands()
        if successor.id == self.id:
            raise MergedIntoItself(unit=self.unit_id)
        successor._stands()  # noqa: SLF001  # of the same class
        self.record(Merged, entry, successor=successor.unit_id)

    def close(self, entry: Entry) -> None:
        """Close the unit."""
        self._stands()
        self.record(Closed, entry)

    def _stands(self) -> None:
        if not self.version:
            raise NotYetEstablished(unit=self.unit_id)
        if self.is_closed:
            raise UnitIsClosed(unit=self.unit_id)
