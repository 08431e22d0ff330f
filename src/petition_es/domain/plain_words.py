"""Plain words are codes and ids; prose and names belong into sealed fields."""

import dataclasses
import re
from collections.abc import Iterator, Mapping
from typing import Any

from petition_es.domain.refusals import NotACode

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:;@$/+=|#()-]{0,199}")


def check_plain_words(act: Any) -> None:
    """Refuse prose in a field that is stored in the open.

    Only ASCII codes and ids without blanks may stand there, so that no name and no free text can be
    kept outside the seals by mistake.
    """
    for name, word in plain_words(act):
        if not _CODE.fullmatch(word):
            raise NotACode(field=name)


def plain_words(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """All bare strings inside a value, with the field that each stands in."""
    if isinstance(value, str):
        yield name, value
    elif getattr(value, "IS_PUBLIC_TEXT", False):
        return
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from plain_words(getattr(value, field.name), field.name)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from plain_words(key, name)
            yield from plain_words(item, name)
    elif isinstance(value, tuple | list | set | frozenset):
        for item in value:
            yield from plain_words(item, name)
