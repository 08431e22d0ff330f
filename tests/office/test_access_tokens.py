"""Tokens that say who acts: scoped, hashed, expiring, revocable (访问令牌)."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from histories import day
from office_setting import officer
from petition_es.domain.refusals import (
    NoSuchScope,
    NoSuchToken,
    RoleMayNot,
    TokenWithoutTime,
    TokenWithoutUnit,
)
from petition_es.office.access import Access

WEEK = timedelta(days=7)
OFFICER = officer("county")


@pytest.fixture
def access(store):
    """The tokens of a real store."""
    return Access(store.tokens, uuid4)


def issued(access, **other):
    said = {"scopes": ["read", "act:refer"], "lasts": WEEK, "now": day(0), **other}
    return access.issue(OFFICER, **said)


def test_a_token_tells_who_acts_and_what_for(access):
    token, grant = issued(access, label="kiosk")
    found = access.find(token, day(1))
    assert found == grant
    assert (found.actor, found.scopes, found.label) == (OFFICER, ("act:refer", "read"), "kiosk")


def test_a_token_is_kept_as_a_hash_only(access, store):
    token, _ = issued(access)
    with store._datastore.get_connection() as connection:
        rows = connection.execute("SELECT t::text AS all FROM public.access_tokens t").fetchall()
    assert len(rows) == 1
    assert token not in rows[0]["all"]
    assert token.encode().hex() not in rows[0]["all"]


def test_a_token_that_nobody_issued_opens_nothing(access):
    issued(access)
    assert access.find("pes_made-up", day(1)) is None
    assert access.find("", day(1)) is None


def test_a_token_ends(access):
    token, _ = issued(access)
    assert access.find(token, day(7) - timedelta(seconds=1)) is not None
    assert access.find(token, day(7)) is None


def test_a_revoked_token_opens_nothing_and_stays_in_the_list(access):
    token, grant = issued(access)
    access.revoke(grant.token_id, day(1))
    access.revoke(grant.token_id, day(2))
    assert access.find(token, day(3)) is None
    assert access.all() == [replace(grant, revoked_at=day(1))]


def test_only_a_token_that_was_issued_can_be_revoked(access):
    with pytest.raises(NoSuchToken):
        access.revoke(uuid4(), day(1))


@pytest.mark.parametrize("scopes", [[], ["write"], ["read", "act:fly"]])
def test_a_token_is_issued_for_known_things(access, scopes):
    with pytest.raises(NoSuchScope):
        issued(access, scopes=scopes)


@pytest.mark.parametrize("lasts", [timedelta(0), timedelta(days=-1), timedelta(days=367)])
def test_a_token_lasts_for_a_while_and_not_for_ever(access, lasts):
    with pytest.raises(TokenWithoutTime):
        issued(access, lasts=lasts)


@pytest.mark.parametrize("role", ["importer", "steward"])
def test_whoever_keeps_the_store_needs_no_token(access, role):
    with pytest.raises(RoleMayNot):
        access.issue(replace(OFFICER, role=role), scopes=["act"], lasts=WEEK, now=day(0))


def test_an_officers_token_names_the_unit(access):
    with pytest.raises(TokenWithoutUnit):
        access.issue(replace(OFFICER, unit_id=None), scopes=["act"], lasts=WEEK, now=day(0))
