"""A file passes through in pieces: neither its way in nor its way out holds the whole."""

import tracemalloc
from contextlib import contextmanager

from strangers_files import in_pieces, pdf

from petition_es.api.attachments.vouchers import redeem
from petition_es.domain.petition import AddMaterial

MIB = 1024 * 1024
LARGE = 10 * MIB - 4096


@contextmanager
def at_most(size):
    """Python's own memory grows by no more than this, in the server and in the client together."""
    tracemalloc.start()
    try:
        yield
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < size


def test_a_large_pdf_passes_in_and_out_in_pieces(desk):
    content = pdf(size=LARGE)
    with at_most(4 * MIB):
        said = desk.upload(in_pieces(content, 65536), "application/pdf").json()
    attachment = redeem(desk.house, desk.petition_id, said["attachment"])
    desk.house.office.perform(desk.petition_id, AddMaterial(attachments=(attachment,)), desk.by)
    address = f"{desk.path}/documents/{said['attachment_id']}"
    with (
        at_most(4 * MIB),
        desk.client.stream("GET", address, headers=desk.as_petitioner()) as answer,
    ):
        assert sum(len(piece) for piece in answer.iter_bytes()) == len(content)
