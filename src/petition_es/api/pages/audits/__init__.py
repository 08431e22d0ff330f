"""The pages on which auditors see what the audits found, and judge it (问题线索)."""

from fastapi import APIRouter

from petition_es.api.pages.audits import hot, routes

router = APIRouter()
router.include_router(hot.router)
"""Before the others: `hot` is no finding's id."""
router.include_router(routes.router)

__all__ = ["router"]
