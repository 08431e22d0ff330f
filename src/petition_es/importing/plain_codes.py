"""Names out of foreign files, written as the plain codes that events may carry in the open.

No two names get the same code, so nothing is lost: what is plain stays as it is, and every other
byte (in UTF-8) is written as `=E4`. A code of the greatest length ends in a digest of its name.
"""

import hashlib
from urllib.parse import quote

CODE_CHARS_MAX = 200

_PLAIN = ":;@$/+|#()"
_DIGEST_BYTES = 8


def plain_code(name: str) -> str:
    """Write a name as a code, the same one every time."""
    code = quote(name, safe=_PLAIN).replace("~", "%7E").replace("%", "=")
    # A code begins with a letter or digit. A sign of equality that nothing was written with
    # follows, so that no plain name looks the same.
    code = code if code[:1].isalnum() else f"x={code}"
    if len(code) <= CODE_CHARS_MAX:
        return code
    digest = hashlib.blake2b(name.encode(), digest_size=_DIGEST_BYTES).hexdigest()
    return f"{code[: CODE_CHARS_MAX - len(digest) - 1]}#{digest}"


def word_code(words: str) -> str:
    """Write words as a code that people recognise: blanks become hyphens."""
    return plain_code("-".join(words.split()))


def id_part(name: str) -> str:
    """Write a name as one part of a derived id, in which a slash parts it from the next."""
    return quote(name, safe="")
