"""The kinds of files that are taken in, each known by its first bytes and its name's endings."""

from collections.abc import Mapping

ENDINGS: Mapping[str, tuple[str, ...]] = {
    "image/jpeg": (".jpg", ".jpeg", ".jpe", ".jfif"),
    "image/png": (".png",),
    "image/webp": (".webp",),
    "application/pdf": (".pdf",),
    "text/plain": (".txt", ".text"),
}
"""Every media type that is accepted, with the endings that fit it; the usual one stands first."""

OTHER_NAMES: Mapping[str, str] = {"image/jpg": "image/jpeg", "image/pjpeg": "image/jpeg"}
"""What some phones and old programs call a kind."""

UNCLAIMED = frozenset({"", "application/octet-stream"})
"""What senders write who do not know what they send."""

HEAD_BYTES = 12
"""How many of a file's first bytes tell its kind."""


def kind_of(head: bytes) -> str:
    """Tell by a file's first bytes what it is; what has no mark of its own can only be a text."""
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "image/webp"
    if head.startswith(b"%PDF-"):
        return "application/pdf"
    return "text/plain"


def bare(media_type: str | None) -> str:
    """The media type that a header or a form names, without parameters and by its usual name."""
    named = (media_type or "").partition(";")[0].strip().lower()
    return OTHER_NAMES.get(named, named)
