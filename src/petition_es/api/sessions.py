"""Opened views: what a browser keeps after a query code was typed, instead of the code.

A session names the petition and its end, and is signed together with the hash of the present query
code: when the code is renewed or erased, every session that it opened is over at once.
"""

import hmac
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

from fastapi import Request, Response

from petition_es.bootstrap import House
from petition_es.office.ports import Registration

COOKIE = "view"
LASTS = timedelta(minutes=60)
TIME_DIGITS_MAX = 11

OWN = "own-"
"""With a petition's number: the same, for the form on which a petition is handed in."""

FORM = "/submit"
OWN_MAX = 20
"""A browser may send any number of cookies; at most so many of them are looked at."""


def open_view(
    request: Request, response: Response, number: str, registration: Registration
) -> None:
    """Let this browser see the petition as its petitioner, for an hour."""
    house: House = request.app.state.house
    ends = str(int((house.clock() + LASTS).timestamp()))
    for name, path in _places(number):
        response.set_cookie(
            name,
            f"{ends}.{_signature(house, number, ends, registration.code_hash)}",
            max_age=int(LASTS.total_seconds()),
            path=path,
            secure=request.url.scheme == "https",
            httponly=True,
            samesite="strict",
        )


def close_view(response: Response, number: str) -> None:
    """Forget the view, as on a machine that others use too."""
    for name, path in _places(number):
        response.delete_cookie(name, path=path, httponly=True, samesite="strict")


def opened(request: Request) -> Iterator[UUID]:
    """The petitions that this browser has open, for the form on which one hands in another."""
    house: House = request.app.state.house
    named = [name for name in request.cookies if name.startswith(OWN)][:OWN_MAX]
    for name in named:
        number = name.removeprefix(OWN)
        registration = house.store.numbers.find(number)
        if registration is None or registration.code_hash is None:
            continue
        if is_open(house, request.cookies[name], number, registration):
            yield registration.petition_id


def is_open(house: House, cookie: str, number: str, registration: Registration) -> bool:
    """Tell whether this cookie opens this petition now."""
    ends, _, signature = cookie.partition(".")
    if not (ends.isascii() and ends.isdigit() and len(ends) <= TIME_DIGITS_MAX):
        return False
    expected = _signature(house, number, ends, registration.code_hash)
    is_ours = hmac.compare_digest(signature.encode(), expected.encode())
    return is_ours and house.clock() < datetime.fromtimestamp(int(ends), UTC)


def _places(number: str) -> tuple[tuple[str, str], ...]:
    """The cookies of a view, each with the addresses it is sent to."""
    return (COOKIE, f"/t/{number}"), (f"{OWN}{number}", FORM)


def _signature(house: House, number: str, ends: str, code_hash: str | None) -> str:
    return house.store.matching.keyed_hash("opened view", number, ends, code_hash or "")
