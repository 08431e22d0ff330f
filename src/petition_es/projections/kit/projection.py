"""A projection: one small class that says what is folded from the events, and nothing of how."""

from collections.abc import Callable, Iterable, MutableMapping
from typing import Any, ClassVar

from petition_es.domain.event import Event
from petition_es.projections.kit.defining import define
from petition_es.projections.kit.definition import Definition
from petition_es.projections.kit.faults import NameTaken
from petition_es.projections.kit.handlers import said_of


class _Body(dict[str, Any]):
    """The body of a class while it is read: a second handler of one name is noticed."""

    def __setitem__(self, name: str, value: Any) -> None:
        if said_of(self.get(name)) is not None:
            raise NameTaken(name)
        super().__setitem__(name, value)


class _Declared(type):
    """Reads a projection when its class is made, so that what is wrong is said at load time."""

    @classmethod
    def __prepare__(
        cls, _: str, __: tuple[type, ...], /, **___: Any
    ) -> MutableMapping[str, object]:
        return _Body()

    def __new__(
        mcs, name: str, bases: tuple[type, ...], body: dict[str, Any], **_: Any
    ) -> "_Declared":
        return super().__new__(mcs, name, bases, dict(body))


class Projection(metaclass=_Declared):
    """What is told of all petitions, a row for each key; a subclass is the whole of it.

    Typed fields are the columns. A method marked `@on(...)` folds the events named into the row
    of their key: `self` is that row. What was struck through by a correction never counts; nothing
    is to be written for it.
    """

    key: ClassVar[str | tuple[str, ...]] = "petition_id"
    """What leads from an event to its row: `petition_id`, `matter_id`, or what the event carries.

    `unit_id` is always the acting unit. Several names make a key of several columns. A static
    method `keys(event)` or `keys(event, petition)` may yield several keys, each with one value for
    each name; a key that holds None leads nowhere.
    """
    keys: ClassVar[Callable[..., Iterable[tuple[Any, ...]]] | None] = None
    """Where an event may lead to several rows: what yields their keys."""
    ignores: ClassVar[tuple[type[Event], ...] | None] = None
    """Every other event: a new one that stands in neither list is an error at load time."""
    only: ClassVar[tuple[type[Event], ...] | None] = None
    """The events that are handled, where all others, known today or not, are no concern."""
    before: ClassVar[Any] = None
    """What a third argument of a handler shows of the petition before the event.

    By default its file, whole; `Course`: state, stage, unit and what it is about, in the order in
    which things happened; a projection keyed by petition: the row that this one has of it. At the
    events of units `Unit.Unit`: the unit.
    """
    after: ClassVar[bool] = False
    """Whether the third argument shows what is known with the event instead of before it."""
    opens: ClassVar[bool] = False
    """Whether sealed words are read. Then they are fetched and may be opened, which costs."""
    version: ClassVar[int] = 1
    """Counted up whenever the rows would come out otherwise, so that they are built anew."""

    DEFINITION: ClassVar[Definition]
    IS_EVENT_ROWS: ClassVar[bool] = False

    def __init_subclass__(cls, **_: Any) -> None:
        """Read the class; what is wrong with it is an error here and now."""
        super().__init_subclass__()
        if "IS_EVENT_ROWS" not in cls.__dict__:  # The second form itself is none.
            cls.DEFINITION = define(cls)


class EventRows(Projection):
    """The second form: one row for each event that is handled, added and never changed."""

    key = "event_id"
    IS_EVENT_ROWS = True
