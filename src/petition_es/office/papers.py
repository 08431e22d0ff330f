"""Papers (附件): documents that belong to a petition's steps, kept under the petition's key."""

from collections.abc import Iterable
from typing import Protocol
from uuid import UUID

from petition_es.domain.codes import Attachment
from petition_es.domain.sealed import Sealed
from petition_es.office.ports import NewId


class Kept(Protocol):
    """What is known of a kept document: size in bytes and hash, both of the ciphertext."""

    @property
    def size(self) -> int:
        """How large it is."""

    @property
    def sha256(self) -> str:
        """Its hash, in hexadecimal."""


class DocumentStore(Protocol):
    """Where documents are kept."""

    def put(self, petition_id: UUID, attachment_id: UUID, content: Iterable[bytes]) -> Kept:
        """Keep a document, piece by piece."""


class Papers:
    """Takes documents in, before the act that speaks of them is performed."""

    def __init__(self, documents: DocumentStore, new_id: NewId) -> None:
        self._documents, self._new_id = documents, new_id

    def keep(
        self, petition_id: UUID, content: Iterable[bytes], *, media_type: str, name: str
    ) -> Attachment:
        """Keep a document, and answer what an event says of it; its name is sealed."""
        attachment_id = self._new_id()
        kept = self._documents.put(petition_id, attachment_id, content)
        return Attachment(
            attachment_id=attachment_id,
            media_type=media_type,
            size=kept.size,
            sha256=kept.sha256,
            name=Sealed(name),
        )
