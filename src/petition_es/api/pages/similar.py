"""Looking for similar petitions before a form is sent: quickly, or not at all.

Nobody is kept from petitioning: where it takes too long, or fails, the form goes on without it.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import structlog
from fastapi import Request

from petition_es.api.pages.draft import Draft
from petition_es.api.similar.asking import before_sending
from petition_es.api.similar.showing import Shown

LOOK = "similar"
"""The step that shows them, and the button that asks for it again in another language."""

AT_MOST_SECONDS = 2.0

journal = structlog.get_logger("petition_es.similar")
_LOOKING = ThreadPoolExecutor(4, thread_name_prefix="similar")


def similar_at_most_so_long(request: Request, draft: Draft) -> Sequence[Shown]:
    """The earlier petitions that may be about the same; none where that cannot be told in time."""
    looking = _LOOKING.submit(before_sending, request, draft.title, draft.text)
    try:
        return looking.result(AT_MOST_SECONDS)
    except Exception as trouble:  # noqa: BLE001  # whatever it is, the petitioner goes on
        looking.cancel()
        journal.warning("similar.not_told", fault=type(trouble).__name__)
        return ()
