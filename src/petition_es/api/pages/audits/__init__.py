"""The pages on which auditors see what the audits found, and judge it (问题线索)."""

from petition_es.api.pages.audits.routes import router

__all__ = ["router"]
