"""How the words of a command line become the values of an act."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin
from uuid import UUID
from zoneinfo import ZoneInfo

from petition_es.domain.codes import (
    Accused,
    Attachment,
    Claim,
    ClaimAnswer,
    Code,
    LegalBasis,
    OutsideReference,
    Party,
    PartyRole,
    Period,
    Place,
)
from petition_es.domain.sealed import Sealed


class UnreadableValue(ValueError):  # named after the rule, as refusals are
    """A word on the command line does not have the form that its option takes."""

    def __init__(self, option: str, word: str, form: str) -> None:
        self.facts = {"option": option, "word": word[:60], "form": form}
        super().__init__(f"{option}: {word[:60]!r} is not {form}")


@dataclass(frozen=True)
class Form:
    """How one type is written on the command line, and how it is read."""

    shape: str
    read: Callable[[str], Any]


def _parts(word: str, least: int, most: int) -> list[str]:
    parts = word.split(":", most - 1)
    if len(parts) < least:
        raise ValueError(word)
    return parts


def _code(word: str) -> Code:
    scheme, rest = word.split("@", 1)
    version, value = rest.split(":", 1)
    return Code(scheme, version, value)


def _party(word: str) -> Party:
    petitioner, *rest = _parts(word, 1, 3)
    role: PartyRole = literal(rest[0], PartyRole) if rest else "principal"
    return Party(petitioner_id=petitioner, role=role, represents=rest[1] if len(rest) > 1 else None)


def _claim(word: str) -> Claim:
    claim_id, kind, text = _parts(word, 3, 3)
    return Claim(
        claim_id=claim_id, kind=literal(kind, Claim.__annotations__["kind"]), text=Sealed(text)
    )


def _answer(word: str) -> ClaimAnswer:
    claim_id, stance = _parts(word, 2, 2)
    return ClaimAnswer(
        claim_id=claim_id, stance=literal(stance, ClaimAnswer.__annotations__["stance"])
    )


def _basis(word: str) -> LegalBasis:
    instrument, article = _parts(word, 2, 2)
    return LegalBasis(instrument=instrument, article=article)


def _reference(word: str) -> OutsideReference:
    system, record_id = _parts(word, 2, 2)
    return OutsideReference(system=system, record_id=record_id)


def _accused(word: str) -> Accused:
    kind, identity = _parts(word, 2, 2)
    return Accused(kind=literal(kind, Accused.__annotations__["kind"]), identity=Sealed(identity))


def _place(word: str) -> Place:
    division, _, address = word.partition(";")
    return Place(
        division=_code(division) if division else None,
        address=Sealed(address) if address else None,
    )


def _file(word: str) -> Path:
    path = Path(word)
    if not path.is_file():
        raise ValueError(word)
    return path


def literal(word: str, hint: Any) -> Any:
    """One of the words of a Literal."""
    if word not in get_args(hint):
        raise ValueError(word)
    return word


class Reader:
    """Reads words into values; times without an offset are the office's."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone
        self.forms: dict[Any, Form] = {
            str: Form("TEXT", str),
            int: Form("NUMBER", int),
            float: Form("NUMBER", float),
            UUID: Form("ID", UUID),
            Sealed: Form("TEXT", Sealed),
            Attachment: Form("FILE", _file),
            datetime: Form("TIME, as 2016-08-04T09:30", self.moment),
            Period: Form("TIME/TIME", self._period),
            Code: Form("SCHEME@VERSION:VALUE", _code),
            Party: Form("ID[:ROLE[:REPRESENTS]]", _party),
            Claim: Form("ID:KIND:TEXT", _claim),
            ClaimAnswer: Form("CLAIM:support|explain|not_support", _answer),
            LegalBasis: Form("INSTRUMENT:ARTICLE", _basis),
            OutsideReference: Form("SYSTEM:ID", _reference),
            Accused: Form("unit|person:IDENTITY", _accused),
            Place: Form("[SCHEME@VERSION:DIVISION][;ADDRESS]", _place),
        }

    def moment(self, word: str) -> datetime:
        """A moment; without an offset on the office's wall clock."""
        moment = datetime.fromisoformat(word)
        return moment if moment.tzinfo else moment.replace(tzinfo=self._zone)

    def day(self, option: str, word: str | None) -> date | datetime | None:
        """A whole day, or a moment; nothing where nothing was given."""
        if word is None:
            return None
        try:
            return date.fromisoformat(word)
        except ValueError:
            pass
        try:
            return self.moment(word)
        except ValueError as error:
            raise UnreadableValue(option, word, "a day as 2016-08-04, or a time") from error

    def value(self, option: str, hint: Any, given: Any) -> Any:
        """Read what was given for an option into a value of the hinted type."""
        hint = without_none(hint)
        if given is None or hint is bool:
            return given
        if get_origin(hint) is tuple:
            return tuple(self.value(option, get_args(hint)[0], word) for word in given)
        if get_origin(hint) is Literal:
            return self._read(
                option, given, Form(" | ".join(get_args(hint)), lambda w: literal(w, hint))
            )
        if (get_origin(hint) or hint) in (Mapping, dict):
            return dict(self._pair(option, word) for word in given)
        return self._read(option, given, self.forms[hint])

    def shape(self, hint: Any) -> str | None:
        """How a type is written, for the help; None for what no command line can say."""
        hint = without_none(hint)
        if get_origin(hint) is tuple:
            return self.shape(get_args(hint)[0])
        if get_origin(hint) is Literal:
            return " | ".join(get_args(hint))
        if (get_origin(hint) or hint) in (Mapping, dict):
            return "NAME=VALUE"
        if hint is bool:
            return None
        return self.forms[hint].shape if hint in self.forms else None

    def _period(self, word: str) -> Period:
        start, _, end = word.partition("/")
        return Period(start=self.moment(start), end=self.moment(end) if end else None)

    def _read(self, option: str, word: str, form: Form) -> Any:
        try:
            return form.read(word)
        except ValueError as error:
            raise UnreadableValue(option, word, form.shape) from error

    def _pair(self, option: str, word: str) -> tuple[str, str]:
        name, sign, value = word.partition("=")
        if not sign:
            raise UnreadableValue(option, word, "NAME=VALUE")
        return name, value


def without_none(hint: Any) -> Any:
    """The type behind an optional one."""
    if get_origin(hint) in (Union, UnionType):
        (only,) = (each for each in get_args(hint) if each is not NoneType)
        return only
    return hint


def is_paper(hint: Any) -> bool:
    """Tell whether a field speaks of documents."""
    hint = without_none(hint)
    return hint is Attachment or (get_origin(hint) is tuple and get_args(hint)[0] is Attachment)


def takes_many(hint: Any) -> bool:
    """Tell whether an option of this type can be given more than once."""
    origin = get_origin(without_none(hint)) or without_none(hint)
    return origin in (tuple, Mapping, dict)
