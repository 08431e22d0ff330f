"""The page of hot issues: many persons, one matter, one line."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from markupsafe import Markup

from petition_es.api.auditors import Visitor
from petition_es.api.findings.asking import EARLIEST, LATEST
from petition_es.api.findings.hot import read_hot
from petition_es.api.findings.reading import check_reader
from petition_es.api.live import unit_cards
from petition_es.api.pages.audits.asked import LONGEST
from petition_es.api.pages.fields import Mistake, one_line
from petition_es.api.pages.language import Language
from petition_es.api.pages.rendering import NEVER, answer
from petition_es.api.pages.replays.entrance import entrance
from petition_es.api.pages.words import Words
from petition_es.audits.hot.asking import DAYS_MAX, PERSONS_MAX, Answered, Hot
from petition_es.audits.hot.issue import HotIssue
from petition_es.audits.hot.wording import grew, many, when, where, why
from petition_es.bootstrap import House
from petition_es.projections.timeline import UnitCard

router = APIRouter(include_in_schema=False)

HERE = "/audit/hot"
WRONG = 422
NUMBERS = {"days": DAYS_MAX, "persons": PERSONS_MAX}


@dataclass(frozen=True)
class Asked:
    """A form as it was filled in, what it asks for, and what is wrong with it."""

    fields: dict[str, str]
    hot: Hot
    mistakes: tuple[Mistake, ...]


@dataclass(frozen=True)
class HotLine:
    """One issue in words, and all its petitions in the window."""

    number: str
    replay: str
    many: str
    grew: str
    when: str
    where: str
    units: str
    why: str
    members: tuple[str, ...]


def asked(request: Request) -> Asked:
    """Read the form off the address."""
    names = ("at", "days", "persons", "division")
    fields = {name: one_line(request.query_params.get(name, ""))[:LONGEST] for name in names}
    mistakes: list[Mistake] = []
    days, persons = (_number(fields, name, mistakes) for name in NUMBERS)
    hot = Hot(
        at=_day(fields["at"], mistakes),
        days=days,
        persons=persons,
        division=fields["division"] or None,
    )
    return Asked(fields, hot, tuple(mistakes))


@router.get(HERE)
def hot(
    request: Request,
    visitor: Visitor,
    language: Language,
    asked: Annotated[Asked, Depends(asked)],
) -> Response:
    """Show the hot issues that the form asks for."""
    if visitor.actor is None:
        return entrance(request, language)
    check_reader(visitor)
    house: House = request.app.state.house
    found = None if asked.mistakes else read_hot(house, asked.hot)
    return answer(
        request,
        "hot.html",
        language,
        status=WRONG if asked.mistakes else 200,
        keep=NEVER,
        found=found,
        lines=_lines(house, found, Words(language)) if found else (),
        fields=asked.fields,
        is_filtered=any(asked.fields.values()),
        mistakes=list(asked.mistakes),
        address=f"{HERE}?{urlencode({k: v for k, v in asked.fields.items() if v})}",
    )


def _lines(house: House, found: Answered, words: Words) -> tuple[HotLine, ...]:
    house.units.know({unit for each in found.issues for unit in each.units})
    return tuple(_line(house, each, words) for each in found.issues)


def _line(house: House, issue: HotIssue, words: Words) -> HotLine:
    card = unit_cards(house.units)
    named = (words.unit(card(unit) or UnitCard(unit_id=unit)) for unit in issue.units)
    language = words.language
    return HotLine(
        number=issue.number or str(issue.petition_id),
        replay=f"/replay/{issue.number}" if issue.number else "",
        many=many(issue, language),
        grew=grew(issue, language),
        when=when(issue),
        where=where(issue, language),
        units=Markup(" · ").join(named),
        why=why(issue, language),
        members=issue.numbers,
    )


def _number(fields: dict[str, str], name: str, mistakes: list[Mistake]) -> int | None:
    """A whole number within its bounds; nothing where nothing was filled in."""
    word, most = fields[name], NUMBERS[name]
    if not word:
        return None
    if word.isdecimal() and len(word) < LONGEST and 1 <= int(word) <= most:
        return int(word)
    mistakes.append(Mistake(name, "hot.not_a_number", {"least": "1", "most": str(most)}))
    return None


def _day(word: str, mistakes: list[Mistake]) -> date | None:
    try:
        return min(max(date.fromisoformat(word), EARLIEST), LATEST) if word else None
    except ValueError:
        mistakes.append(Mistake("at", "audit.filter.not_a_day"))
        return None
