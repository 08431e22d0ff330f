"""The pages that auditors replay cases on (案件回放)."""

from fastapi import APIRouter

from petition_es.api.pages.replays import entrance, papers, routes

router = APIRouter()
for page in (routes, papers, entrance):
    router.include_router(page.router)
