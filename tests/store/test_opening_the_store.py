"""A store is created as a whole, recognised, or refused with one line that says what to do."""

import base64
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg
import pytest
from made_events import submission

from databases import MASTER_KEY
from petition_es.store import schema
from petition_es.store.event_store import PetitionStore
from petition_es.store.faults import (
    DatabaseNotWritable,
    DatabaseTooOld,
    DatabaseUnreachable,
    HomeNotWritable,
    MasterKeyMalformed,
    MasterKeyMissing,
    StoreIsIncomplete,
    StoreIsNewer,
    WrongMasterKey,
)


def run(url, *statements):
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)


def tables(url):
    with psycopg.connect(url) as connection:
        return connection.execute(
            "SELECT count(*) FROM pg_tables "
            "WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
        ).fetchone()[0]


def test_a_store_that_exists_is_opened_with_all_that_is_in_it(open_store):
    petition_id = uuid4()
    open_store().append([submission(petition_id, "p-1")])
    assert open_store().load(petition_id)[0].title.reveal() == "内容 title"


def test_starters_at_the_same_time_make_one_store(open_store):
    with ThreadPoolExecutor(8) as pool:
        stores = list(pool.map(lambda _: open_store(), range(8)))
    assert {store.last_position() for store in stores} == {0}


def test_a_store_of_a_later_version_is_refused(open_store, database_url):
    open_store()
    run(database_url, "UPDATE petition_store SET format = 7, created_by = '9.1.0'")
    with pytest.raises(StoreIsNewer, match=r"format 7, written by petition_es 9\.1\.0"):
        open_store()


def test_a_creation_that_fails_leaves_nothing_behind(open_store, database_url, monkeypatch):
    monkeypatch.setattr(schema, "MATCHING_PLACE", None)
    with pytest.raises(TypeError):
        open_store()
    assert tables(database_url) == 0


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://petition@127.0.0.1:1/petition?connect_timeout=2",
        "postgresql://petition@/petition?host=/nowhere/at/all",
        "a word that is no address: secret",
    ],
)
def test_a_database_that_cannot_be_reached_is_one_clear_line(url, tmp_path):
    with pytest.raises(DatabaseUnreachable, match="check that it runs") as fault:
        PetitionStore(url, home=tmp_path)
    assert "\n" not in str(fault.value)
    assert "secret" not in str(fault.value)
    assert list(tmp_path.iterdir()) == []


def test_a_database_that_goes_away_is_one_clear_line(open_store, databases, database_url):
    store = open_store()
    databases.drop(database_url)
    with pytest.raises(DatabaseUnreachable):
        store.load(uuid4())


def test_a_server_that_is_too_old_is_refused(open_store, monkeypatch):
    monkeypatch.setattr(schema, "OLDEST_POSTGRES", 99)
    with pytest.raises(DatabaseTooOld, match="use 99 or later"):
        open_store()


@pytest.fixture
def guest_url(database_url):
    """The same database for a user who may do nothing there."""
    guest = f"guest_{uuid4().hex}"
    run(database_url, f"CREATE ROLE {guest} LOGIN PASSWORD 'guest'")
    parts = urlsplit(database_url)
    host = parts.netloc.rpartition("@")[2]
    yield urlunsplit(parts._replace(netloc=f"{guest}:guest@{host}"))
    run(database_url, f"DROP OWNED BY {guest}", f"DROP ROLE {guest}")


def test_a_user_without_the_right_to_create_is_told_so(open_store, guest_url, database_url):
    with pytest.raises(DatabaseNotWritable, match="permission denied"):
        open_store(guest_url)
    assert tables(database_url) == 0


def test_a_user_without_the_right_to_write_is_told_so(open_store, guest_url, database_url):
    open_store()
    everything = "ALL TABLES IN SCHEMA public, petition_keys"
    run(
        database_url,
        "GRANT USAGE ON SCHEMA public, petition_keys TO PUBLIC",
        f"GRANT SELECT ON {everything} TO PUBLIC",
    )
    with pytest.raises(DatabaseNotWritable, match="no right to insert"):
        open_store(guest_url)


def test_a_read_only_database_is_told_so(open_store, database_url):
    open_store()
    name = urlsplit(database_url).path[1:]
    run(database_url, f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    with pytest.raises(DatabaseNotWritable, match="read-only"):
        open_store()


def test_half_a_store_is_refused(open_store, database_url):
    open_store()
    run(database_url, "DROP SCHEMA petition_keys CASCADE")
    with pytest.raises(StoreIsIncomplete, match="the schema petition_keys is missing"):
        open_store()


def test_the_first_start_makes_a_key_that_only_its_owner_may_read(database_url, tmp_path):
    home = tmp_path / "new" / "home"
    with PetitionStore(database_url, home=home) as store:
        store.append([submission(uuid4(), "p-1")])
    assert (home / "master.key").stat().st_mode & 0o777 == 0o600
    assert len(base64.b64decode((home / "master.key").read_text())) == 32
    with PetitionStore(database_url, home=home) as store:
        assert store.scan()[0][1].title.reveal() == "内容 title"


def test_a_lost_master_key_is_not_replaced_by_another(database_url, tmp_path):
    PetitionStore(database_url, home=tmp_path).close()
    (tmp_path / "master.key").unlink()
    with pytest.raises(MasterKeyMissing, match="PETITION_MASTER_KEY"):
        PetitionStore(database_url, home=tmp_path)
    assert not (tmp_path / "master.key").exists()


def test_another_master_key_is_refused(database_url, tmp_path):
    PetitionStore(database_url, home=tmp_path).close()
    with pytest.raises(WrongMasterKey, match="PETITION_MASTER_KEY"):
        PetitionStore(database_url, home=tmp_path, master_key=MASTER_KEY)


@pytest.mark.parametrize("words", ["", "not base64!", "c2hvcnQ=", "é"])
def test_what_is_no_key_is_refused(database_url, tmp_path, words):
    (tmp_path / "master.key").write_text(words)
    with pytest.raises(MasterKeyMalformed, match=r"master\.key"):
        PetitionStore(database_url, home=tmp_path)
    assert tables(database_url) == 0


def test_a_home_that_cannot_be_written_leaves_no_store_behind(database_url, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    with pytest.raises(HomeNotWritable, match="choose a folder"):
        PetitionStore(database_url, home=blocked)
    assert tables(database_url) == 0


def test_connections_say_whose_they_are_and_do_not_stall(store):
    with store._datastore.get_connection() as connection:
        rows = connection.execute("SELECT name, setting FROM pg_settings").fetchall()
    settings = {row["name"]: row["setting"] for row in rows}
    assert settings["application_name"] == "petition_es"
    assert settings["idle_in_transaction_session_timeout"] == "5000"
    assert settings["search_path"] == "public"


def test_a_given_key_is_used_and_not_written_down(store, tmp_path):
    assert list(tmp_path.iterdir()) == []
