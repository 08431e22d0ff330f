"""A voucher stands for one document of one petition, for a day, and nobody can write one."""

import base64
import json
from uuid import uuid4

import pytest

from petition_es.api.attachments.refusals import VoucherExpired, VoucherUnknown
from petition_es.api.attachments.vouchers import LONGEST, redeem, voucher_for
from petition_es.domain.codes import Attachment
from petition_es.domain.sealed import Sealed

PETITION = uuid4()
PAPER = Attachment(
    attachment_id=uuid4(), media_type="image/jpeg", size=99, sha256="ab" * 32, name=Sealed("路.jpg")
)


@pytest.fixture
def voucher(house):
    return voucher_for(house, PETITION, PAPER)


def test_a_voucher_gives_what_an_event_says(house, voucher):
    redeemed = redeem(house, PETITION, voucher)
    assert redeemed == PAPER
    assert redeemed.name.reveal() == "路.jpg"


def test_a_voucher_may_stand_for_a_document_without_a_name(house):
    nameless = Attachment(attachment_id=uuid4(), media_type="text/plain", size=9, sha256="cd" * 32)
    assert redeem(house, PETITION, voucher_for(house, PETITION, nameless)) == nameless


def test_a_voucher_with_the_longest_name_fits_into_a_body(house):
    long = Attachment(
        attachment_id=uuid4(),
        media_type="application/pdf",
        size=10**8,
        sha256="ef" * 32,
        name=Sealed("𠀀" * 116 + ".pdf"),
    )
    voucher = voucher_for(house, PETITION, long)
    assert len(voucher) < LONGEST
    assert redeem(house, PETITION, voucher) == long


def test_a_voucher_of_another_petition_is_not_known(house, voucher):
    with pytest.raises(VoucherUnknown):
        redeem(house, uuid4(), voucher)


def test_a_voucher_is_good_for_a_day(house, voucher):
    house.clock.advance(hours=24)
    assert redeem(house, PETITION, voucher) == PAPER
    house.clock.advance(seconds=1)
    with pytest.raises(VoucherExpired):
        redeem(house, PETITION, voucher)


def test_a_voucher_of_another_house_is_not_known(house, voucher, monkeypatch):
    monkeypatch.setattr(house.store, "matching", type(house.store.matching)(b"another secret"))
    with pytest.raises(VoucherUnknown):
        redeem(house, PETITION, voucher)


@pytest.mark.parametrize("said", [{"name": "x.exe"}, {"sha256": "00"}, {"until": "2999-01-01"}])
def test_a_changed_voucher_is_not_known(house, voucher, said):
    letters, _, mark = voucher.partition(".")
    content = json.loads(base64.urlsafe_b64decode(letters + "=" * (-len(letters) % 4)))
    forged = base64.urlsafe_b64encode(json.dumps(content | said).encode()).decode().rstrip("=")
    with pytest.raises(VoucherUnknown):
        redeem(house, PETITION, f"{forged}.{mark}")


@pytest.mark.parametrize("junk", ["", ".", "a.b", "路.路", "=" * 9000, "e30.", "\0"])
def test_what_is_no_voucher_is_not_known(house, junk):
    with pytest.raises(VoucherUnknown):
        redeem(house, PETITION, junk)


def test_an_end_is_not_read_for_another_one(house, voucher):
    letters, _, mark = voucher.partition(".")
    for changed in (f"{letters}.{mark[:-1]}", f"{letters}.{mark}0", f"{letters[:-1]}.{mark}"):
        with pytest.raises(VoucherUnknown):
            redeem(house, PETITION, changed)
