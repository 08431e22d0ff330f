"""Mapping files of service requests: which columns of a city's list say what, written in TOML.

A mapping has these tables (``mappings/requests/boston_311.toml`` is a whole one, with comments):

``[source]``
    ``system`` names the source in every imported id; ``timezone`` is the wall clock of its
    office; ``empty`` lists values that the source writes where it knows nothing; ``times`` spells
    its times, in the words of ``strptime``, where they are not written as 2019-04-25 09:32:09.
``[request]``
    ``id`` and ``opened`` name columns, and so do, where the list has them, ``title``, ``text``,
    ``address``, ``latitude`` and ``longitude`` (both, in degrees); ``channel`` is a value
    (see ``mapping_file``).
``[category]``
    ``column``, and the ``scheme`` and ``version`` of the list of words that it is filled from.
``[closing]``
    ``closed`` and ``note`` name columns, and ``unit`` that of the office that closed it.
"""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Self

from pydantic import model_validator

from petition_es.importing.csv_header import Columns
from petition_es.importing.mapping_file import (
    SHIPPED,
    ChannelValue,
    Source,
    Table,
    Text,
    Value,
    read_mapping_file,
)

SHIPPED_REQUESTS = SHIPPED / "requests"

NOON = datetime(2019, 4, 25, 12, 32, 9)  # noqa: DTZ001  # held against a spelling, no moment


class RequestSource(Source):
    """The table [source], with the spelling of times."""

    times: Text | None = None

    @model_validator(mode="after")
    def _spells_a_day(self) -> Self:
        if self.times is not None and not _spells_a_day(self.times):
            raise ValueError("times must spell a day, such as %m/%d/%Y %I:%M:%S %p")
        return self


class Request(Table):
    """The table [request]."""

    id: Text
    opened: Text
    title: Text | None = None
    text: Text | None = None
    address: Text | None = None
    latitude: Text | None = None
    longitude: Text | None = None
    channel: ChannelValue = Value(constant="unknown")

    @model_validator(mode="after")
    def _whole_points(self) -> Self:
        if (self.latitude is None) != (self.longitude is None):
            raise ValueError("latitude and longitude are needed together")
        return self


class Category(Table):
    """The table [category]."""

    column: Text
    scheme: Text
    version: Text


class Closing(Table):
    """The table [closing]."""

    closed: Text
    note: Text
    unit: Text | None = None


class RequestMapping(Table):
    """A whole mapping file of service requests."""

    source: RequestSource
    request: Request
    category: Category | None = None
    closing: Closing | None = None

    def columns(self) -> Columns:
        """Answer the columns that a list must have; others are let through."""
        return Columns(required=tuple(dict.fromkeys(self._named())), others=True)

    def _named(self) -> Iterator[str]:
        request, closing = self.request, self.closing
        named = [request.id, request.opened, request.title, request.text, request.address]
        named += [request.latitude, request.longitude, request.channel.column]
        named += [self.category.column] if self.category else []
        named += [closing.closed, closing.note, closing.unit] if closing else []
        return filter(None, named)


def read_request_mapping(path: Path) -> RequestMapping:
    """Read a mapping of service requests, by its path or by the name of a shipped one."""
    return read_mapping_file(path, RequestMapping, SHIPPED_REQUESTS)


def _spells_a_day(spelling: str) -> bool:
    try:
        return datetime.strptime(NOON.strftime(spelling), spelling).date() == NOON.date()  # noqa: DTZ007
    except ValueError:
        return False
