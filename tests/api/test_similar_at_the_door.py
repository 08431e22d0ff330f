"""What is shown of similar petitions before sending, and to officers; what strangers never see."""

from itertools import count
from random import Random

import psycopg
import pytest
from at_the_counter import BUREAU, ELSEWHERE, PETITIONER, as_demo, problem
from hypothesis import given, settings
from hypothesis import strategies as st

from petition_es.audits.running.asking import similar_index_of
from petition_es.domain.entry import Actor

WORDS = "临江路垃圾中转站每天夜里作业，臭气和噪音让景澜苑的住户无法入睡，投诉过两次，没有人来管。"
AGAIN = (
    "临江路垃圾中转站还是每天夜里作业，景澜苑的住户被臭气和噪音折磨，投诉两次之后仍然没有人来管。"
)
TITLE, TITLE_AGAIN = "临江路垃圾中转站臭气扰民", "再次投诉临江路垃圾中转站臭气"
BODY = {"title": TITLE_AGAIN, "text": AGAIN, "parties": [{"petitioner_id": "p-road"}]}
OTHER = "bridge-petitioner"
SERIALS = count()


class Intake:
    """The door, and an index that has read everything."""

    def __init__(self, counter):
        self.counter, self.house = counter, counter.house

    def hand_in(self, **said):
        handed_in = self.counter.submitted(**{"title": TITLE, "text": WORDS, **said})
        self.catch_up()
        return handed_in["number"]

    def catch_up(self):
        similar_index_of(self.house.store, self.house.law, self.house.clock()).catch_up()

    def check(self, headers=None, **said):
        self.catch_up()
        return self.counter.client.post(
            "/petitions?check=similar", json={**BODY, **said}, headers=headers or {}
        )

    def shown(self, headers=None, **said):
        answer = self.check(headers, **said)
        assert answer.status_code == 200, answer.text
        return {each["number"]: each for each in answer.json()["similar"]}

    def listed(self, who, number):
        self.catch_up()
        answer = self.counter.read(f"/petitions/{number}/similar", who)
        assert answer.status_code == 200, answer.text
        return {each["number"]: each for each in answer.json()["similar"]}


@pytest.fixture(scope="module")
def intake(counter):
    return Intake(counter)


@pytest.fixture(scope="module")
def own(intake):
    """A petition of the road's petitioner, which nobody published."""
    return intake.hand_in()


@pytest.fixture(scope="module")
def published(intake):
    number = intake.hand_in(title=TITLE, text=WORDS + "请尽快处理。")
    intake.counter.done(BUREAU, number, "register", purpose="request")
    intake.counter.done(BUREAU, number, "disclose", audience="public", reason="published")
    return number


def test_ones_own_is_told_with_its_reasons_and_nothing_is_handed_in(intake, own):
    before = intake.house.store.last_position()
    found = intake.shown(as_demo(PETITIONER))[own]
    assert (found["whose"], found["state"], found["days"]) == ("own", "submitted", 0)
    assert found["chance"] > 0.5
    assert found["features"]["same_person"] is True
    assert "same person" in found["why"]["en"]
    assert "同一信访人" in found["why"]["zh"]
    assert f"{found['features']['right']:.2f} of the rare words" in found["why"]["en"]
    assert intake.house.store.last_position() == before


@pytest.mark.parametrize("who", [None, OTHER, ELSEWHERE])
def test_others_are_told_of_what_is_published_and_of_nothing_else(intake, own, published, who):
    found = intake.shown(as_demo(who) if who else None)
    assert own not in found
    assert found[published]["whose"] == "published"


def test_to_strangers_no_share_and_no_person_is_told(intake, published):
    found = intake.shown()[published]
    assert found["features"] is None
    assert not any(sign.isdigit() for sign in found["why"]["en"])
    assert "person" not in found["why"]["en"]
    assert found["chance"] == round(found["chance"], 1)


def test_who_names_somebody_else_in_the_body_learns_nothing_of_them(intake, own):
    body = {"parties": [{"petitioner_id": "p-road"}], "title": "路灯", "text": "灯坏了"}
    assert own in intake.shown(as_demo(PETITIONER))
    assert own not in intake.shown()
    assert own not in intake.shown(as_demo(OTHER), **body)
    assert own not in intake.shown(None, **body)


def test_a_token_that_may_not_read_is_shown_what_strangers_are(intake, own, published):
    by = Actor(actor_id="p-road", role="petitioner")
    assert own in intake.shown(intake.counter.token(by))
    assert set(intake.shown(intake.counter.token(by, "act:submit"))) == set(intake.shown())


def test_an_officer_who_writes_down_for_somebody_sees_what_the_office_holds(intake, own, published):
    found = intake.shown(as_demo(BUREAU))
    assert found[published]["whose"] == "office"
    assert found[published]["features"]["same_person"] is True


def test_what_is_not_valid_is_refused_before_anything_is_looked_for(intake):
    assert intake.check(text="").status_code == 422
    answer = intake.counter.client.post("/petitions?check=else", json={}, headers={})
    assert answer.status_code == 422


def test_without_the_check_a_petition_is_handed_in_as_ever(intake):
    assert intake.counter.submit(title=TITLE, text=WORDS).status_code == 201
    assert intake.counter.submit(headers={}).status_code == 401


