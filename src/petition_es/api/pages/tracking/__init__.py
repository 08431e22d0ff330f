"""The tracking page (办理过程): every step of a petition, as one looks up a parcel."""

from fastapi import APIRouter

from petition_es.api.pages.tracking import routes, streaming
from petition_es.api.pages.tracking.page import TrackingPage, render_live, tracking_page

__all__ = ["TrackingPage", "render_live", "router", "tracking_page"]

router = APIRouter()
router.include_router(routes.router)
router.include_router(streaming.router)
