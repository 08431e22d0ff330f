"""What the program says to people, in Chinese and English; everywhere else stand only keys.

Keys are `<kind>.<name>`: `step` and `note` for checkpoints, `refusal` and `fault` by class name,
`state`, `tag` and the other families for the labels of codes, `count` for numbers with their nouns,
`view` and `cli` for the terminal.
"""

from petition_es.messages.catalogue import LANGUAGES, NoSuchMessage, catalogue, sentence
from petition_es.messages.wording import Wording, label

__all__ = ["LANGUAGES", "NoSuchMessage", "has", "keys", "label", "say"]


def say(key: str, language: str, **facts: object) -> str:
    """Say the sentence of this key in a language, with these facts in their places.

    Raises NoSuchMessage for an unknown key or language, and KeyError for a fact that is missing.
    """
    return Wording(language).vformat(sentence(key, language), (), facts)


def has(key: str) -> bool:
    """Tell whether the catalogues hold this key."""
    return key in catalogue(LANGUAGES[0])


def keys() -> frozenset[str]:
    """Every key that the catalogues hold."""
    return frozenset(catalogue(LANGUAGES[0]))
