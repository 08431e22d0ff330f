"""Asking for an audit of a store: as of now, or as things were known on a past day."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from petition_es.audits.case import Setting
from petition_es.audits.policy import load_policies
from petition_es.audits.rules import RULES
from petition_es.audits.running import editions
from petition_es.audits.running.reading import Source
from petition_es.audits.running.whole import Audit
from petition_es.audits.similar.asking import Asking, asking
from petition_es.audits.similar.at_hand import SimilarAtHand
from petition_es.audits.similar.index import SimilarIndex
from petition_es.audits.texts.prints import Printer
from petition_es.domain.regime.law import Law
from petition_es.projections.clocks.offices import Offices, offices_of
from petition_es.projections.past import standpoint
from petition_es.store.event_store import PetitionStore
from petition_es.store.log_reader import LogReader
from petition_es.store.unsealing import Unsealing

PURPOSE = "audits"
OWN_POLICY = "audits.toml"

PETITIONS = "SELECT count(*) FROM public.petition_events WHERE topic = 'Petition.Submitted'"


def similar_index_of(store: PetitionStore, law: Law, now: datetime) -> SimilarIndex:
    """The index of similar petitions of this store."""
    setting = Setting(law, Offices({}, {}), now)
    return SimilarIndex(store.unsealing(), setting, store.matching.seed(PURPOSE))


@contextmanager
def asking_of(store: PetitionStore, law: Law, now: datetime) -> Iterator[tuple[Asking, int]]:
    """Bring the index of similar petitions up to date, and have it at hand.

    Answers also how many petitions were looked at for it.
    """
    index = similar_index_of(store, law, now)
    looked_at = index.catch_up()
    with store.reader() as reader:
        upto = reader.head()
        ((petitions,),) = reader.ask(PETITIONS, [])
    source = Source(store.unsealing(), index.setting, upto)
    rarity = editions.in_use(source, petitions)
    with asking(source, Printer(index.secret), rarity) as at_hand:
        yield at_hand, looked_at


def similar_at_hand(store: PetitionStore) -> SimilarAtHand:
    """Answers about similar petitions of this store, over and over; to be closed at the end."""
    return SimilarAtHand(store.unsealing(), store.matching.seed(PURPOSE))


def audit_of(
    store: PetitionStore,
    law: Law,
    now: datetime,
    *,
    home: Path,
    known_by: date | datetime | None = None,
) -> tuple[Audit, int]:
    """What an audit of this store takes, and about how many petitions there are.

    `home` is the data home, in which an `audits.toml` may say other thresholds than the shipped.
    """
    return auditor_of(store, law, home=home).asked(now, known_by)


def auditor_of(store: PetitionStore, law: Law, *, home: Path) -> "Auditor":
    """Who audits this store."""
    return Auditor(store.unsealing(), store.matching.seed(PURPOSE), law, home)


@dataclass(frozen=True)
class Auditor:
    """What audits of a store take; it travels to processes that the store itself began."""

    unsealing: Unsealing
    secret: bytes = field(repr=False)
    law: Law
    home: Path

    def asked(self, now: datetime, known_by: date | datetime | None = None) -> tuple[Audit, int]:
        """An audit as of now, or of a past day, and about how many petitions there are."""
        with LogReader(self.unsealing.address) as reader:
            upto = reader.head()
            offices = offices_of(reader, upto)
            ((petitions,),) = reader.ask(PETITIONS, [])
        setting = Setting(self.law, offices, standpoint(now, known_by))
        known = frozenset(rule.name for rule in RULES)
        asked = Audit(
            source=Source(self.unsealing, setting, upto, known_by),
            policies=load_policies(self.home / OWN_POLICY, known),
            secret=self.secret,
        )
        return asked, petitions
