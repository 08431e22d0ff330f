"""Every page's routes, put together."""

from fastapi import APIRouter

from petition_es.api.pages import (
    audits,
    documents,
    front,
    own_petition,
    problem_pages,
    receipts,
    replays,
    static_files,
    submitting,
    tracking,
    verifying,
)

router = APIRouter()
PAGES = (
    front,
    tracking,
    own_petition,
    documents,
    submitting,
    receipts,
    verifying,
    problem_pages,
    replays,
    audits,
    static_files,
)

for page in PAGES:
    router.include_router(page.router)
