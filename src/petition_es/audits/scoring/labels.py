"""Labels: what people said of pairs of petitions or answers, as a file that is kept elsewhere."""

import csv
import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from petition_es.audits.faults import LabelsUnreadable

LABELS = {
    "message": frozenset({"same_matter", "related", "different"}),
    "answer": frozenset({"reused", "standard", "different"}),
}
COLUMNS = ("pair", "kind", "left", "right", "reader_a", "reader_b")


@dataclass(frozen=True, kw_only=True)
class Labelled:
    """A pair of records of the source, and what each of two readers said of it."""

    pair: str
    kind: str
    left: str
    right: str
    reader_a: str
    reader_b: str

    @property
    def agreed(self) -> str | None:
        """What both said; None where they did not agree."""
        return self.reader_a if self.reader_a == self.reader_b else None


@dataclass(frozen=True)
class LabelFile:
    """All pairs of a file, and the hash by which it was announced."""

    pairs: Sequence[Labelled]
    sha256: str

    def of_kind(self, kind: str) -> list[Labelled]:
        """The pairs of messages, or those of answers."""
        return [pair for pair in self.pairs if pair.kind == kind]


def read_labels(path: Path) -> LabelFile:
    """Read a file of labels; LabelsUnreadable names the line and what is wrong with it."""
    try:
        content = path.read_bytes()
        rows = list(csv.reader(content.decode("utf-8-sig").splitlines()))
    except (OSError, UnicodeDecodeError) as fault:
        raise LabelsUnreadable(file=path, line=1, reason=str(fault)) from fault
    if not rows or tuple(rows[0]) != COLUMNS:
        reason = f"the columns are to be {', '.join(COLUMNS)}"
        raise LabelsUnreadable(file=path, line=1, reason=reason)
    pairs = [_pair(path, line, row) for line, row in enumerate(rows[1:], 2)]
    return LabelFile(pairs, hashlib.sha256(content).hexdigest())


def _pair(path: Path, line: int, row: Sequence[str]) -> Labelled:
    if len(row) != len(COLUMNS):
        raise LabelsUnreadable(file=path, line=line, reason=f"{len(COLUMNS)} fields are expected")
    pair = Labelled(**dict(zip(COLUMNS, row, strict=True)))
    known = LABELS.get(pair.kind)
    if known is None:
        raise LabelsUnreadable(file=path, line=line, reason=f"{pair.kind}: message or answer")
    for said in (pair.reader_a, pair.reader_b):
        if said not in known:
            reason = f"{said}: one of {', '.join(sorted(known))}"
            raise LabelsUnreadable(file=path, line=line, reason=reason)
    return pair


def kappa(pairs: Sequence[Labelled]) -> float | None:
    """Agreement beyond chance (Cohen); None where there is nothing to agree on."""
    if not pairs:
        return None
    agreed = sum(pair.agreed is not None for pair in pairs) / len(pairs)
    first = Counter(pair.reader_a for pair in pairs)
    second = Counter(pair.reader_b for pair in pairs)
    chance = sum(first[label] * second[label] for label in first) / len(pairs) ** 2
    return None if chance == 1 else (agreed - chance) / (1 - chance)
