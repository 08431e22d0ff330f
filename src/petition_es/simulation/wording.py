"""How texts are worded: a petition, its answer, a note. The same matter is never said twice alike.

Lengths follow those of real texts; sentences are drawn, and filled with the facts of the matter
and, in answers, with days, numbers and names of their own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from random import Random
from typing import Literal

from petition_es.simulation.fitted import chars
from petition_es.simulation.house_style import HouseStyle, style_of
from petition_es.simulation.matter import Matter, draw_sum
from petition_es.simulation.moments import day_before, day_of, month_after
from petition_es.simulation.offices import Office
from petition_es.simulation.source import MARK
from petition_es.simulation.words import SUBJECTS, Sentences, all_of, one_of, pool, spoken

AnswerKind = Literal["usual", "standard"]


@dataclass(frozen=True, slots=True)
class Words:
    """A text before its gaps are filled: an office that says the same again fills them anew."""

    template: str
    facts: Mapping[str, str]

    def __str__(self) -> str:
        """Fill the gaps."""
        return self.template % self.facts


def title(matter: Matter, random: Random) -> str:
    """The title of a petition, which says that it was simulated."""
    return MARK + one_of(pool("petition", "titles"), random) % as_people_say(matter, random)


def petition_text(matter: Matter, random: Random, *, is_repeat: bool) -> str:
    """What a petitioner writes; who writes again says so, in other words."""
    subject = SUBJECTS[matter.subject]
    first = [one_of(pool("petition", "openings"), random), one_of(subject.problems, random)]
    if is_repeat:
        first.append(one_of(pool("petition", "again"), random))
    last = [one_of(subject.demands, random), one_of(pool("petition", "pleas"), random)]
    length = chars("petition").draw(random)
    text = _composed(first, _story(matter.subject), last, length, random)
    return text % as_people_say(matter, random)


def as_people_say(matter: Matter, random: Random) -> dict[str, str]:
    """The facts of a matter as one person tells them: the thing has a name that people use."""
    return {**matter.facts, "thing": one_of(matter.names, random)}


# ---- Answers -------------------------------------------------------------------------------------


def answer(
    matter: Matter, office: Office, random: Random, now: int, kind: AnswerKind = "usual"
) -> Words:
    """What an office answers: what it found, what it does about it, what may be done against it.

    The letterhead, the greeting, the paragraph of law and the end are those of the office. A
    standard letter has little else: one sentence about what was found, one about what is done.
    """
    subject, style = SUBJECTS[matter.subject], style_of(office.unit_id)
    found = [one_of(subject.findings, random), one_of(pool("answer", "found"), random)]
    done = [one_of(subject.measures, random), one_of(pool("answer", "done"), random)]
    facts = letter_facts(matter, office, random, now)
    if kind == "standard":
        text = style.opening + found[0] + style.paragraphs + done[0] + style.ending
        return Words(text, facts)
    length = chars("answer").draw(random)
    return Words(_letter(style, found, done, length, random), facts)


def _letter(
    style: HouseStyle, found: list[str], done: list[str], length: float, random: Random
) -> str:
    """Put the substance into as much of the set phrases as the length allows."""
    frames = (
        ([style.opening, *found], [*done, style.ending]),
        ([style.greeting, *found[:1]], [*done[:1], style.closing]),
        (found[:1], done[:1]),
    )
    before, after = next((each for each in frames if _long(each) <= length), frames[-1])
    return _composed(before, _substance(), after, length, random)


def _long(frame: tuple[list[str], list[str]]) -> int:
    return sum(spoken(sentence) for part in frame for sentence in part)


def letter_facts(matter: Matter, office: Office, random: Random, now: int) -> dict[str, str]:
    """What fills the gaps of one letter: days, numbers, names, beside the facts of the matter."""
    return {**matter.facts, "office": office.name.removesuffix(MARK), **_drawn(random, now)}


def _drawn(random: Random, now: int) -> dict[str, str]:
    """The days, numbers and names of one letter."""
    return {
        "number": str(1 + int(random.random() * 900)),
        "today": day_of(now),
        "year": day_of(now)[:4],
        "visited": day_before(now, 1 + int(random.random() * 20)),
        "until": month_after(now, 1 + int(random.random() * 3)),
        "man": one_of(pool("answer", "surnames"), random) + one_of(pool("answer", "ranks"), random),
        "n": str(2 + int(random.random() * 40)),
        "m": str(20 + int(random.random() * 900)),
        "cost": draw_sum(random),
        "step": one_of(pool("answer", "steps"), random),
        "next": one_of(pool("answer", "steps"), random),
        "with": one_of(pool("answer", "partners"), random),
        "cause": one_of(pool("answer", "causes"), random),
    }


SWAPPED = ("number", "today", "year", "visited", "until", "man", "n", "m", "cost")
"""What is changed in a letter that is handed in again: names, days and numbers."""


def copy_of(words: Words, random: Random, now: int) -> Words:
    """An old answer that is handed in again: a new first sentence, and the rest as it was.

    Mostly names, days and numbers are swapped; now and then not even those.
    """
    facts = words.facts
    if random.random() < SWAPS:
        drawn = _drawn(random, now)
        facts = {**facts, **{name: drawn[name] for name in SWAPPED}}
    return replace(words, template=one_of(pool("answer", "recycled"), random) + words.template,
                   facts=facts)  # fmt: skip


SWAPS = 0.7


FULL_OF_PHRASES = 0.5
"""So many answers that say nothing have a letterhead, and all the set phrases of their office."""


def empty_answer(matter: Matter, office: Office, random: Random, now: int) -> Words:
    """An answer that says nothing: received, passed on, will be dealt with."""
    style = style_of(office.unit_id)
    said = "".join(list(all_of(pool("answer", "empty"), random))[: 2 + int(random.random() * 4)])
    is_full = random.random() < FULL_OF_PHRASES
    text = (
        f"{style.opening}{said}{style.paragraphs}{style.ending}"
        if is_full
        else (style.greeting + said + style.closing)
    )
    return Words(text, letter_facts(matter, office, random, now))


def forwarding_answer(
    matter: Matter, office: Office, other: Office, random: Random, now: int
) -> Words:
    """An answer that says which office has it now, and no more."""
    style = style_of(office.unit_id)
    text = style.greeting + one_of(pool("answer", "forwarded"), random) + style.closing
    facts = letter_facts(matter, office, random, now)
    return Words(text, {**facts, "other": other.name.removesuffix(MARK)})


def note(kind: str, random: Random) -> str:
    """A short remark of a kind: why it is returned, what was said on the telephone."""
    return one_of(pool("note", kind), random)


# ---- Sentences -----------------------------------------------------------------------------------


@cache
def _story(subject: str) -> Sentences:
    common = (pool("petition", name) for name in ("details", "harms", "tries"))
    return (*SUBJECTS[subject].problems, *(sentence for each in common for sentence in each))


@cache
def _substance() -> Sentences:
    kinds = ("procedures", "grounds", "promises", "found", "done")
    return tuple(sentence for kind in kinds for sentence in pool("answer", kind))


def _composed(
    first: list[str], between: Sentences | list[str], last: list[str], length: float, random: Random
) -> str:
    """Set sentences between the first and the last until the text is as long as it should be."""
    left = length - sum(map(spoken, first)) - sum(map(spoken, last))
    text = list(first) if left > 0 else first[1:2] or first
    for sentence in all_of(between, random) if between else ():
        if left < spoken(sentence) / 2:
            break
        if sentence not in first and sentence not in last:
            text.append(sentence)
            left -= spoken(sentence)
    return "".join(text + last)
