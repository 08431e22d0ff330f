"""A petition that a browser handed in, the offices that act on it, and what its petitioner sees."""

from petitioning import Page, code_on, number_on

from petition_es.api.pages.front import stories
from petition_es.api.pages.petitioners_acts import allowed_acts
from petition_es.demonstration.identities import identity
from petition_es.domain.entry import Actor
from petition_es.domain.petition import (
    Accept,
    IssueOpinion,
    PetitionNumber,
    Receive,
    Refer,
    Register,
    Resolve,
)
from petition_es.domain.sealed import Sealed

UNKNOWN = str(PetitionNumber(2016, 4_821_009_377))
BUREAU, ROADS = identity("haiyang-bureau"), identity("haiyang-roads")


class Case:
    """A petition that a browser just handed in, and the offices that act on it."""

    def __init__(self, house, browser, **said):
        self.house, self.browser = house, browser
        self.receipt = browser.submit(**said)
        self.number, self.code = number_on(self.receipt), code_on(self.receipt)
        self.id = house.office.petition_id(self.number)

    @property
    def petition(self):
        return self.house.office.petition(self.id)

    @property
    def by(self):
        (party,) = self.petition.file.parties
        return Actor(actor_id=party, role="petitioner")

    @property
    def allowed(self):
        return allowed_acts(self.petition, self.by, self.house)

    def registered(self):
        self.house.office.perform(self.id, Register(purpose="request"), BUREAU)
        return self

    def resolved(self):
        acts = [
            (Refer(to_unit="haiyang-roads"), BUREAU),
            (Receive(), ROADS),
            (Accept(), ROADS),
            (IssueOpinion(text=Sealed("本周内修补。")), ROADS),
            (Resolve(), ROADS),
        ]
        self.registered()
        for act, by in acts:
            self.house.office.perform(self.id, act, by)
        return self

    def form(self, act) -> Page:
        return self.browser.open(f"/t/{self.number}/do/{act}")

    def events(self, kind):
        return [event for event in self.petition.recorded if isinstance(event, kind)]


def thanked(page, act):
    """The act was done: the browser is led back to the petition, which says so."""
    assert page.status == 303
    assert page.response.headers["Location"].endswith(f"?done={act}")
    back = page.browser.open(page.response.headers["Location"])
    return back.tree.one("div", "notice--good").text


def story(case):
    """The number of a published petition that is somebody else's."""
    return stories(case.house)["road"]
