"""Opening a case for an auditor: the replay of a petition, and the bundle of everything in it."""

from collections.abc import Sequence
from functools import partial

from petition_es import __version__
from petition_es.api.live import unit_cards
from petition_es.audits.inquiring import findings_about
from petition_es.bootstrap import House
from petition_es.domain.codes import Attachment, Audience
from petition_es.domain.petition import Petition
from petition_es.projections.past import Moment
from petition_es.projections.replay import Opening, Order, Replay
from petition_es.projections.replay.bundle import Case, no_findings


def replay_of(
    house: House,
    petition: Petition,
    *,
    order: Order = "recorded",
    happened_by: Moment | None = None,
    known_by: Moment | None = None,
) -> Replay:
    """The replay of a petition, by the law and with the units that the house knows."""
    return Replay(
        petition.recorded,
        positions=positions_of(house, petition),
        units=unit_cards(house.units),
        law=house.law,
        order=order,
        happened_by=happened_by,
        known_by=known_by,
    )


def case_of(house: House, petition: Petition, audience: Audience) -> Case:
    """What a bundle of a petition is made of, for one audience; findings are for auditors only."""
    is_auditor = audience == "auditor"

    def read(paper: Attachment) -> bytes | None:
        content = house.store.attachments.read(petition.id, paper.attachment_id, paper.sha256)
        return None if content is None else b"".join(content)

    return Case(
        recorded=petition.recorded,
        positions=positions_of(house, petition),
        audience=audience,
        opening=Opening(audience),
        units=unit_cards(house.units),
        law=house.law,
        read=read,
        findings=partial(findings_about, house.store) if is_auditor else no_findings,
        version=__version__,
    )


def positions_of(house: House, petition: Petition) -> Sequence[int]:
    """Where the entries of a petition stand in the log."""
    return house.store.positions(petition.id, 1, petition.version)