def test_while_the_index_is_made_anew_programs_are_told_to_ask_again(intake, published):
    intake.catch_up()
    with psycopg.connect(**intake.house.store.address) as making:
        making.execute("LOCK TABLE petition_audits.similar IN ACCESS EXCLUSIVE MODE")
        answer = intake.counter.client.post("/petitions?check=similar", json=BODY)
        listed = intake.counter.read(f"/petitions/{published}/similar", BUREAU)
    for each in (answer, listed):
        problem(each, 503, "busy")
        assert int(each.headers["Retry-After"]) > 0
    assert published in intake.shown()


# ---- Officers ------------------------------------------------------------------------------------


def test_an_officer_sees_why_and_links_with_what_the_list_says(intake, published):
    later = intake.hand_in(title=TITLE_AGAIN, text=AGAIN)
    intake.counter.done(BUREAU, later, "register", purpose="request")
    found = intake.listed(BUREAU, later)[published]
    assert (found["said"], found["whose"]) == (None, "office")
    assert found["link"]["method"] == "similarity"
    assert "same_person" in found["link"]["features"]
    intake.counter.done(BUREAU, later, "link", **found["link"])
    assert intake.listed(BUREAU, later)[published]["said"] == "same_matter"
    intake.counter.done(BUREAU, later, "unlink", other=published, relation="same_matter")
    assert intake.listed(BUREAU, later)[published]["said"] == "unlinked"
    intake.counter.done(BUREAU, later, "link", **{**found["link"], "relation": "related"})
    assert intake.listed(BUREAU, later)[published]["said"] == "related"


def test_similar_petitions_are_for_those_who_work_on_the_petition(intake, published):
    path = f"/petitions/{published}/similar"
    problem(intake.counter.read(path), 401, "no-actor")
    assert intake.counter.read(path, PETITIONER).status_code == 403
    assert intake.counter.read(path, ELSEWHERE).status_code == 403
    assert intake.counter.read(path, "auditor").status_code == 200


def test_who_petitions_without_a_name_is_not_told_by_likeness(intake, published):
    """Only the bureau that registered it knows the name; another office may read the petition."""
    later = intake.hand_in(title=TITLE_AGAIN, text=AGAIN)
    intake.counter.done(
        PETITIONER, later, "disclose", target="names", audience="auditor",
        reason="petitioner_asked",
    )  # fmt: skip
    intake.counter.done(BUREAU, later, "register", purpose="request")
    intake.counter.done(BUREAU, later, "refer", to_unit="haiyang-roads")
    assert intake.listed(BUREAU, later)[published]["features"]["same_person"] is True
    found = intake.listed("haiyang-roads", later)
    assert found
    assert all(not (each["features"] or {}).get("same_person") for each in found.values())
    assert all("same person" not in each["why"]["en"] for each in found.values())


def test_that_two_petitions_are_one_persons_is_not_told_by_listing_them_either(intake):
    """Of two with no word in common, one lets its name be known to its own bureau alone."""
    hidden = intake.hand_in(title="咨询入学材料", text="孩子六岁，户口在外地，需要准备哪些材料。")
    by = {"target": "names", "audience": "auditor", "reason": "petitioner_asked"}
    intake.counter.done(PETITIONER, hidden, "disclose", **by)
    other = intake.hand_in(title="水压太低", text="六楼每天傍晚没有自来水。")
    for number in (hidden, other):
        intake.counter.done(BUREAU, number, "register", purpose="request")
        intake.counter.done(BUREAU, number, "refer", to_unit="haiyang-roads")
    assert hidden not in intake.listed("haiyang-roads", other)
    assert other not in intake.listed("haiyang-roads", hidden)


# ---- Strangers -----------------------------------------------------------------------------------

ACCUSED = {"accused": [{"kind": "person", "identity": "张某"}]}
STEPS = st.sampled_from(
    [
        ("disclose", {"audience": "public", "reason": "published"}),
        ("disclose", {"audience": "petitioner", "reason": "privacy"}),
        ("disclose", {"audience": "officer", "reason": "secrecy"}),
        ("disclose", {"audience": "auditor", "reason": "secrecy"}),
        ("classify", {"flags": ["confidential"], "reason": "new_facts"}),
        ("classify", {"legal_path": "accusation", "reason": "new_facts"}),
    ]
)
REGISTERED = st.sampled_from(
    [{"purpose": "request"}, {"purpose": "accusation"}, {"purpose": "accusation", **ACCUSED}]
)


@settings(max_examples=25)
@given(registered=REGISTERED, steps=st.lists(STEPS, min_size=1, max_size=4))
def test_a_stranger_is_shown_no_more_than_what_anybody_may_open(intake, registered, steps):
    drawn = Random(next(SERIALS))  # noqa: S311  # words that no other petition has
    words = "".join(chr(drawn.randrange(0x4E00, 0x9FA5)) for _ in range(60))
    said = {"title": words[:12], "text": words}
    number = intake.hand_in(**said)
    intake.counter.done(BUREAU, number, "register", **registered)
    for act, body in steps:
        intake.counter.act(BUREAU, number, act, body)
    is_shown = number in intake.shown(**said)
    is_open = intake.counter.read(f"/petitions/{number}/timeline").status_code == 200
    is_closed = registered != {"purpose": "request"} or any(act == "classify" for act, _ in steps)
    assert is_shown == (is_open and not is_closed)
    assert number in intake.shown(as_demo(PETITIONER), **said)
