"""Why a projection stands still: what is told of it in its table, in the journal and to people."""

import traceback
from collections.abc import Iterable
from typing import Any

import orjson

from petition_es.projections.kit.definition import Definition
from petition_es.projections.kit.faults import HandlerFailed, ProjectionFault
from petition_es.projections.kit.folding import Key
from petition_es.projections.kit.standing import Entry
from petition_es.projections.running.parking import key_as_json

LEFT_OUT = "(left out, for this projection reads sealed words)"
"""What an error says may repeat what it was about."""


def told(
    definition: Definition, trouble: BaseException, entry: Entry | None, keys: Iterable[Key] = ()
) -> dict[str, Any]:
    """What is kept of a trouble: where, at which event, for which keys, and the traceback."""
    failed = trouble if isinstance(trouble, HandlerFailed) else None
    reason = trouble.__cause__ if failed and trouble.__cause__ else trouble
    found = [failed.key] if failed and failed.key is not None else list(keys)
    return {
        "projection": definition.name,
        "handler": failed.handler if failed else None,
        **_where(entry),
        "keys": [orjson.loads(key_as_json(key)) for key in found],
        "error": type(reason).__name__,
        "said": LEFT_OUT if definition.opens else str(reason),
        "traceback": "".join(traceback.format_tb(reason.__traceback__)),
    }


def summary(trouble: BaseException) -> dict[str, Any]:
    """A trouble in one sentence, that can travel to another process."""
    failed = trouble if isinstance(trouble, HandlerFailed) else None
    cause = trouble.__cause__ if failed else None
    because = f": {type(cause).__name__}: {cause}" if cause else ""
    said = str(trouble) if isinstance(trouble, ProjectionFault) else _named(trouble)
    return {"projection": failed.projection if failed else None, "said": f"{said}{because}"}


def _named(trouble: BaseException) -> str:
    return f"{type(trouble).__name__}: {trouble}"


def _where(entry: Entry | None) -> dict[str, Any]:
    if entry is None:
        return {"position": None, "topic": None, "event_id": None, "petition_id": None}
    position, event = entry
    return {
        "position": position,
        "topic": event.TOPIC,
        "event_id": str(event.event_id),
        "petition_id": str(event.originator_id),
    }
