"""Vouchers (凭据): what an upload answers, and an act names to speak of the document.

A voucher holds what an event will say of the attachment, under a keyed hash: nothing is kept for
it, and nobody can write one. It is for one petition, and good for a day.
"""

import base64
import hmac
import json
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from petition_es.api.attachments.refusals import VoucherExpired, VoucherUnknown
from petition_es.bootstrap import House
from petition_es.domain.codes import Attachment
from petition_es.domain.sealed import Sealed

GOOD_FOR = timedelta(hours=24)
LONGEST = 2000
"""Characters of a voucher; a longer one was not written here."""


def voucher_for(house: House, petition_id: UUID, attachment: Attachment) -> str:
    """Write the voucher of a document that was just kept for a petition."""
    until = house.clock() + GOOD_FOR
    said = {
        "petition": str(petition_id),
        "attachment": str(attachment.attachment_id),
        "media_type": attachment.media_type,
        "size": attachment.size,
        "sha256": attachment.sha256,
        "name": attachment.name.reveal() if attachment.name else None,
        "until": until.isoformat(),
    }
    letters = (
        base64.urlsafe_b64encode(json.dumps(said, ensure_ascii=False).encode()).decode().rstrip("=")
    )
    return f"{letters}.{_mark(house, letters)}"


def redeem(house: House, petition_id: UUID, voucher: str) -> Attachment:
    """Answer what an event says of the voucher's document.

    Refuses a voucher that was not written here, that is for another petition, or that is too old.
    """
    said = _opened(house, voucher)
    if said["petition"] != str(petition_id):
        raise VoucherUnknown
    if house.clock() > datetime.fromisoformat(said["until"]):
        raise VoucherExpired(hours=GOOD_FOR // timedelta(hours=1))
    return Attachment(
        attachment_id=UUID(said["attachment"]),
        media_type=said["media_type"],
        size=said["size"],
        sha256=said["sha256"],
        name=None if said["name"] is None else Sealed(said["name"]),
    )


def _opened(house: House, voucher: str) -> dict[str, Any]:
    letters, _, mark = voucher[:LONGEST].partition(".")
    if not (voucher.isascii() and hmac.compare_digest(mark, _mark(house, letters))):
        raise VoucherUnknown
    said: dict[str, Any] = json.loads(base64.urlsafe_b64decode(letters + "=" * (-len(letters) % 4)))
    return said


def _mark(house: House, letters: str) -> str:
    return house.store.matching.keyed_hash("attachment voucher", letters)
