"""What a petition is about (信访事项): where, since when, with whom; the same at every repeat."""

from dataclasses import dataclass
from functools import cache
from random import Random

from petition_es.simulation.divisions import Division, divisions
from petition_es.simulation.shares import share
from petition_es.simulation.words import SUBJECTS, one_of, pool

FEWEST_PEOPLE, MOST_PEOPLE = 5, 200
LEAST_SUM, MOST_SUM = 300, 90_000
YEARS_BACK = 4
TEN_THOUSAND = 10_000


@dataclass(frozen=True, slots=True, eq=False)
class Matter:
    """One matter: its subject, the township it lies in, and what fills the gaps of sentences."""

    subject: str
    township: Division
    facts: dict[str, str]
    names: tuple[str, ...]
    """What the thing is called: by offices first, and by people."""

    @property
    def county(self) -> Division:
        """The county that the township belongs to."""
        assert self.township.above is not None  # noqa: S101  # for the type checker
        return self.township.above


@cache
def townships() -> tuple[Division, ...]:
    """Where people live: every township is as likely as any other."""
    return tuple(each for each in divisions() if each.level == "township")


def draw_matter(random: Random, year: int, *, beside: Matter | None = None) -> Matter:
    """Draw a matter that somebody might petition about in this year.

    With another one `beside` it, it is of the same subject and lies in the same township.
    """
    everywhere = townships()
    subject = beside.subject if beside else share("subject").draw(random)
    township = beside.township if beside else everywhere[int(random.random() * len(everywhere))]
    spot = one_of(pool("place", "first"), random) + one_of(pool("place", "last"), random)
    firm = one_of(pool("place", "firm_first"), random) + one_of(pool("place", "firm_last"), random)
    names = one_of(SUBJECTS[subject].things, random).split("|")
    facts = {
        "place": f"{township.above.name if township.above else ''}{township.name}{spot}",
        "spot": spot,
        "thing": names[0],
        "firm": firm,
        "since": _since(random, year),
        "sum": draw_sum(random),
        "people": f"{FEWEST_PEOPLE + int(random.random() * MOST_PEOPLE)}户人家",
        "times": str(2 + int(random.random() * 9)),
    }
    return Matter(subject, township, facts, tuple(names))


def _since(random: Random, year: int) -> str:
    return f"{year - 1 - int(random.random() * YEARS_BACK)}年{1 + int(random.random() * 12)}月"


def draw_sum(random: Random) -> str:
    """A sum of money; small ones are more frequent."""
    amount = LEAST_SUM + int(random.random() ** 3 * MOST_SUM) // 100 * 100
    return f"{amount}元" if amount < TEN_THOUSAND else f"{amount / TEN_THOUSAND:.1f}万元"
