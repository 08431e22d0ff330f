"""Names of files as strangers give them, cleaned: only a name is left, never a path."""

import re
import unicodedata

from petition_es.api.attachments.kinds import ENDINGS
from petition_es.api.attachments.refusals import FileNotAsNamed

LONGEST = 120
"""Characters of a name, its ending included."""

UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Controls, marks that turn the reading direction, and what is no character at all."""

ENDING = re.compile(r"\.(?=[0-9]*[a-z])[a-z0-9]{1,8}$", re.IGNORECASE)
"""A dot and a short word with a letter in it: `.pdf`, but not the `.2` of a version."""


def cleaned(name: str | None, media_type: str) -> str:
    """Clean a name, and give it the ending of its kind; refuse one that claims another kind.

    No folders, no control characters, NFC, at most 120 characters.
    """
    last = re.split(r"[/\\]", name or "")[-1]
    plain = " ".join(unicodedata.normalize("NFC", seen(last)).split()).rstrip(". ")
    ending = ENDING.search(plain)
    if ending and ending[0].lower() not in ENDINGS[media_type]:
        wanted = ", ".join(ENDINGS[media_type])
        raise FileNotAsNamed(ending=ending[0], media_type=media_type, endings=wanted)
    stem = plain.removesuffix(ending[0]) if ending else plain
    shown = ending[0] if ending else ENDINGS[media_type][0]
    return (stem.strip(". ")[: LONGEST - len(shown)].rstrip(". ") or "attachment") + shown


def seen(name: str) -> str:
    """What can be seen of a name: no controls, and nothing that UTF-8 cannot hold."""
    return "".join(letter for letter in name if unicodedata.category(letter) not in UNSEEN)
