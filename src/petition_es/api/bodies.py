"""How the acts of the domain are written in JSON: a model of each, read off the act's own fields.

Free text is a plain string and is sealed on its way in; a document is the voucher that its upload
was answered with. What is not a field of the act is refused, so that nothing is lost unseen.
"""

import dataclasses
import re
import types
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    TypeAdapter,
    WithJsonSchema,
    create_model,
)

from petition_es.domain.codes import Attachment, Channel, Precision
from petition_es.domain.petition import Act, Submit
from petition_es.domain.sealed import Sealed

WORDS_MAX = 20_000
"""Characters in one free text."""

ITEMS_MAX = 200
COUNT_MAX = 2**31 - 1
FIRST_YEAR, LAST_YEAR = 1900, 2199
ISO_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ]")

FILLED_IN = frozenset({"number", "code_hash", "replacement_id", "submission_id"})
"""What nobody says: the office draws it."""

NOT_YET: Mapping[type, frozenset[str]] = {Submit: frozenset({"attachments"})}
"""What cannot be said: documents are kept under a petition's key, and there is no petition yet."""

Redeem = Callable[[str], Attachment]
"""Turns the voucher of an upload into what an event says of the document."""


class Strict(BaseModel):
    """What comes in is taken as it is written, or refused."""

    model_config = ConfigDict(extra="forbid")


def _is_text(value: object) -> object:
    if isinstance(value, str):
        return value
    raise ValueError("write it as a text")


def _is_iso(value: object) -> object:
    if isinstance(value, str) and ISO_MOMENT.match(value):
        return value
    raise ValueError("write it as a text, such as 2016-08-04T09:30:00+08:00")


def _is_number(value: object) -> object:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    raise ValueError("write it as a number")


def _in_our_time(moment: datetime) -> datetime:
    if FIRST_YEAR <= moment.year <= LAST_YEAR:
        return moment
    raise ValueError(f"write a time between the years {FIRST_YEAR} and {LAST_YEAR}")


def _without_nul(words: str) -> str:
    if "\0" in words:
        raise ValueError("leave the character U+0000 out")
    return words


Words = Annotated[str, Field(min_length=1, max_length=WORDS_MAX), AfterValidator(_without_nul)]
CodeWord = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._:;@$/+=|#()-]{0,199}$")]
Moment = Annotated[
    AwareDatetime,
    BeforeValidator(_is_iso),
    AfterValidator(_in_our_time),
    WithJsonSchema(
        {"type": "string", "format": "date-time", "pattern": "^(19|20|21)[0-9]{2}-"},
        mode="validation",
    ),
]
Count = Annotated[int, Field(ge=0, le=COUNT_MAX), BeforeValidator(_is_number)]
Measure = Annotated[float, Field(allow_inf_nan=False), BeforeValidator(_is_number)]
Voucher = Annotated[
    str, Field(min_length=1, max_length=2000, description="What the upload was answered with.")
]

SIMPLE: dict[Any, Any] = {
    Sealed: Words,
    str: CodeWord,
    datetime: Moment,
    int: Count,
    float: Measure,
    bool: StrictBool,
    UUID: Annotated[UUID, BeforeValidator(_is_text)],
    Attachment: Voucher,
    Any: Any,
}

STAMP: dict[str, Any] = {
    "at": (Moment | None, Field(None, description="When it happened, if not now.")),
    "at_precision": (Precision, Field("second", description="How exactly that is known.")),
    "on_behalf_of": (
        CodeWord | None,
        Field(None, description="The unit or the petitioner for whom an officer writes it down."),
    ),
    "entry_channel": (
        Channel | None,
        Field(None, description="The channel through which it came in."),
    ),
}
"""What can be said of any act beside its content."""


@cache
def body_of(act_class: Any) -> type[Strict]:
    """The model of an act's body: its fields, and the stamp that every act can have."""
    fields = _fields(act_class)
    doc = (act_class.__doc__ or "").strip()
    return create_model(act_class.__name__, __base__=Strict, __doc__=doc, **fields, **STAMP)


def _no_documents(_voucher: str) -> Attachment:
    raise TypeError("this act names no documents")


def said(act_class: type[Act], body: Strict, redeem: Redeem = _no_documents) -> dict[str, Any]:
    """The fields of an act as a body says them; what it leaves out is left to the act."""
    hints = get_type_hints(act_class)
    return {
        name: to_domain(hints[name], value, redeem)
        for name in body.model_fields_set - set(STAMP)
        if (value := getattr(body, name)) is not None
    }


def typed(hint: Any, value: Any, redeem: Redeem) -> Any:
    """Read a JSON value as a field of this type: an amendment has the fields of its entry."""
    adapter: TypeAdapter[Any] = TypeAdapter(_written_as(hint))
    return to_domain(hint, adapter.validate_python(value), redeem)


def to_domain(hint: Any, value: Any, redeem: Redeem) -> Any:
    """Turn a value of a model into the value of the domain."""
    kind = without_none(hint)
    if value is None or get_origin(kind) is Literal:
        return value
    if get_origin(kind) is tuple:
        return tuple(to_domain(get_args(kind)[0], item, redeem) for item in value)
    if kind is Sealed:
        return Sealed(value)
    if kind is Attachment:
        return redeem(value)
    return _made(kind, value, redeem) if dataclasses.is_dataclass(kind) else value


def _made(kind: Any, value: Strict, redeem: Redeem) -> Any:
    hints = get_type_hints(kind)
    given = {name: getattr(value, name) for name in value.model_fields_set}
    return kind(**{name: to_domain(hints[name], each, redeem) for name, each in given.items()})


@cache
def _model_of(shape: type) -> type[Strict]:
    return create_model(shape.__name__, __base__=Strict, __doc__=shape.__doc__, **_fields(shape))


def _fields(shape: type) -> dict[str, Any]:
    hints = get_type_hints(shape)
    return {
        field.name: (_written_as(hints[field.name]), _default(field))
        for field in dataclasses.fields(shape)
        if field.name not in FILLED_IN | NOT_YET.get(shape, frozenset())
    }


def _default(field: dataclasses.Field[Any]) -> Any:
    if field.default is not dataclasses.MISSING:
        return field.default
    if field.default_factory is not dataclasses.MISSING:
        return Field(default_factory=field.default_factory)
    return ...


def _written_as(hint: Any) -> Any:
    """The type that a value of the domain has in JSON."""
    if get_origin(hint) in {Union, types.UnionType}:
        return _written_as(without_none(hint)) | None
    origin = get_origin(hint)
    if origin is Literal:
        return hint
    if origin is tuple:
        items: Any = tuple[_written_as(get_args(hint)[0]), ...]  # type: ignore[misc]  # made at run time
        return Annotated[items, Field(max_length=ITEMS_MAX)]
    if (origin or hint) in {Mapping, dict}:
        key, item = get_args(hint)
        entries: Any = dict[_written_as(key), _written_as(item)]  # type: ignore[misc]  # made at run time
        return Annotated[entries, Field(json_schema_extra={"additionalProperties": False})]
    if dataclasses.is_dataclass(hint):
        return SIMPLE[hint] if hint in SIMPLE else _model_of(hint)  # type: ignore[arg-type]
    return SIMPLE[hint]


def without_none(hint: Any) -> Any:
    """The type behind an optional one."""
    if get_origin(hint) in {Union, types.UnionType}:
        (only,) = (each for each in get_args(hint) if each is not types.NoneType)
        return only
    return hint
