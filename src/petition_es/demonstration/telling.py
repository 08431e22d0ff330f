"""What the stories share: the demonstration's query code, publication, places, the law."""

from functools import cache

from petition_es.domain.codes import Code, LegalBasis, Place
from petition_es.domain.petition import Disclose, IssueQueryCode
from petition_es.domain.sealed import Sealed
from petition_es.office.query_code import hash_of

DEMONSTRATION_CODE = "DEM0-C0DE-2016"
"""The query code of every petition of the demonstration; a real one is drawn at random."""

BRIDGE, ROAD = "bridge", "road"
BACKLOG, CORRECTION, LATE, JOINT, ACCUSATION = (
    "backlog",
    "correction",
    "late",
    "joint",
    "accusation",
)

ORDINARY_LAW = (LegalBasis(instrument="cn-2005", article="32"),)


@cache
def code_issued() -> IssueQueryCode:
    """Hand out the demonstration's code; its salt is fixed, so that the story stays the same."""
    return IssueQueryCode(code_hash=hash_of(DEMONSTRATION_CODE, b"the demonstratio"))


def published() -> Disclose:
    """Publish a petition, as the article's cases were."""
    return Disclose(audience="public", reason="published")


def place(division: str, address: str) -> Place:
    """A place of the demonstration."""
    return Place(division=Code("gbt2260", "2016", division), address=Sealed(address))
