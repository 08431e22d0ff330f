"""Receipts (回执): number, query code, time of submission, and the proof of it."""

from dataclasses import dataclass
from functools import partial

import segno
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, PlainTextResponse
from markupsafe import Markup

from petition_es.api import sessions
from petition_es.api.callers import View, WhoAsks, view_of
from petition_es.api.pages.language import Language
from petition_es.api.pages.rendering import answer
from petition_es.bootstrap import House
from petition_es.domain.petition import PetitionEvent, Submitted
from petition_es.domain.refusals import NoSuchPetition
from petition_es.messages import say
from petition_es.office.circumstances import Recorded
from petition_es.office.proof import Proof, ReceiptStamp, Words
from petition_es.store.faults import WordsErased

router = APIRouter(include_in_schema=False)

NO_STORE = {"Cache-Control": "no-store"}


@dataclass(frozen=True)
class Receipt:
    """What the petitioner keeps of a submission."""

    number: str
    submitted: Submitted
    words: Words
    proof: Proof


def receipt_page(request: Request, language: str, recorded: Recorded) -> HTMLResponse:
    """Show the receipt of what was just handed in: this once with its query code.

    The petition is open to this browser from here on, as if the code had been typed.
    """
    house: House = request.app.state.house
    submitted = next(event for event in recorded.events if isinstance(event, Submitted))
    receipt = receipt_of(house, recorded.number or "", submitted)
    url = address_of(request, receipt.number)
    page = answer(
        request,
        "receipt.html",
        language,
        here="/submit",
        receipt=receipt,
        code=recorded.query_code,
        url=url,
        qr=qr_code(url),
    )
    page.headers.update(NO_STORE)
    if registration := house.store.numbers.find(receipt.number):
        sessions.open_view(request, page, receipt.number, registration)
    return page


@router.get("/t/{number}/receipt")
def download(
    request: Request, number: str, caller: WhoAsks, language: Language
) -> PlainTextResponse:
    """Hand the petitioner the receipt as a text file, with all that is needed to prove it."""
    house: House = request.app.state.house
    view = view_of(house, caller, number)
    if view.audience != "petitioner":
        raise NoSuchPetition(petition=number)
    receipt = receipt_of(house, view.petition.file.number or "", _submission(view))
    text = written(receipt, address_of(request, receipt.number), language)
    named = {"Content-Disposition": f'attachment; filename="receipt-{receipt.number}.txt"'}
    return PlainTextResponse(text, headers={**NO_STORE, **named})


def receipt_of(house: House, number: str, submitted: Submitted) -> Receipt:
    """Make out the receipt of a submission; there is none for words that were erased."""
    stamp = stamp_of(house)
    words, proof = stamp.words(submitted), stamp.prove(number, submitted)
    if words is None or proof is None:
        raise WordsErased(whose=f"Petition {number}")
    return Receipt(number, submitted, words, proof)


def written(receipt: Receipt, url: str, language: str) -> str:
    """Write a receipt as plain text, with the words and the salt that only the petitioner keeps."""
    said, words = partial(say, language=language), receipt.words
    arrived = receipt.proof.statement.submitted.isoformat(" ", "seconds")
    parts = (
        said("receipt.heading"),
        f"{said('receipt.number')}: {receipt.number}\n{said('receipt.arrived')} {arrived}",
        f"{said('receipt.qr.says')} {url}",
        f"== {said('receipt.proof')} ==\n{said('receipt.proof.says')}",
        str(receipt.proof).rstrip(),
        f"== {said('receipt.words')} ==\n{said('receipt.words.says')}",
        f"{said('receipt.salt')}: {words.salt}",
        f"{said('submit.title')}:\n{words.title}",
        f"{said('submit.text')}:\n{words.text}",
        f"== {said('receipt.check')} ==\n{said('receipt.check.says')}",
    )
    return "\n\n".join(parts) + "\n"


def stamp_of(house: House) -> ReceiptStamp:
    """The stamp of this office."""
    return ReceiptStamp(house.store.matching)


def address_of(request: Request, number: str) -> str:
    """Where the petition is followed, as people reach it from outside."""
    house: House = request.app.state.house
    site = house.settings.public_url or str(request.base_url)
    return f"{site.rstrip('/')}/t/{number}"


def qr_code(url: str) -> Markup:
    """Draw an address as a QR code; it is never given the query code."""
    drawn = segno.make(url, error="m", micro=False)
    return Markup(drawn.svg_inline(border=2, omitsize=True, svgclass=None, lineclass=None))  # noqa: S704  # drawn here


def _submission(view: View) -> Submitted:
    """The submission as it was handed in; a later correction does not change what that was."""
    first: PetitionEvent = view.petition.recorded[0]
    if not isinstance(first, Submitted):
        raise TypeError(type(first).__name__)
    return first
