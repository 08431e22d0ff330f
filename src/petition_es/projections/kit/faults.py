"""Everything that can be wrong with a projection, in one tree; each says what to write instead.

ProjectionFault
├── NotAProjection        the class cannot be a projection as it is written
│   ├── NameTaken         two handlers of one name: Python would keep the second one only
│   ├── UnsaidEvents      events that are neither handled nor ignored
│   ├── ColumnUnknown     a field of a type that no table has a column for
│   ├── MergeImpossible   a merge that would not give the same rows in every order
│   └── KeyUnknown        a key that an event does not carry
├── HandlerFailed         a handler raised at an event
├── SealedWordsAsked      a handler looked at sealed words without declaring it
├── ColumnFailed          what is derived could not be worked out
├── FieldLeftEmpty        a row that lacks what its field must hold
├── ValueUnfit            a row that holds something else
├── FormatUnknown         a file of a kind that no table is written to
├── ExtraMissing          a library that is not installed
├── NoSuchFile            a file of projections that is not there
├── FileUnusable          a file of projections in which something is wrong
├── NoProjectionThere     a file that defines no projection
└── WhichProjection       a file with several projections, or another one than was asked for
"""

from typing import ClassVar

from petition_es.domain.event import Event


class ProjectionFault(Exception):
    """A projection cannot do its work; the message says what to write instead."""

    @property
    def code(self) -> str:
        """The name under which documentation knows the fault."""
        return type(self).__name__


class NotAProjection(ProjectionFault):
    """The class cannot be a projection as it is written."""


class NameTaken(NotAProjection):
    """Two handlers have one name, of which Python would keep the second one only."""

    def __init__(self, name: str) -> None:
        super().__init__(f"Two handlers are called {name}: give each a name of its own.")


class UnsaidEvents(NotAProjection):
    """Events are neither handled nor ignored, or are named where they have no place."""


class ColumnUnknown(NotAProjection):
    """A field has a type that no table has a column for."""


class MergeImpossible(NotAProjection):
    """A merge would not give the same rows in every order."""


class KeyUnknown(NotAProjection):
    """An event does not carry the key that its handler's rows are kept under."""


class SealedWordsAsked(ProjectionFault):
    """A handler looked at sealed words, of a projection that does not declare it."""

    def __init__(self, projection: str) -> None:
        super().__init__(
            f"{projection} looks at sealed words: declare `opens = True` in the class, if the "
            f"question cannot be answered without them."
        )


class FieldLeftEmpty(ProjectionFault):
    """A row lacks what its field must hold."""

    def __init__(self, projection: str, field: str) -> None:
        super().__init__(
            f"{projection}.{field} is still empty after its event: let the handler set it, "
            f"give it a default, or declare it as `{field}: ... | None`."
        )


class HandlerFailed(ProjectionFault):
    """A handler raised at an event; the original error is its cause.

    `key` is that of the row it was to fold the event into; None where the keys could not be told.
    """

    def __init__(
        self,
        projection: str,
        handler: str,
        position: int,
        event: Event,
        key: tuple[object, ...] | None = None,
    ) -> None:
        self.projection, self.handler, self.key = projection, handler, key
        self.position, self.event_id, self.topic = position, event.event_id, event.TOPIC
        self.petition_id = event.originator_id
        super().__init__(
            f"{projection}.{handler} failed at position {position} "
            f"({event.TOPIC} {event.event_id} of {event.originator_id})"
        )


class ColumnFailed(ProjectionFault):
    """A derived column could not be worked out; the original error is its cause."""

    def __init__(self, projection: str, column: str, reason: Exception) -> None:
        super().__init__(
            f"{projection}.{column} cannot be worked out from its row: "
            f"{type(reason).__name__}: {reason}. Answer None where there is nothing to say, and "
            f"declare it with `-> ... | None`."
        )


class ValueUnfit(ProjectionFault):
    """A row holds something that its field is not for."""

    def __init__(self, projection: str, field: str, value: object, said: str) -> None:
        super().__init__(
            f"{projection}.{field} holds {value!r}, but is declared to hold {said}: "
            f"let the handler set the one, or declare the other (times need a zone)."
        )


class ToldFault(ProjectionFault):
    """A fault that who works at a terminal may meet: the catalogues say it in other languages."""

    text: ClassVar[str] = ""

    def __init__(self, **facts: object) -> None:
        self.facts = {name: str(fact) for name, fact in facts.items()}
        super().__init__(self.text.format(**self.facts))


class FormatUnknown(ToldFault):
    """A table is not written to files of this kind."""

    text = "No table is written to {path}: let its name end in one of {known}."


class ExtraMissing(ToldFault):
    """A library is not installed, because it comes with an extra."""

    text = (
        "This needs {library}, which comes with the extra `analysis`: "
        "pip install 'petition-es[analysis]'."
    )


class NoSuchFile(ToldFault):
    """A file of projections is not there, or is none of Python."""

    text = "There is no Python file {path}: name the file in which the projection is written."


class FileUnusable(ToldFault):
    """Something is wrong in a file of projections."""

    text = "{path}, line {line}: {reason}."


class NoProjectionThere(ToldFault):
    """A file defines no projection of its own."""

    text = "{path} defines no projection: write a class of Projection in it."


class WhichProjection(ToldFault):
    """A file defines several projections, or another one than was asked for."""

    text = "{path} defines {known}: say which one with --name."
