"""The catalogues (目录): one gettext file for each language, read when it is first needed."""

from functools import cache
from importlib.resources import files

from babel.core import Locale
from babel.messages.pofile import read_po

LANGUAGES = ("zh", "en")
"""The languages that the catalogues speak; all hold the same keys."""

Forms = tuple[str, ...]
"""A sentence, in its singular and plural where the language tells them apart."""


class NoSuchMessage(LookupError):
    """A key that the catalogue of a language does not hold."""


@cache
def catalogue(language: str) -> dict[str, Forms]:
    """All sentences of one language by their keys."""
    if language not in LANGUAGES:
        raise NoSuchMessage(language)
    source = files(__package__).joinpath(f"{language}.po")
    with source.open("rb") as stream:
        read = read_po(stream, locale=language)
    return {_key(message.id): _forms(message.string) for message in read if message.id}


def sentence(key: str, language: str, number: float | None = None) -> str:
    """The sentence of this key, in the form that fits the number it speaks of."""
    forms = catalogue(language).get(key)
    if forms is None:
        raise NoSuchMessage(key)
    is_one = number is not None and Locale(language).plural_form(number) == "one"
    return forms[0] if is_one else forms[-1]


def _key(message_id: str | tuple[str, ...] | list[str]) -> str:
    return message_id if isinstance(message_id, str) else message_id[0]


def _forms(string: str | tuple[str, ...] | list[str] | None) -> Forms:
    return (string,) if isinstance(string, str) else tuple(string or ("",))
