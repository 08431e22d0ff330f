"""The entries of the record and the names of the parties, each reader as far as it may see."""

from uuid import uuid4

import pytest
from at_the_counter import AUDITOR, BUREAU, ELSEWHERE, PETITIONER, UNIT, problem

from petition_es.api.examples import EXAMPLES
from petition_es.demonstration.the_article import bridge, road
from petition_es.domain.petition import PetitionNumber
from petition_es.projections.timeline.audience import AUDIENCES

WORDS = ("桥面塌了", "修好危桥", "经现场核查", "桥修好了", "石拱桥")
"""What stands in sealed words of the bridge's petition."""


def events(counter, petition, who=None, **query):
    return counter.client.get(
        f"/petitions/{petition}/events",
        params=query,
        headers={"Authorization": f"Bearer demo:{who}"} if who else {},
    )


def each_view(counter, petition):
    """What each audience is told, the public first."""
    return {
        audience: events(counter, petition, AUDITOR, audience=audience).json()["events"]
        for audience in AUDIENCES
    }


def test_a_wider_view_holds_every_entry_of_a_narrower_one(counter):
    views = each_view(counter, bridge().petition_id)
    ids = [{entry["id"] for entry in views[audience]} for audience in AUDIENCES]
    assert ids[0] < ids[2] <= ids[3]
    assert ids[0] <= ids[1] <= ids[2]


def test_an_auditor_sees_every_entry(counter):
    petition_id = bridge().petition_id
    listed = each_view(counter, petition_id)["auditor"]
    stored = counter.house.store.load(petition_id)
    assert [entry["sequence"] for entry in listed] == [e.originator_version for e in stored]
    assert [entry["event"] for entry in listed] == [e.TOPIC for e in stored]


def test_who_wrote_an_entry_is_for_auditors(counter):
    views = each_view(counter, bridge().petition_id)
    assert all(entry["actor"] is None for entry in views["public"])
    assert any(entry["actor"] == "officer-lianshui-transport" for entry in views["auditor"])


@pytest.mark.parametrize("audience", AUDIENCES)
def test_sealed_words_stand_in_no_entry(counter, audience):
    told = events(counter, bridge().petition_id, AUDITOR, audience=audience).text
    assert all(words not in told for words in WORDS)
    assert "code_hash" not in told


def test_the_widest_view_is_given_to_who_asks_for_none(counter):
    told = [
        events(counter, road().petition_id, who).json()["audience"]
        for who in (None, "bridge-petitioner", PETITIONER, UNIT, AUDITOR)
    ]
    assert told == ["public", "public", "petitioner", "officer", "auditor"]


@pytest.mark.parametrize(("who", "wanted"), [(PETITIONER, "officer"), (UNIT, "auditor")])
def test_a_wider_view_than_ones_own_is_refused(counter, who, wanted):
    answer = events(counter, road().petition_id, who, audience=wanted)
    assert problem(answer, 403, "view-not-yours")["facts"]["wanted"] == wanted


def test_nobody_in_particular_is_asked_who_they_are(counter):
    problem(events(counter, road().petition_id, audience="officer"), 401, "no-actor")


def test_a_view_of_ones_own_is_kept_by_nobody(counter):
    headers = {
        who: events(counter, road().petition_id, who).headers["cache-control"]
        for who in (None, PETITIONER, UNIT)
    }
    assert headers == {None: "no-cache", PETITIONER: "no-store", UNIT: "no-store"}


def test_pages_of_entries_lead_from_one_to_the_next(counter):
    petition_id = bridge().petition_id
    whole = events(counter, petition_id, AUDITOR).json()
    assert whole["next"] is None
    pages, address = [], f"/petitions/{petition_id}/events?limit=7"
    while address:
        page = counter.read(address, AUDITOR).json()
        pages.append(page["events"])
        address = page["next"]
    assert [len(page) for page in pages[:-1]] == [7] * (len(pages) - 1)
    assert [entry for page in pages for entry in page] == whole["events"]


def test_a_page_goes_on_in_the_view_that_it_began_in(counter):
    first = events(counter, bridge().petition_id, AUDITOR, audience="public", limit=3).json()
    second = counter.read(first["next"], AUDITOR).json()
    assert second["audience"] == "public"


@pytest.mark.parametrize(
    "query", [{"after": -1}, {"after": "x"}, {"limit": 0}, {"limit": 501}, {"audience": "me"}]
)
def test_a_question_out_of_bounds_is_pointed_at(counter, query):
    told = problem(events(counter, bridge().petition_id, **query), 422, "fields-not-valid")
    assert [error["at"] for error in told["errors"]] == [f"query: {next(iter(query))}"]


# ---- What is not there, and what is not to be known ----------------------------------------------


