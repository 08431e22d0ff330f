"""Cases out of an XES file (.xes or .xes.gz), whatever its version and namespace.

The parser calls for every element and keeps no tree, so memory is that of the largest case.
Only attributes that stand directly in a trace or an event are read, not those nested in others.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from xml.parsers.expat import ExpatError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from petition_es.importing.case_log import CASE_PREFIX, CaseReading, LogCase, RawEvent
from petition_es.importing.reasons import Reason
from petition_es.importing.rejects import Rejected
from petition_es.importing.source_file import ARCHIVE_DAMAGE, SourceFile, UnreadableFile

CHUNK_BYTES = 64 * 1024
# The parser must hold one tag whole; this bounds what a damaged file can make it hold.
TAG_BYTES_MAX = 8 * 1024 * 1024

_IN_LOG, _IN_TRACE, _IN_EVENT = 1, 2, 3


class XesLog:
    """The cases of an XES file in its order, each a LogCase or a Rejected.

    Where the file is damaged, the cases before the damage come out and then one Rejected.
    """

    def __init__(self, path: Path, reading: CaseReading) -> None:
        """Open ``path``, or raise UnreadableFile; that it is no XES log shows when iterating."""
        self.source = SourceFile(path)
        self._reading = reading
        # The parser knows what to forbid; with a target that wants nothing it builds no tree.
        self._defused = DefusedXMLParser(target=object(), forbid_dtd=True)
        self._expat = self._defused.parser
        self._traces = _Traces(path.name, self._expat)

    @property
    def size(self) -> int:
        """Bytes of the file on the disk."""
        return self.source.size

    @property
    def position(self) -> int:
        """Bytes of the file read so far."""
        return self.source.position

    def __iter__(self) -> Iterator[LogCase | Rejected]:
        """Yield cases; before each, a reject for every event in it that cannot be read."""
        damage: Rejected | None = None
        more = True
        while more and not damage:
            try:
                more = self._feed()
            except _Damage as why:
                cut = self._traces.open_trace
                damage = replace(why.rejected, events=len(cut.events) if cut else 0)
            for trace in self._traces.finished:
                yield from self._reading.case(trace.line, trace.attributes, trace.events)
            self._traces.finished.clear()
            yield from self._traces.take_homeless()
        if damage:
            yield damage

    def _feed(self) -> bool:
        """Parse the next piece of the file; return whether there was one."""
        try:
            chunk = self.source.stream.read(CHUNK_BYTES)
            self._expat.Parse(chunk, not chunk)
            self._traces.check_tag_length(len(chunk))
        except ARCHIVE_DAMAGE as why:
            raise self._damage(Reason.BROKEN_ARCHIVE, "the archive ends or breaks") from why
        except ExpatError as why:
            raise self._damage(Reason.MALFORMED_XML, f"at character {why.offset + 1}") from why
        except DefusedXmlException as why:
            raise self._damage(Reason.FORBIDDEN_XML, "a declaration is not allowed here") from why
        except (ValueError, LookupError) as why:
            raise self._damage(Reason.MALFORMED_XML, "in an unknown encoding") from why
        return bool(chunk)

    def _damage(self, reason: Reason, detail: str) -> "_Damage":
        cut = self._traces.open_trace
        if cut:
            detail += f"; the case that starts at line {cut.line} is cut after"
            detail += f" {len(cut.events)} events"
        return _Damage(Rejected(self._traces.line, "", reason, detail))

    def close(self) -> None:
        """Close the file."""
        self.source.close()

    def __enter__(self) -> Self:
        """Return the log itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the file."""
        self.close()


class _Damage(Exception):
    def __init__(self, rejected: Rejected) -> None:
        super().__init__(rejected)
        self.rejected = rejected


@dataclass(slots=True)
class _Trace:
    line: int
    attributes: dict[str, str] = field(default_factory=dict)
    events: list[RawEvent] = field(default_factory=list)


class _Traces:
    """Told of every tag by the parser, it puts traces together and keeps nothing else."""

    def __init__(self, file_name: str, expat: Any) -> None:
        expat.StartElementHandler = self._start
        expat.EndElementHandler = self._end
        expat.DefaultHandlerExpand = None
        expat.ordered_attributes = False
        self.finished: list[_Trace] = []
        self.open_trace: _Trace | None = None
        self._file_name = file_name
        self._expat = expat
        self._depth = 0
        self._event: RawEvent | None = None
        self._homeless: list[int] = []
        self._fed_bytes = 0

    @property
    def line(self) -> int:
        """The line the parser stands at."""
        return int(self._expat.CurrentLineNumber)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._event is not None:
            if self._depth == _IN_EVENT + 1:
                _note(self._event.attributes, attributes, "")
        elif self.open_trace is not None:
            self._start_in_trace(tag, attributes, self.open_trace)
        else:
            self._start_in_log(tag.rpartition("}")[2])

    def _start_in_trace(self, tag: str, attributes: dict[str, str], trace: _Trace) -> None:
        if self._depth != _IN_TRACE + 1:
            return
        if tag.endswith("event"):
            self._event = RawEvent(self.line, {})
            trace.events.append(self._event)
        else:
            _note(trace.attributes, attributes, CASE_PREFIX)

    def _start_in_log(self, tag: str) -> None:
        if self._depth == _IN_LOG and tag != "log":
            raise UnreadableFile(f"{self._file_name}: no XES log, for its first tag is not <log>.")
        if self._depth == _IN_LOG + 1 and tag == "trace":
            self.open_trace = _Trace(self.line)
        elif self._depth == _IN_LOG + 1 and tag == "event":
            self._homeless.append(self.line)

    def _end(self, _tag: str) -> None:
        if self._depth == _IN_EVENT:
            self._event = None
        elif self._depth == _IN_TRACE and self.open_trace is not None:
            self.finished.append(self.open_trace)
            self.open_trace = None
        self._depth -= 1

    def take_homeless(self) -> list[Rejected]:
        """Return a reject for each new event that stands outside of any trace."""
        detail = "an event outside of any trace"
        lines, self._homeless = self._homeless, []
        return [Rejected(line, "trace", Reason.MISSING_VALUE, detail) for line in lines]

    def check_tag_length(self, fed_bytes: int) -> None:
        """Refuse to go on collecting a tag that does not end."""
        self._fed_bytes += fed_bytes
        if self._fed_bytes - max(0, self._expat.CurrentByteIndex) > TAG_BYTES_MAX:
            detail = f"a tag does not end within {TAG_BYTES_MAX} bytes"
            raise _Damage(Rejected(self.line, "", Reason.FIELD_TOO_LONG, detail))


def _note(into: dict[str, str], attributes: dict[str, str], prefix: str) -> None:
    """Take an attribute element that has a key and a value that is not empty."""
    key, value = attributes.get("key"), attributes.get("value")
    if key and value:
        into[prefix + key] = value
