"""Opened views: what a browser keeps after a query code was typed, instead of the code.

A session names the petition and its end, and is signed together with the hash of the present query
code: when the code is renewed or erased, every session that it opened is over at once.
"""

import hmac
from datetime import UTC, datetime, timedelta

from fastapi import Request, Response

from petition_es.bootstrap import House
from petition_es.office.ports import Registration

COOKIE = "view"
LASTS = timedelta(minutes=60)
TIME_DIGITS_MAX = 11


def open_view(
    request: Request, response: Response, number: str, registration: Registration
) -> None:
    """Let this browser see the petition as its petitioner, for an hour."""
    house: House = request.app.state.house
    ends = str(int((house.clock() + LASTS).timestamp()))
    response.set_cookie(
        COOKIE,
        f"{ends}.{_signature(house, number, ends, registration.code_hash)}",
        max_age=int(LASTS.total_seconds()),
        path=f"/t/{number}",
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="strict",
    )


def close_view(response: Response, number: str) -> None:
    """Forget the view, as on a machine that others use too."""
    response.delete_cookie(COOKIE, path=f"/t/{number}", httponly=True, samesite="strict")


def is_open(house: House, cookie: str, number: str, registration: Registration) -> bool:
    """Tell whether this cookie opens this petition now."""
    ends, _, signature = cookie.partition(".")
    if not (ends.isascii() and ends.isdigit() and len(ends) <= TIME_DIGITS_MAX):
        return False
    expected = _signature(house, number, ends, registration.code_hash)
    is_ours = hmac.compare_digest(signature.encode(), expected.encode())
    return is_ours and house.clock() < datetime.fromtimestamp(int(ends), UTC)


def _signature(house: House, number: str, ends: str, code_hash: str | None) -> str:
    return house.store.matching.keyed_hash("opened view", number, ends, code_hash or "")
