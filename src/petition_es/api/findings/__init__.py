"""What the audits found, at the door of HTTP: for auditors, who read it and judge it."""

from fastapi import APIRouter

from petition_es.api.findings import hot, routes

router = APIRouter()
router.include_router(hot.router)
"""Before the others: `hot` is no finding's id."""
router.include_router(routes.router)

__all__ = ["router"]