@pytest.fixture
def closed(counter):
    """A petition that was published to nobody."""
    return counter.registered()


UNKNOWN = str(PetitionNumber(2026, 1))
READ = ("timeline", "events", "documents/{document}", "timeline?happened_by=1999-01-01")


@pytest.mark.parametrize("what", READ)
@pytest.mark.parametrize("who", [None, "bridge-petitioner", ELSEWHERE])
def test_what_is_closed_is_answered_as_what_is_not_there(counter, closed, what, who):
    document = closed["petition"]
    paths = [
        f"/petitions/{petition}/{what}".format(document=document)
        for petition in (closed["number"], closed["petition"], UNKNOWN, uuid4())
    ]
    answers = [counter.read(path, who) for path in paths]
    told = [problem(answer, 404, answer.json()["type"].rpartition("/")[2]) for answer in answers]
    for each in told:
        each.pop("instance")
    assert told == [told[0]] * 4
    headers = [set(answer.headers) for answer in answers]
    assert headers == [headers[0]] * 4


def alike(counter, ask, closed):
    """Check that a question about a closed petition is answered as about none at all."""
    told = [ask(petition).json() for petition in (closed["number"], UNKNOWN)]
    for each in told:
        each.pop("instance")
    assert told[0] == told[1]
    return told[0]["status"]


@pytest.mark.parametrize(
    "what", ["parties", "events?audience=officer", "timeline?audience=officer"]
)
@pytest.mark.parametrize(
    ("who", "status"), [(None, 401), ("bridge-petitioner", 404), (ELSEWHERE, 404)]
)
def test_a_wide_view_of_what_is_closed_is_asked_for_in_vain(counter, closed, what, who, status):
    ask = lambda petition: counter.read(f"/petitions/{petition}/{what}", who)  # noqa: E731
    assert alike(counter, ask, closed) == status


@pytest.mark.parametrize(
    ("act", "body"),
    [
        ("urge", {}),
        ("add-material", {"attachments": ["forged"]}),
        ("correct", EXAMPLES["correct"] | {"effect": "amend", "changes": {"x": 1}}),
        ("register", {}),
    ],
)
def test_another_petitioner_is_not_told_that_there_is_such_a_petition(counter, closed, act, body):
    ask = lambda petition: counter.act("bridge-petitioner", petition, act, body)  # noqa: E731
    assert alike(counter, ask, closed) == 404


def test_a_number_that_cannot_be_one_is_told_apart(counter):
    told = problem(counter.read("/petitions/XF2016-44181-59663-54/events"), 404, "number-mistyped")
    assert told["facts"] == {"number": "XF2016-44181-59663-54"}


def test_an_office_reads_what_it_wrote_down_until_another_has_registered_it(counter):
    handed_in = counter.submitted(who=UNIT, on_behalf_of="p-road")["number"]
    path = f"/petitions/{handed_in}/events"
    assert counter.read(path, UNIT).json()["audience"] == "officer"
    problem(counter.read(path, ELSEWHERE), 404, "no-such-petition")
    counter.done(BUREAU, handed_in, "register")
    problem(counter.read(path, UNIT), 404, "no-such-petition")


# ---- Who petitions -------------------------------------------------------------------------------


def parties(counter, petition, who):
    return counter.read(f"/petitions/{petition}/parties", who)


def test_the_offices_at_work_are_told_whom_to_reach(counter):
    for who in (BUREAU, UNIT, AUDITOR):
        answer = parties(counter, road().petition_id, who)
        assert answer.headers["cache-control"] == "no-store"
        (party,) = answer.json()["parties"]
        assert (party["name"], party["phone"]) == ("于海生", "13900001002")
        assert not party["withheld"]


def test_a_petitioner_is_told_nobodys_name(counter):
    answer = counter.read(f"/petitions/{road().petition_id}/parties", PETITIONER)
    problem(answer, 403, "view-not-yours")


def test_another_office_is_told_no_name(counter):
    problem(parties(counter, road().petition_id, ELSEWHERE), 403, "view-not-yours")


def test_a_name_that_the_petitioner_withheld_is_told_to_the_registering_bureau_alone(counter):
    petition_id = counter.referred()["petition"]
    counter.done(
        PETITIONER, petition_id, "disclose",
        target="names", audience="auditor", reason="petitioner_asked",
    )  # fmt: skip
    told = {
        who: [
            (p["withheld"], p["name"]) for p in parties(counter, petition_id, who).json()["parties"]
        ]
        for who in (UNIT, BUREAU, AUDITOR)
    }
    assert told[UNIT] == [(True, None)]
    assert told[BUREAU] == told[AUDITOR] == [(False, "于海生")]
