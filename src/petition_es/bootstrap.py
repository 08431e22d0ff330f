"""Where the parts are put together: database, keys, store, registries, office."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID
from zoneinfo import ZoneInfo

from uuid_utils.compat import uuid7

from petition_es.audits.erasing import sink_of_audits
from petition_es.audits.running.shown import seen_finding
from petition_es.domain.regime.law import Law
from petition_es.office.access import Access
from petition_es.office.erasure import Erasure
from petition_es.office.founding import Founding
from petition_es.office.front_desk import FrontDesk
from petition_es.office.histories import Histories
from petition_es.office.inquiries import Inquiries
from petition_es.office.papers import Papers
from petition_es.office.petition_office import PetitionOffice
from petition_es.office.petitioner_registry import PetitionerRegistry
from petition_es.office.policy import Policy
from petition_es.office.ports import Clock
from petition_es.office.succession import Succession
from petition_es.office.unit_registry import UnitRegistry
from petition_es.projections.estimates import PublishedEstimates
from petition_es.projections.expecting.estimate import Estimates
from petition_es.projections.running.erasing import sink_of_projections
from petition_es.regimes import load_law
from petition_es.regimes.calendars import calendar_of_china, calendar_with_files
from petition_es.settings import Settings
from petition_es.store.connecting import address_of
from petition_es.store.embedded import EmbeddedPostgres
from petition_es.store.event_store import PetitionStore

Report = Callable[[str], None]


@dataclass(frozen=True)
class House:
    """The open house: everything a door needs."""

    settings: Settings
    store: PetitionStore
    office: PetitionOffice
    inquiries: Inquiries
    units: UnitRegistry
    founding: Founding
    succession: Succession
    persons: PetitionerRegistry
    histories: Histories
    erasure: Erasure
    papers: Papers
    desk: FrontDesk
    access: Access
    policy: Policy
    law: Law
    estimates: Estimates
    clock: Clock
    is_embedded: bool


def office_clock(zone: ZoneInfo) -> Clock:
    """The one clock: what was recorded when, and what is in the future, it alone says."""
    return lambda: datetime.now(zone)


def new_id() -> UUID:
    """An id that sorts by the time at which it was drawn (UUIDv7)."""
    return uuid7()


@contextmanager
def open_house(
    settings: Settings, *, report: Report, clock: Clock | None = None
) -> Iterator[House]:
    """Open everything, hand out the house, and close it again, whatever happens inside."""
    with ExitStack() as closing:
        url = settings.database_url
        if url is None:
            server = EmbeddedPostgres(
                settings.home / "postgres", binaries=settings.postgres_binaries, report=report
            )
            url = closing.enter_context(server)
        store = PetitionStore(
            url,
            home=settings.home,
            master_key=_master_key(settings),
            sinks=[sink_of_projections(address_of(url)), sink_of_audits(address_of(url))],
        )
        closing.callback(store.close)
        yield put_together(settings, store, clock or office_clock(settings.office_zone))


def put_together(settings: Settings, store: PetitionStore, clock: Clock) -> House:
    """Connect the parts around an open store."""
    units = UnitRegistry(store)
    policy = Policy(units)
    persons = PetitionerRegistry(store)
    law = law_of(settings)
    office = PetitionOffice(
        store, store.numbers, store.answers, policy, clock=clock, new_id=new_id, law=law
    )
    return House(
        settings=settings,
        store=store,
        office=office,
        inquiries=Inquiries(store, partial(seen_finding, store.address), office.entry),
        units=units,
        founding=Founding(store, units, clock),
        succession=Succession(store, units, office),
        persons=persons,
        erasure=Erasure(store, persons),
        papers=Papers(store.attachments, new_id),
        histories=Histories(store, store.numbers, policy, law),
        desk=FrontDesk(store.numbers, store.numbers.attempts, clock),
        access=Access(store.tokens, new_id),
        policy=policy,
        law=law,
        estimates=PublishedEstimates(store.connection),
        clock=clock,
        is_embedded=settings.database_url is None,
    )


def law_of(settings: Settings) -> Law:
    """The law that the office works by: as shipped, and what lies in the folders for one's own.

    `regimes` of the data home holds files of rules, `calendars` files of days off.
    """
    days_off = sorted((settings.home / "calendars").glob("*.toml"))
    calendars = {"cn": calendar_with_files(calendar_of_china(), days_off)}
    return load_law(calendars, own=settings.home / "regimes")


def _master_key(settings: Settings) -> str | None:
    return settings.master_key.get_secret_value() if settings.master_key else None
