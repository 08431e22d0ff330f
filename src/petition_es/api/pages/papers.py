"""Papers that come with a form: kept for a petition, or told what is wrong with them by name."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from uuid import UUID

from starlette.datastructures import UploadFile

from petition_es.api.at_the_door import TooLarge, WrongMediaType
from petition_es.api.attachments.file_names import seen
from petition_es.api.attachments.uploading import keep_upload
from petition_es.api.pages.fields import Mistake
from petition_es.api.pages.posted import FILES_MAX
from petition_es.bootstrap import House
from petition_es.domain.codes import Attachment
from petition_es.domain.refusals import Refusal

FIELD = "papers"
NAME_MAX = 80
"""Letters of a file's name that are said again when something is wrong with it."""


class PaperNotKept(Exception):
    """A paper was refused; `trouble` says why, `mistake` says it at the field."""

    def __init__(self, mistake: Mistake, trouble: Exception) -> None:
        super().__init__(mistake.key)
        self.mistake, self.trouble = mistake, trouble


def too_many(papers: Sequence[UploadFile]) -> list[Mistake]:
    """What is wrong with the number of papers."""
    if len(papers) <= FILES_MAX:
        return []
    facts = {"most": FILES_MAX, "files": len(papers)}
    return [Mistake(FIELD, "form.papers.too_many", facts)]


def hashes(papers: Sequence[UploadFile]) -> list[str]:
    """The hash of each paper as it was sent, to know the same form again."""
    return [_hash(paper) for paper in papers]


def kept(house: House, petition_id: UUID, papers: Sequence[UploadFile]) -> tuple[Attachment, ...]:
    """Keep papers for a petition; the first one that is not what it says is named."""
    return tuple(_kept(house, petition_id, paper) for paper in papers)


@contextmanager
def of_a_new_petition(house: House, petition_id: UUID) -> Iterator[None]:
    """Leave no papers, and no key, behind of a petition that did not come to be."""
    try:
        yield
    except BaseException:
        house.store.attachments.purge([], [petition_id])
        raise


def _kept(house: House, petition_id: UUID, paper: UploadFile) -> Attachment:
    try:
        return keep_upload(house, petition_id, paper)
    except (Refusal, TooLarge, WrongMediaType) as trouble:
        mistake = Mistake(FIELD, *_said(trouble), about=seen(paper.filename or "")[:NAME_MAX])
        raise PaperNotKept(mistake, trouble) from trouble


def _said(trouble: Exception) -> tuple[str, dict[str, str]]:
    if isinstance(trouble, TooLarge):
        return "form.papers.too_large", {"most": str(int(trouble.facts["limit"]) // 2**20)}
    if isinstance(trouble, Refusal):
        return f"refusal.{trouble.rule}", trouble.facts
    return "form.papers.wrong_kind", {}


def _hash(paper: UploadFile) -> str:
    digest = hashlib.sha256(paper.file.read()).hexdigest()  # It is in memory already.
    paper.file.seek(0)
    return digest
