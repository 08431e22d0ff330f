"""Reading what the shipped projections tell: for officers and auditors, page by page."""

from petition_es.api.projections.routes import router

__all__ = ["router"]
