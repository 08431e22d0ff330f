"""What a form sent: its fields and its files, within limits, and never in clear on a disk."""

from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, aclosing
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import FormParser, MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect

from petition_es.api.at_the_door import NotReadable, WrongMediaType
from petition_es.api.attachments.arriving import in_time, refuse_more
from petition_es.api.attachments.turns import FORMS, a_turn_to_keep
from petition_es.bootstrap import House

FILES_MAX = 5
FIELDS_MAX = 40
FIELD_BYTES_MAX = 256 * 1024
"""Room for far more than a field takes, so that the form itself can say that it is too much."""

URLENCODED, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data"


@dataclass(frozen=True)
class Posted:
    """A form as it was sent: the first value of each field, and the files that were chosen."""

    fields: Mapping[str, str]
    files: tuple[UploadFile, ...] = ()

    def get(self, name: str) -> str:
        """What was sent in a field; nothing where it was not sent."""
        return self.fields.get(name, "")


class _InMemory(MultiPartParser):
    """Reads files into memory only: what a petitioner attaches never stands on a disk in clear."""

    spool_max_size = 0  # A spooled file's word for: whatever the size, never on disk.


async def posted(request: Request) -> AsyncIterator[Posted]:
    """Read the form of a request, and let go of its files after the answer.

    A form with files waits for its turn when it has arrived, and holds it while it is answered.
    """
    async with AsyncExitStack() as held:
        form = await _read(request, held.enter_context(FORMS.some()))
        held.push_async_callback(form.close)
        read = _posted(form)
        if read.files:
            await held.enter_async_context(a_turn_to_keep())
        yield read


Form = Annotated[Posted, Depends(posted, scope="function")]
"""A route's parameter: the form that was sent. Who is slow to read the answer holds no turn."""


async def _read(request: Request, take: Callable[[int], None]) -> FormData:
    kind = request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    limits = {"max_fields": FIELDS_MAX, "max_part_size": FIELD_BYTES_MAX}
    try:
        if kind == MULTIPART:
            body = _bounded(request, take)
            # More files than a form takes, so that the form itself can say that it is too many.
            parser = _InMemory(request.headers, body, max_files=4 * FILES_MAX, **limits)
            async with aclosing(body):
                return await parser.parse()
        if kind == URLENCODED:
            async with aclosing(_bounded(request, take)) as body:
                return await FormParser(request.headers, body, **limits).parse()
    except (MultiPartException, ClientDisconnect, LookupError, UnicodeError):
        # A charset can name a codec that decodes nothing, such as `undefined`.
        raise NotReadable from None
    raise WrongMediaType(given=kind[:80] or "-", wanted=f"{URLENCODED}, {MULTIPART}")


async def _bounded(request: Request, take: Callable[[int], None]) -> AsyncGenerator[bytes, None]:
    size, limit = 0, body_limit(request)
    async with aclosing(in_time(request.stream())) as arriving:
        async for piece in arriving:
            size += len(piece)
            refuse_more(size, limit)
            take(len(piece))
            yield piece


def body_limit(request: Request) -> int:
    """How many bytes a form with files may have: its files, and some room for its fields."""
    house: House = request.app.state.house
    return FILES_MAX * house.settings.attachment_limit + house.settings.body_limit


def _posted(form: FormData) -> Posted:
    fields: dict[str, str] = {}
    files = []
    for name, value in form.multi_items():
        if isinstance(value, UploadFile):
            if value.filename or value.size:  # A browser sends an empty part for no file at all.
                files.append(value)
        else:
            # Odd charsets can smuggle in halves of characters, which no UTF-8 can hold.
            fields.setdefault(name, value.encode(errors="replace").decode())
    return Posted(fields, tuple(files))
