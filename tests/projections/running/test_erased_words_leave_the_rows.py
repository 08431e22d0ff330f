"""A projection that reads sealed words loses them when their person is erased."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql

from histories import LI, STRANGER, WANG, number, party, registered, submitted, told
from petition_es.domain.petition import Submitted
from petition_es.domain.sealed import Sealed
from petition_es.projections import EventRows, Projection, Sum, on, run
from petition_es.projections.running import caring
from petition_es.projections.running.connections import connect
from petition_es.projections.running.erasing import COVERED, sink_of_projections
from petition_es.projections.running.faults import SealsNotOpened
from petition_es.projections.running.live import Runner
from petition_es.projections.running.rebuild import rebuild
from petition_es.projections.running.rows import table_of
from petition_es.projections.running.troubles import LEFT_OUT

NOW = datetime(2026, 3, 1, tzinfo=UTC)
OURS = "SELECT tablename FROM pg_tables WHERE schemaname = 'petition_views'"
SECRETS = {LI: "金丝雀-李", WANG: "金丝雀-王", STRANGER: "金丝雀-赵"}


class Titles(Projection):
    """The words of every petition."""

    opens = True
    title: str = ""

    @on(Submitted)
    def came(self, event: Submitted) -> None:
        self.title = event.title.reveal() or ""


class TitleRows(EventRows):
    """The words of every submission."""

    opens = True
    title: str = ""

    @on(Submitted)
    def came(self, event: Submitted) -> None:
        self.title = event.title.reveal() or ""


class WordCounts(Projection):
    """How often each title came, by channel."""

    key = "channel"
    opens = True
    times: Sum[dict[str, int]] = {}  # noqa: RUF012  # each row gets its own

    @on(Submitted)
    def came(self, event: Submitted) -> None:
        word = event.title.reveal() or ""
        self.times[word] = self.times.get(word, 0) + 1


class WordLists(Projection):
    """All titles that came, by channel, in order."""

    key = "channel"
    opens = True
    titles: list[str] = []  # noqa: RUF012  # each row gets its own

    @on(Submitted)
    def came(self, event: Submitted) -> None:
        self.titles.append(event.title.reveal() or "")


class TitleLengths(Projection):
    """How long every title is: cannot be told of words that are gone."""

    opens = True
    length: int = 0

    @on(Submitted)
    def came(self, event: Submitted) -> None:
        self.length = len(event.title.reveal())


READERS = (Titles, TitleRows, WordCounts, WordLists)


@pytest.fixture
def house(open_store, database_url):
    """A store whose erasures go through the projections, with three petitions in it."""
    store = open_store(sinks=[sink_of_projections(psycopg.conninfo.conninfo_to_dict(database_url))])
    for serial, person in enumerate(SECRETS, 1):
        first, second = told(submitted(), registered(), petition_id=uuid4())
        title = Sealed(SECRETS[person])
        parties = (party(person),)
        first = replace(first, event_id=uuid4(), title=title, parties=parties)
        second = replace(second, event_id=uuid4(), number=number(serial), parties=parties)
        store.append([first, second])
    return store


def catch_up(store, *projections):
    def opening():
        return store.decoder(opens=True)

    with Runner(store.address, store.watch(), projections, opening=opening) as runner:
        runner.run_until_caught_up()


def everything(store):
    """All that stands in the tables of projections."""
    with psycopg.connect(**store.address) as connection:
        tables = [row[0] for row in connection.execute(OURS)]
        return {
            table: str(
                connection.execute(
                    sql.SQL("SELECT rows::text FROM {} AS rows").format(
                        sql.Identifier("petition_views", table)
                    )
                ).fetchall()
            )
            for table in tables
        }


def places_of(store, person):
    return {table for table, said in everything(store).items() if SECRETS[person] in said}


def log_of(store):
    return store.scan()


@pytest.mark.parametrize("projection", READERS)
def test_the_words_are_gone_when_the_erasure_is_done(house, projection):
    catch_up(house, projection)
    assert places_of(house, LI)
    house.erase(LI.actor_id, NOW)
    assert places_of(house, LI) == set()


@pytest.mark.parametrize("projection", READERS)
def test_what_remains_is_folded_anew_without_them(house, projection):
    catch_up(house, projection)
    house.erase(LI.actor_id, NOW)
    catch_up(house, projection)
    with connect(house.address) as connection:
        assert (
            table_of(connection, projection.DEFINITION).rows == run(projection, log_of(house)).rows
        )
    assert places_of(house, LI) == set()
    assert places_of(house, WANG)


def test_words_that_were_erased_while_it_was_built_do_not_come_back(house, monkeypatch):
    catch_up(house, WordCounts)
    rebuilt = []

    def erase_meanwhile(position, _):
        if not rebuilt:
            rebuilt.append(position)
            house.erase(LI.actor_id, NOW)

    words = {}

    def opening():
        decoder = house.decoder(opens=True)

        def decode(row):
            event = decoder(row)
            if isinstance(event, Submitted):
                words[event.event_id] = event.title.reveal()
            return event

        return decode

    rebuild(house.address, [WordCounts], report=erase_meanwhile, opening=opening)
    assert rebuilt
    assert SECRETS[LI] in words.values(), "it was read before it was erased"
    assert places_of(house, LI) == set()
    catch_up(house, WordCounts)
    with connect(house.address) as connection:
        (row,) = table_of(connection, WordCounts.DEFINITION).rows
    assert row["times"] == {"": 1, SECRETS[WANG]: 1, SECRETS[STRANGER]: 1}


def test_a_handler_that_cannot_do_without_the_words_stops_and_keeps_none(house):
    catch_up(house, TitleLengths)
    with connect(house.address) as connection:
        assert len(table_of(connection, TitleLengths.DEFINITION)) == 3
        house.erase(LI.actor_id, NOW)
        catch_up(house, TitleLengths)
        (condition,) = caring.conditions(connection, 0)
        assert condition.state == "stopped"
        assert condition.bookmark.error["said"] == LEFT_OUT
        assert len(table_of(connection, TitleLengths.DEFINITION)) == 2


def test_nothing_is_done_twice(house, open_store, database_url):
    catch_up(house, Titles)
    house.erase(LI.actor_id, NOW)
    catch_up(house, Titles)
    before = everything(house)["projections"]
    house.erase(LI.actor_id, NOW)
    open_store(sinks=[sink_of_projections(psycopg.conninfo.conninfo_to_dict(database_url))])
    assert everything(house)["projections"] == before


def test_every_table_that_projections_share_is_in_the_list_of_sinks(house):
    catch_up(house, Titles)
    own = {"titles_1"}
    assert {f"petition_views.{table}" for table in everything(house)} - {
        f"petition_views.{table}" for table in own
    } == COVERED


def test_no_statistics_keep_words(house):
    catch_up(house, Titles, TitleRows, WordLists)
    with psycopg.connect(**house.address, autocommit=True) as connection:
        connection.execute("ANALYZE")
        kept = connection.execute(
            "SELECT pg_stats::text FROM pg_stats WHERE schemaname = 'petition_views'"
        ).fetchall()
    assert not [row for row in kept if any(word in row[0] for word in SECRETS.values())]


def test_without_keys_it_is_not_begun(house):
    with (
        Runner(house.address, house.watch(), [Titles]) as runner,
        pytest.raises(SealsNotOpened, match="titles"),
    ):
        runner.run_until_caught_up()
