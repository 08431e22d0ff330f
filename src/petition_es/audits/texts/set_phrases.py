"""Set phrases (套话) of official answers, by what they do: read from one file for each language."""

import re
import tomllib
from functools import cache
from importlib.resources import files

_NAME = re.compile(r"<(\w+)>")


@cache
def set_phrases(language: str) -> re.Pattern[str]:
    """One expression that a whole clause matches; its last group says what the clause does."""
    told = tomllib.loads((files(__package__) / f"set_phrases.{language}.toml").read_text("utf-8"))
    words: dict[str, str] = told["words"]

    def written_out(phrase: str) -> str:
        parts = _NAME.sub(lambda name: words[name[1]], phrase)
        return written_out(parts) if parts != phrase else parts

    groups = (
        # Without groups of its own, so that the last group is the one that is named.
        f"(?P<{does}>{'|'.join(map(written_out, phrases))})"
        for does, phrases in told["phrases"].items()
    )
    return re.compile("|".join(groups), re.IGNORECASE)
