"""How a simulated petition arrives: handed in, registered, its claims written down."""

from collections.abc import Iterator

from petition_es.domain.codes import Accused, Claim, Code, Place
from petition_es.domain.petition import RecordClaims, Register, Submit
from petition_es.domain.sealed import Sealed
from petition_es.simulation.case import Case
from petition_es.simulation.places import address, point
from petition_es.simulation.shares import happens
from petition_es.simulation.wording import as_people_say, petition_text, title
from petition_es.simulation.words import SUBJECTS, one_of

CATEGORIES = ("content", "2016")


def arrive(case: Case) -> None:
    """Hand it in, register it, and now and then write down the claims one by one."""
    _hand_in(case)
    registrar = case.route.registrar
    case.pace.office(registrar, _registration(case), "registering")
    case.pace.begins("routing", "registered", registrar)
    if happens("claims_recorded", case.random):
        claims = tuple(_claims(case))
        case.tale.at_once(case.route.registrar, RecordClaims(claims=claims))
        case.claims = tuple(claim.claim_id for claim in claims)


def _hand_in(case: Case) -> None:
    tale, matter = case.tale, case.matter
    text = petition_text(matter, case.random, is_repeat=case.earlier is not None)
    submit = Submit(
        number=case.arrival.number,
        channel=case.arrival.channel,
        parties=case.parties,
        title=Sealed(title(matter, case.random)),
        text=Sealed(text),
    )
    tale.person(submit, case.arrival.at, case.route.registrar)


def _registration(case: Case) -> Register:
    is_accusation = case.purpose == "accusation"
    return Register(
        number=case.arrival.number,
        persons_count=case.draw_persons(),
        anonymity="withheld" if happens("withheld", case.random) else "named",
        accused=(Accused(kind="person", identity=Sealed("（模拟）")),) if is_accusation else (),
        purpose=case.purpose,
        category=Code(*CATEGORIES, case.matter.subject),
        place=Place(
            division=case.matter.county.as_code,
            address=Sealed(address(case.matter, case.random)),
            point=Sealed(point(case.matter, case.random)),
        ),
        first_nationwide=not case.is_noticed,
        first_here=not case.is_noticed,
    )


def _claims(case: Case) -> Iterator[Claim]:
    demands = SUBJECTS[case.matter.subject].demands
    for n in range(1 + int(case.random.random() * 2)):
        text = one_of(demands, case.random) % as_people_say(case.matter, case.random)
        yield Claim(claim_id=f"c{n + 1}", kind="demand", text=Sealed(text))
