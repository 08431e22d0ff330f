"""What a correction costs: the rows of all shipped projections, folded anew, live."""

import statistics
from collections.abc import Callable
from datetime import UTC, datetime
from random import Random
from time import perf_counter
from uuid import UUID, uuid4

from bench import bare
from bench.figures import Figure
from bench.folding import NATION, compared
from bench.place import Place
from petition_es.bootstrap import House
from petition_es.domain.entry import Actor, Entry
from petition_es.domain.petition import Act, Contact, Correct, Petition, PetitionEvent
from petition_es.projections.running.live import Runner
from petition_es.projections.shipped import ALL

SAMPLES = 30
PETITIONS = """
    SELECT originator_id FROM public.petition_events
    WHERE topic = 'Petition.Resolved' ORDER BY md5(originator_id::text || %s) LIMIT %s
"""

What = Callable[[Petition], Act]


def correct(place: Place, seed: int) -> Figure:
    """Strike the last entry of some petitions through, one after the other, beside a mere call."""
    with place.house(NATION) as house, bare.connected(place.database(NATION)) as connection:
        with Runner(house.store.address, house.store.watch(), ALL) as runner:
            runner.run_until_caught_up()
            found = connection.execute(PETITIONS, [str(seed), 2 * SAMPLES]).fetchall()
            ids = [petition_id for (petition_id,) in found]
            Random(seed).shuffle(ids)  # noqa: S311  # repeatable, not secret
            called = [_taken(house, runner, each, _call) for each in ids[:SAMPLES]]
            struck = [_taken(house, runner, each, _strike) for each in ids[SAMPLES:]]
        told, broken = compared(connection, [each.DEFINITION.name for each in ALL])
    return Figure(
        name="correction",
        unit="ms",
        ours=1000 * statistics.median(struck),
        limit=1000 * statistics.median(called),
        reached=statistics.median(struck) / statistics.median(called),
        told={
            "threads": 1,
            "processes": 1,
            "load": f"{len(struck)} corrections, each folded into all shipped projections alone",
            "limit_is": "the same with an entry that corrects nothing",
            "slowest_ms": round(1000 * max(struck), 1),
            **told,
        },
        broken=broken,
    )


def _taken(house: House, runner: Runner, petition_id: UUID, what: What) -> float:
    events = [e for e in house.store.load(petition_id) if isinstance(e, PetitionEvent)]
    petition = Petition.replay(None, events)
    if petition is None:
        raise SystemExit(f"{petition_id} is gone.")
    last = petition.happened[-1]
    by = Actor(actor_id="officer-bench", role="officer", unit_id=last.acting_unit or last.unit_id)
    now = datetime.now(UTC)
    petition.perform(what(petition), Entry(event_id=uuid4(), actor=by, at=now, recorded_at=now))
    house.store.append(petition.collect_events())
    begun = perf_counter()
    runner.run_until_caught_up()
    return perf_counter() - begun


def _strike(petition: Petition) -> Act:
    """Void the last entry that nothing rests on."""
    return Correct(corrected=petition.happened[-1].event_id, effect="void", reason="entered_twice")


def _call(_: Petition) -> Act:
    return Contact(method="phone")
