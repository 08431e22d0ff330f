"""Fills templates with facts: everything from outside is escaped, nothing may be missing.

A template has, besides its facts: `t(key, **facts)` for a sentence, `label(family, code)`, `lang`,
`static(name)`, and the filters `moment`, `day` (a `<time>`) and `later` (a length in words).
"""

from datetime import datetime, timedelta
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from petition_es.api.pages.language import COOKIE, REMEMBERED_SECONDS
from petition_es.api.pages.static_files import static
from petition_es.api.pages.words import Words, marked_up
from petition_es.messages import LANGUAGES

FRESH = "private, no-cache"
"""May be kept by the reader's browser alone, and is asked for anew each time."""

NEVER = "no-store"
"""Is kept nowhere: whatever a query code opened."""


def render(template: str, language: str, **facts: Any) -> str:
    """Render a template in a language.

    `demonstration` puts the banner on the page; `here` is the address that the language switch
    links to, the page's own unless it answers a form.
    """
    words = Words(language)
    given = {"demonstration": False, "here": "", **facts}
    return _ENVIRONMENT.get_template(template).render(
        lang=language, t=words.say, label=words.label, **given
    )


def answer(
    request: Request,
    template: str,
    language: str,
    *,
    status: int = 200,
    keep: str = FRESH,
    **facts: Any,
) -> HTMLResponse:
    """Answer a request with a page, and remember the language if it was asked for.

    `keep` says how long it may be kept. Facts as for `render`; whether this is a demonstration,
    the house knows.
    """
    demonstration = request.app.state.house.settings.demonstration
    html = render(template, language, demonstration=demonstration, **facts)
    response = HTMLResponse(html, status, headers={"Cache-Control": keep})
    response.headers["Content-Language"] = language
    if request.query_params.get(COOKIE) == language:
        response.set_cookie(COOKIE, language, REMEMBERED_SECONDS, path="/", samesite="lax")
    return response


@pass_context
def _moment(context: Context, moment: datetime) -> Markup:
    return marked_up(moment, context["lang"], with_time=True)


@pass_context
def _day(context: Context, moment: datetime) -> Markup:
    return marked_up(moment, context["lang"], with_time=False)


@pass_context
def _later(context: Context, elapsed: timedelta) -> Markup:
    return Words(context["lang"]).later(elapsed)


def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("petition_es.api.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(moment=_moment, day=_day, later=_later)
    made.globals.update(static=static, languages=LANGUAGES)
    return made


_ENVIRONMENT = _environment()
