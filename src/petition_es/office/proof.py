"""Proof of submission (提交证明): what was handed in and when, signed by the office.

A proof is a few lines of plain text with an Ed25519 signature over them. It names the words by a
salted fingerprint only: whoever sees the proof learns nothing of them, and the petitioner, who has
the salt, can show at any time that exactly these words were handed in.
"""

import base64
import binascii
import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, Self
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from petition_es.domain.petition import Submitted

FIRST_LINE = "petition-es proof of submission, version 1"
PURPOSE = "proof of submission"
_NAMES = ("number", "event", "submitted", "recorded", "fingerprint")
_SIGNATURE = "signature: ed25519:"
_FINGERPRINT = "sha256:"


class Secrets(Protocol):
    """What the office signs and salts with; it is the same for as long as the store lives."""

    def seed(self, purpose: str) -> bytes:
        """32 bytes for one purpose."""

    def keyed_hash(self, purpose: str, *words: str) -> str:
        """A hash of words that nobody without the key can make."""


@dataclass(frozen=True, kw_only=True)
class Statement:
    """What a proof says: `submitted` when it reached the office, `recorded` when it was entered."""

    number: str
    event_id: UUID
    submitted: datetime
    recorded: datetime
    fingerprint: str

    @property
    def lines(self) -> str:
        """The text that is signed, in UTF-8 with a line feed after every line."""
        said = (
            self.number,
            str(self.event_id),
            self.submitted.isoformat(),
            self.recorded.isoformat(),
            _FINGERPRINT + self.fingerprint,
        )
        pairs = (f"{name}: {value}" for name, value in zip(_NAMES, said, strict=True))
        return "".join(f"{line}\n" for line in (FIRST_LINE, *pairs))

    @classmethod
    def of(cls, number: str, submitted: Submitted, words: "Words") -> Self:
        """What the office can say of a submission."""
        return cls(
            number=number,
            event_id=submitted.event_id,
            submitted=submitted.local_at,
            recorded=submitted.timestamp.astimezone(submitted.local_at.tzinfo),
            fingerprint=words.fingerprint,
        )


@dataclass(frozen=True, kw_only=True)
class Words:
    """The words that were handed in, and the salt that keeps anybody from guessing them."""

    title: str
    text: str
    salt: str

    @property
    def fingerprint(self) -> str:
        """SHA-256 (hexadecimal) of three lines: the salt, the hash of the title, of the text."""
        hashes = (hashlib.sha256(word.encode()).hexdigest() for word in (self.title, self.text))
        return hashlib.sha256("".join(f"{w}\n" for w in (self.salt, *hashes)).encode()).hexdigest()


@dataclass(frozen=True)
class Proof:
    """A signed statement, as it is printed on the receipt."""

    statement: Statement
    signature: bytes

    def __str__(self) -> str:
        """Write the statement and its signature, as a program or a person reads it back."""
        return f"{self.statement.lines}{_SIGNATURE}{base64.b64encode(self.signature).decode()}\n"

    @classmethod
    def found_in(cls, pasted: str) -> Self | None:
        """The first proof in a text, such as a whole receipt; None where there is none."""
        lines = [line.strip() for line in pasted.splitlines()]
        if FIRST_LINE not in lines:
            return None
        start = lines.index(FIRST_LINE) + 1
        *said, signature = [*lines[start : start + len(_NAMES) + 1], ""][: len(_NAMES) + 1]
        try:
            return cls(_statement(said), _signature(signature))
        except (ValueError, binascii.Error):
            return None


class ReceiptStamp:
    """The office's stamp (收件章): it proves submissions, and knows its own proofs again."""

    def __init__(self, secrets: Secrets) -> None:
        self._secrets = secrets
        self._key = Ed25519PrivateKey.from_private_bytes(secrets.seed(PURPOSE))

    def words(self, submitted: Submitted) -> Words | None:
        """The words of a submission with their salt; None when they were erased."""
        title, text = submitted.title.reveal(), submitted.text.reveal()
        if title is None or text is None:
            return None
        salt = self._secrets.keyed_hash(f"salt of a {PURPOSE}", str(submitted.event_id))
        return Words(title=title, text=text, salt=salt)

    def prove(self, number: str, submitted: Submitted) -> Proof | None:
        """Sign what was handed in and when; None when the words were erased."""
        words = self.words(submitted)
        if words is None:
            return None
        statement = Statement.of(number, submitted, words)
        return Proof(statement, self._key.sign(statement.lines.encode()))

    def is_genuine(self, proof: Proof) -> bool:
        """Tell whether this office signed exactly this statement."""
        try:
            self._key.public_key().verify(proof.signature, proof.statement.lines.encode())
        except InvalidSignature:
            return False
        return True

    @property
    def public_key(self) -> str:
        """The public key (PEM), with which anyone can check a proof without this office."""
        key = self._key.public_key()
        return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def _statement(lines: list[str]) -> Statement:
    """Read the lines back; only what is written exactly as an office writes it is a statement."""
    pairs = [line.partition(": ") for line in lines]
    number, event_id, submitted, recorded, fingerprint = (value for _, _, value in pairs)
    statement = Statement(
        number=number,
        event_id=UUID(event_id),
        submitted=datetime.fromisoformat(submitted),
        recorded=datetime.fromisoformat(recorded),
        fingerprint=fingerprint.removeprefix(_FINGERPRINT),
    )
    if statement.lines.splitlines()[1:] != lines:
        raise ValueError(lines)
    return statement


def _signature(line: str) -> bytes:
    if not line.startswith(_SIGNATURE):
        raise ValueError(line)
    return base64.b64decode(line.removeprefix(_SIGNATURE), validate=True)
