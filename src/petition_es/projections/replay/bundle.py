"""A case in one file (案卷包): entries, timelines, documents, findings, and a manifest of hashes.

The same log gives the same bytes: nothing in it says when it was made, and nothing is compressed.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from uuid import UUID
from zipfile import ZIP_STORED, ZipFile, ZipInfo

import orjson

from petition_es.domain.codes import Attachment, Audience
from petition_es.domain.petition import PetitionEvent
from petition_es.domain.regime.law import Law
from petition_es.messages import LANGUAGES
from petition_es.projections.past import known_at
from petition_es.projections.replay.contents import Opening, Unseen, as_plain, attachments
from petition_es.projections.replay.plain_text import timeline_as_text
from petition_es.projections.timeline.as_json import to_json
from petition_es.projections.timeline.checkpoint import UnitCard
from petition_es.projections.timeline.fold import timeline
from petition_es.projections.timeline.steps import STEPS

SCHEMA = "petition-es/bundle/1"
"""Raised when a file changes its meaning; new ones may come at any time."""

NO_DAY = (1980, 1, 1, 0, 0, 0)
"""The day of every file in it: the first one that the format knows."""

ENDINGS = {
    "image/jpeg": ".jpg", "image/png": ".png", "image/webp": ".webp",
    "application/pdf": ".pdf", "text/plain": ".txt",
}  # fmt: skip

Files = Iterable[tuple[str, bytes]]
Findings = Callable[[UUID], Sequence[Any]]
"""The findings on a petition, in plain values, in an order of their own."""


def no_findings(_: UUID) -> Sequence[Any]:
    """What is found where nobody has looked."""
    return ()


@dataclass(frozen=True, kw_only=True)
class Case:
    """What is put into a bundle, and for whom.

    `read` opens an attachment (None: erased); `positions` are those of the entries in the log.
    """

    recorded: Sequence[PetitionEvent]
    positions: Sequence[int]
    audience: Audience
    opening: Opening
    units: Callable[[str], UnitCard | None]
    law: Law
    read: Callable[[Attachment], bytes | None]
    findings: Findings
    version: str

    @property
    def petition_id(self) -> UUID:
        """The petition's id."""
        return self.recorded[0].originator_id


def bundle(case: Case) -> bytes:
    """Pack a case as a zip file."""
    files = sorted(_files(case))
    manifest = _json(_manifest(case, files))
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_STORED) as archive:
        for name, content in [("manifest.json", manifest), *files]:
            archive.writestr(ZipInfo(name, NO_DAY), content)
    return packed.getvalue()


def _files(case: Case) -> Iterator[tuple[str, bytes]]:
    yield "events.json", b"".join(_lines(case))
    yield "findings.json", _json(list(case.findings(case.petition_id)))
    now = known_at(case.recorded[-1])
    told = timeline(case.recorded, audience=case.audience, units=case.units, now=now, law=case.law)
    yield "timeline.json", _json(to_json(told))
    for language in LANGUAGES:
        yield f"timeline.{language}.txt", timeline_as_text(told, language).encode()
    for event in case.recorded:
        yield from _documents(case, event)


def _lines(case: Case) -> Iterator[bytes]:
    """Every entry on a line of its own, as JSON."""
    for event, position in zip(case.recorded, case.positions, strict=True):
        told = {
            "position": position,
            "event": event.TOPIC,
            "class_version": event.class_version,
            "stamp": as_plain(case.opening.stamp(event)),
            "content": as_plain(case.opening.content(event)),
        }
        yield orjson.dumps(told, option=orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE)


def _documents(case: Case, event: PetitionEvent) -> Iterator[tuple[str, bytes]]:
    """What belongs to an entry: its words as text, its files as they came in."""
    place = f"documents/{event.originator_version:04}"
    for name in STEPS[type(event)].documents:
        words = case.opening.words(event, name)
        if words and not isinstance(words, Unseen):
            yield f"{place}-{name}.txt", words.encode()
    for name, paper in attachments(event):
        content = case.read(paper) if case.opening.may_open(event, name) else None
        if content is not None:
            ending = ENDINGS.get(paper.media_type, ".bin")
            yield f"{place}-{name}-{paper.attachment_id}{ending}", content


def _manifest(case: Case, files: Sequence[tuple[str, bytes]]) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "program": f"petition-es {case.version}",
        "petition": str(case.petition_id),
        "audience": case.audience,
        "entries": len(case.recorded),
        "positions": {"first": min(case.positions), "last": max(case.positions)},
        "missing": sorted(_missing(case, {name for name, _ in files})),
        "files": [
            {"name": name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            for name, content in files
        ],
    }


def _missing(case: Case, names: set[str]) -> Iterator[str]:
    """The attachments that are not in it: erased, or not for this reader."""
    for event in case.recorded:
        for _, paper in attachments(event):
            if not any(str(paper.attachment_id) in name for name in names):
                yield str(paper.attachment_id)


def _json(value: Any) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
