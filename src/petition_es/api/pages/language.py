"""Which language a page speaks: what was asked for, remembered, or preferred by the browser."""

from typing import Annotated, NamedTuple

from fastapi import Depends, Request

from petition_es.messages import LANGUAGES

COOKIE = "lang"
FALLBACK = "zh"
REMEMBERED_SECONDS = 365 * 24 * 3600


class Asked(NamedTuple):
    """What a request says about language, each part as it came."""

    query: str | None = None
    cookie: str | None = None
    header: str | None = None
    setting: str | None = None


def chosen(asked: Asked) -> str:
    """Choose a language: asked for, remembered, preferred, set for this office; else Chinese."""
    for word in (asked.query, asked.cookie, preferred(asked.header or ""), asked.setting):
        if word in LANGUAGES:
            return word
    return FALLBACK


def preferred(header: str) -> str | None:
    """The language of ours that an Accept-Language header likes best, if it likes any."""
    liked = [(_weight(part), _primary(part)) for part in header.split(",")]
    ours = [(weight, word) for weight, word in liked if word in LANGUAGES and weight > 0]
    # `max` takes the first of equals, as the browser named them.
    return max(ours, key=lambda each: each[0])[1] if ours else None


def language_of(request: Request) -> str:
    """The language of the page that answers this request."""
    return chosen(
        Asked(
            query=request.query_params.get(COOKIE),
            cookie=request.cookies.get(COOKIE),
            header=request.headers.get("Accept-Language"),
            setting=request.app.state.house.settings.language,
        )
    )


Language = Annotated[str, Depends(language_of)]
"""A route's parameter: the language to answer in."""


def _primary(part: str) -> str:
    return part.partition(";")[0].strip().lower().partition("-")[0]


def _weight(part: str) -> float:
    """Read `;q=0.8`; what cannot be read is liked least."""
    _, _, q = part.partition(";")
    word = q.strip().removeprefix("q=")
    if not word:
        return 1.0
    try:
        return min(max(float(word), 0.0), 1.0)
    except ValueError:
        return 0.0
