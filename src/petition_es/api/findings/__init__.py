"""What the audits found, at the door of HTTP: for auditors, who read it and judge it."""

from petition_es.api.findings.routes import router

__all__ = ["router"]
