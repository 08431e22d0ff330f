"""Hooks of schemathesis: what a generator of requests cannot know from a description."""

from datetime import UTC, datetime
from uuid import uuid4

import schemathesis
from hypothesis import strategies as st
from schemathesis import openapi
from schemathesis.specs.openapi import stateful

KEY = "Idempotency-Key"
KEY_LENGTH_MAX = 200
BAD_FIELDS = 422
TOO_MANY = "got `429 Too Many Requests`"

UNSAYABLE = frozenset({"mistyped-number", "voucher-unknown", "day-not-readable"})
"""Problems of valid calls that a schema cannot rule out: check digits, marks of vouchers, days."""

ANY_TIME = st.datetimes(datetime(1900, 1, 2), datetime(2199, 12, 30), timezones=st.just(UTC))  # noqa: DTZ001  # the zone follows
PAST_TIME = st.datetimes(datetime(2016, 1, 1), datetime(2026, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  # as above
openapi.format("date-time", (PAST_TIME | ANY_TIME).map(datetime.isoformat))

# Every story begins with a submission. Left to itself the tool begins with other acts, on numbers
# of its own invention: a field like `petitioner_id` makes it think that persons come first.
stateful.is_likely_root_transition = lambda operation, *_: operation.path == "/petitions"


@schemathesis.hook
def before_call(context, case, kwargs):
    """A key names one command, so each valid call draws its own; an odd one stays as drawn."""
    headers = case.headers or {}
    key = headers.get(KEY, "")
    if key.isascii() and key.isprintable() and 1 <= len(key) <= KEY_LENGTH_MAX:
        headers[KEY] = str(uuid4())


@schemathesis.hook
def filter_failure(context, failure, case, response):
    """Let pass what is right though a description cannot say it.

    Among it: after five wrong codes the next one is not looked at, whatever stands in it.
    """
    told = response.json() if response.status_code == BAD_FIELDS else {}
    is_unsayable = told.get("type", "").rpartition("/")[2] in UNSAYABLE
    return not (is_unsayable or TOO_MANY in failure.message)


@schemathesis.serializer("application/pdf", "image/jpeg", "image/png", "image/webp")
def as_bytes(context, value):
    """A file goes as it is."""
    return {"data": value if isinstance(value, bytes) else str(value).encode()}
