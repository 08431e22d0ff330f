"""The catalogues (目录): gettext files for each language, read when one is first needed.

`en.po` and `zh.po` hold what every door says; `pages.en.po` and the like what one part says.
"""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

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
    sources = (file for file in files(__package__).iterdir() if _speaks(file.name, language))
    return {key: forms for source in sources for key, forms in _read(source, language)}


def _speaks(name: str, language: str) -> bool:
    return name == f"{language}.po" or name.endswith(f".{language}.po")


def _read(source: Traversable, language: str) -> Iterator[tuple[str, Forms]]:
    with source.open("rb") as stream:
        for message in read_po(stream, locale=language):
            if message.id:
                yield _key(message.id), _forms(message.string)


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
