"""Replays at the door of HTTP (案件回放): for auditors, as JSON and as one file."""

from petition_es.api.replays.routes import router

__all__ = ["router"]
