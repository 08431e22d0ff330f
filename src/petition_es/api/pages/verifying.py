"""Verifying a proof of submission: as a page for people, and as JSON for programs."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, PlainTextResponse
from pydantic import BaseModel, ConfigDict, Field

from petition_es.api.callers import same_site_post
from petition_es.api.documenting import problems
from petition_es.api.pages.fields import one_line, words
from petition_es.api.pages.language import Language
from petition_es.api.pages.posted import Form
from petition_es.api.pages.receipts import stamp_of
from petition_es.api.pages.rendering import answer
from petition_es.bootstrap import House
from petition_es.office.proof import Proof, Words

router = APIRouter()

PROOF_MAX, TEXT_MAX = 20_000, 40_000

_SIGNATURE = "".join(["3q2+796tvu/erb7v"] * 5) + "3q2+7w=="
EXAMPLE_PROOF = f"""\
petition-es proof of submission, version 1
number: XF2016-48210-09377-04
event: 01934f5e-8c1a-7d3e-9b0a-2f6c5d4e3b2a
submitted: 2016-10-12T08:02:00+08:00
recorded: 2016-10-12T08:02:00+08:00
fingerprint: sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
signature: ed25519:{_SIGNATURE}
"""


class ClaimedWords(BaseModel):
    """The words that are said to have been handed in, and the salt from the receipt."""

    model_config = ConfigDict(extra="forbid")

    title: Annotated[str, Field(max_length=TEXT_MAX)]
    text: Annotated[str, Field(max_length=TEXT_MAX)]
    salt: Annotated[str, Field(max_length=200)]


class ProofToVerify(BaseModel):
    """A proof as it stands on the receipt, signature included; whole receipts may be sent too."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"proof": EXAMPLE_PROOF}]}
    )

    proof: Annotated[str, Field(max_length=PROOF_MAX)]
    words: ClaimedWords | None = None


class ProvedStatement(BaseModel):
    """What a genuine proof says."""

    number: str
    event_id: str
    submitted: str
    recorded: str
    fingerprint: str


class Verdict(BaseModel):
    """Whether this office signed the proof, what it says, and whether words fit its fingerprint."""

    genuine: bool
    statement: ProvedStatement | None
    words_fit: bool | None


EXAMPLE_VERDICT: dict[str, Any] = {
    "genuine": True,
    "statement": {
        "number": "XF2016-48210-09377-04",
        "event_id": "01934f5e-8c1a-7d3e-9b0a-2f6c5d4e3b2a",
        "submitted": "2016-10-12T08:02:00+08:00",
        "recorded": "2016-10-12T08:02:00+08:00",
        "fingerprint": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    },
    "words_fit": None,
}
EXAMPLE_KEY = """\
-----BEGIN PUBLIC KEY-----
MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=
-----END PUBLIC KEY-----
"""


def verdict(house: House, pasted: str, claimed: Words | None) -> Verdict:
    """Judge a proof that somebody shows; of what this office did not sign, nothing is repeated."""
    proof = Proof.found_in(pasted)
    if proof is None or not stamp_of(house).is_genuine(proof):
        return Verdict(genuine=False, statement=None, words_fit=None)
    said = proof.statement
    return Verdict(
        genuine=True,
        statement=ProvedStatement(
            number=said.number,
            event_id=str(said.event_id),
            submitted=said.submitted.isoformat(),
            recorded=said.recorded.isoformat(),
            fingerprint=said.fingerprint,
        ),
        words_fit=None if claimed is None else claimed.fingerprint == said.fingerprint,
    )


@router.post(
    "/receipts/verify",
    operation_id="verify",
    tags=["receipts"],
    summary="Verify a proof of submission",
    responses={
        200: {"content": {"application/json": {"example": EXAMPLE_VERDICT}}},
        **problems(400, 408, 413, 415, 422, 429, 500, 503),
    },
)
def verify(request: Request, body: ProofToVerify) -> Verdict:
    """Tell whether this office signed a proof, what it says, and whether words fit it."""
    claimed = Words(**body.words.model_dump()) if body.words else None
    return verdict(request.app.state.house, body.proof, claimed)


@router.get(
    "/receipts/key",
    operation_id="key",
    tags=["receipts"],
    summary="The public key for proofs of submission",
    response_class=PlainTextResponse,
    responses={
        200: {"content": {"text/plain": {"example": EXAMPLE_KEY}}},
        **problems(500, 503),
    },
)
def key(request: Request) -> PlainTextResponse:
    """Hand out the public key (Ed25519, PEM): with it anyone can verify proofs on their own."""
    return PlainTextResponse(stamp_of(request.app.state.house).public_key)


@router.get("/receipts", include_in_schema=False)
def paste(request: Request, language: Language) -> HTMLResponse:
    """Show the page on which a proof is pasted."""
    return answer(request, "verify.html", language, verdict=None, proof="", claimed=None)


@router.post("/receipts", include_in_schema=False, dependencies=[Depends(same_site_post)])
def judge(request: Request, language: Language, form: Form) -> HTMLResponse:
    """Show what a pasted proof says, and whether it is genuine."""
    claimed = Words(
        title=one_line(form.get("title")),
        text=words(form.get("text")),
        salt=form.get("salt").strip(),
    )
    is_claimed = bool(claimed.title or claimed.text or claimed.salt)
    told = None
    if form.get("go") != "stay":  # It is, where only the language was changed.
        told = verdict(request.app.state.house, form.get("proof"), claimed if is_claimed else None)
    page = answer(
        request,
        "verify.html",
        language,
        here="/receipts",
        verdict=told,
        proof=form.get("proof"),
        claimed=claimed,
    )
    page.headers["Cache-Control"] = "no-store"
    return page
