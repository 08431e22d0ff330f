"""The files that pages load: a style and a script, named with the hash of what they hold."""

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from mimetypes import guess_type

from fastapi import APIRouter, HTTPException, Response

router = APIRouter(include_in_schema=False)

LONG = "public, max-age=31536000, immutable"
SHORT = "public, max-age=300"
"""For an address without the hash of what is there now."""


@dataclass(frozen=True)
class StaticFile:
    """What is sent for one file, and the hash that its address carries."""

    body: bytes
    media_type: str
    version: str


@cache
def static_file(name: str) -> StaticFile | None:
    """The file of this name, if the package has it."""
    found = _names().get(name)
    if found is None:
        return None
    body = files(__package__).joinpath("static", name).read_bytes()
    return StaticFile(body, found, hashlib.sha256(body).hexdigest()[:12])


@cache
def static(name: str) -> str:
    """The address of a file; a changed file has another address, so that old ones may be kept."""
    found = static_file(name)
    if found is None:
        raise LookupError(name)
    return f"/static/{name}?v={found.version}"


@router.get("/static/{name}")
def send(name: str, v: str = "") -> Response:
    """Send one file, to be kept for a year under the address that names its hash."""
    found = static_file(name) if name in _names() else None
    if found is None:
        raise HTTPException(404)
    keep = LONG if v == found.version else SHORT
    return Response(found.body, media_type=found.media_type, headers={"Cache-Control": keep})


@cache
def _names() -> dict[str, str]:
    """All files that may be sent, with their media types; nothing else is ever looked up."""
    folder = files(__package__).joinpath("static")
    return {
        file.name: guess_type(file.name)[0] or "application/octet-stream"
        for file in folder.iterdir()
    }
