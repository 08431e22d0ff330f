"""Timelines at the door (实时办理过程): always fresh, and told on while they change."""

from petition_es.api.live.opening import Live, live
from petition_es.api.live.routes import router
from petition_es.api.live.streaming import EventStream, frame
from petition_es.api.live.telling import unit_cards

__all__ = ["EventStream", "Live", "frame", "live", "router", "unit_cards"]
