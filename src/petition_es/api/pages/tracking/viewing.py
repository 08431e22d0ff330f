"""What one reader sees of a petition: the timeline in the widest view that the reader may have."""

from dataclasses import dataclass

from petition_es.api.callers import Caller, View, view_of
from petition_es.api.live.telling import unit_cards
from petition_es.api.pages.petitioners_acts import allowed_acts
from petition_es.bootstrap import House
from petition_es.domain.codes import Audience
from petition_es.domain.entry import Actor
from petition_es.domain.petition import Petition
from petition_es.projections.timeline import Timeline, timeline


@dataclass(frozen=True)
class Seen:
    """A petition as it was opened, and the timeline that is shown of it."""

    view: View
    timeline: Timeline

    @property
    def version(self) -> int:
        """The petition's version that is shown."""
        return self.view.petition.version


def look(house: House, caller: Caller, number: str) -> Seen:
    """Open a petition to a caller; refuses as NoSuchPetition or NotPublished."""
    view = view_of(house, caller, number)
    return Seen(view, present(house, view.petition, view.audience))


def present(house: House, petition: Petition, audience: Audience) -> Timeline:
    """The timeline as it stands now; refuses an audience to which it is not open."""
    return timeline(
        petition.recorded,
        audience=audience,
        units=unit_cards(house.units),
        now=house.clock(),
        law=house.law,
        estimates=house.estimates,
    )


def acts_of(house: House, petition: Petition, petitioner: Actor) -> list[str]:
    """The names of what the petitioner may do now."""
    return list(allowed_acts(petition, petitioner, house))
