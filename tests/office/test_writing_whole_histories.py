"""Whole histories pass the rules of every act, and are written once, as one piece."""

from dataclasses import replace
from uuid import UUID

from histories import day
from office_setting import PETITIONER, Setting, officer
from petition_es.domain import refusals
from petition_es.domain.codes import Party
from petition_es.domain.entry import Actor, Entry
from petition_es.domain.identity import derived_id, petitioner_stream
from petition_es.domain.petition import Petition, Refer, Register, Resolve, Submit, Urge
from petition_es.domain.petitioner import Created, Petitioner
from petition_es.domain.sealed import Sealed
from petition_es.office.histories import Fate, History, Step, derived_number

IMPORTER = Actor(actor_id="importer", role="importer")


def step(record: str, name: str, act: object, actor: Actor = IMPORTER, on: float = 0) -> Step:
    entry = Entry(
        event_id=derived_id("elsewhere", record, name), actor=actor, at=day(on), recorded_at=day(20)
    )
    return Step(act, entry)  # type: ignore[arg-type]


def history(record: str = "1", text: str = "路坏了", *more: Step) -> History:
    submit = Submit(title=Sealed("路"), text=Sealed(text), parties=(Party(petitioner_id="p-li"),))
    steps = (step(record, "submitted", submit), step(record, "registered", Register()), *more)
    return History(derived_id("elsewhere", record, "petition"), steps)


def test_a_new_history_is_written(setting: Setting) -> None:
    outcome = setting.histories.write([history()])[0]
    assert (outcome.fate, outcome.events) == (Fate.IMPORTED, 2)
    petition = setting.office.petition(outcome.history.petition_id)
    assert petition.file.number == str(derived_number(petition.id, 2016))


def test_writing_it_again_changes_nothing(setting: Setting) -> None:
    setting.histories.write([history()])
    before = setting.log.length
    assert [o.fate for o in setting.histories.write([history()])] == [Fate.ALREADY]
    assert setting.log.length == before


def test_what_was_done_since_does_not_make_it_another_history(setting: Setting) -> None:
    written = setting.histories.write([history()])[0].history
    setting.clock.now = day(30)
    setting.office.perform(written.petition_id, Urge(), PETITIONER)
    assert setting.histories.write([history()])[0].fate is Fate.ALREADY


def test_the_same_record_with_other_words_is_told_apart(setting: Setting) -> None:
    setting.histories.write([history()])
    outcome = setting.histories.write([history(text="灯坏了")])[0]
    assert outcome.fate is Fate.OTHER_CONTENT


def test_a_history_longer_than_what_is_on_record_is_told_apart(setting: Setting) -> None:
    setting.histories.write([history()])
    longer = history("1", "路坏了", step("1", "referred", Refer(to_unit="roads"), on=1))
    assert setting.histories.write([longer])[0].fate is Fate.OTHER_CONTENT


def test_an_erased_history_is_not_brought_back(setting: Setting) -> None:
    written = setting.histories.write([history()])[0].history
    stream = setting.log.streams[written.petition_id]
    gone = Sealed.closed(lambda: None)
    stream[0] = replace(stream[0], title=gone, text=gone)
    assert setting.histories.write([history()])[0].fate is Fate.ALREADY


def test_an_unlawful_history_is_refused_with_its_rule_and_step(setting: Setting) -> None:
    outcome = setting.histories.write([history("1", "路坏了", step("1", "resolved", Resolve()))])[0]
    assert (outcome.fate, outcome.step) == (Fate.REFUSED, 2)
    assert isinstance(outcome.refusal, refusals.NoOpinion)
    assert outcome.history.petition_id not in setting.log.load_many([outcome.history.petition_id])


def test_one_refused_history_does_not_hold_up_the_others(setting: Setting) -> None:
    bad = history("2", "路坏了", step("2", "resolved", Resolve()))
    fates = [o.fate for o in setting.histories.write([history("1"), bad, history("3")])]
    assert fates == [Fate.IMPORTED, Fate.REFUSED, Fate.IMPORTED]
    assert setting.log.appends == 1 + len_of_tree(setting)


def len_of_tree(setting: Setting) -> int:
    return sum(unit is not None for unit in map(setting.units.find, TREE_IDS))


TREE_IDS = ("province", "city", "county", "roads", "water", "other-city")


def test_the_policy_holds_for_histories_too(setting: Setting) -> None:
    foreign = step("1", "referred", Refer(to_unit="roads"), officer("other-city"), on=1)
    registered = history("1", "路坏了", foreign)
    first, second = registered.steps[:2]
    by_county = replace(second, entry=replace(second.entry, actor=officer("county")))
    outcome = setting.histories.write([replace(registered, steps=(first, by_county, foreign))])[0]
    assert isinstance(outcome.refusal, refusals.NotYourUnit)


def test_two_petitions_that_would_get_one_number_get_two(setting: Setting) -> None:
    one, other = history("1"), history("2")
    twin = replace(other, petition_id=type(one.petition_id)(int=one.petition_id.int + 10**10))
    setting.histories.write([one, twin])
    numbers = {
        Petition.replay(None, setting.log.load(each.petition_id)).file.number  # type: ignore[union-attr, arg-type]
        for each in (one, twin)
    }
    assert len(numbers) == 2


def with_person(told: History) -> History:
    petitioner = Petitioner(petitioner_stream("p-li"))
    entry = replace(told.steps[0].entry, event_id=derived_id("elsewhere", "p-li", "created"))
    petitioner.create(entry, petitioner_id="p-li")
    return replace(told, persons=tuple(petitioner.collect_events()))


def test_who_stands_behind_histories_is_written_once(setting: Setting) -> None:
    setting.histories.write([with_person(history("1")), with_person(history("2"))])
    setting.histories.write([with_person(history("3"))])
    assert [type(e) for e in setting.log.load(petitioner_stream("p-li"))] == [Created]


def test_who_stands_behind_a_refused_history_is_not_written(setting: Setting) -> None:
    setting.histories.write([with_person(history("1", "路坏了", step("1", "resolved", Resolve())))])
    assert setting.log.load(petitioner_stream("p-li")) == []


def test_a_history_that_comes_twice_in_one_batch_is_written_once(setting: Setting) -> None:
    batch = [history("1"), history("1"), history("1", "灯坏了")]
    fates = [outcome.fate for outcome in setting.histories.write(batch)]
    assert fates == [Fate.IMPORTED, Fate.ALREADY, Fate.OTHER_CONTENT]


def test_a_refused_history_keeps_its_number_from_nobody(setting: Setting) -> None:
    bad = history("1", "路坏了", step("1", "resolved", Resolve()))
    twin = replace(history("2"), petition_id=UUID(int=bad.petition_id.int + 10**10))
    setting.histories.write([bad, twin])
    petition = setting.office.petition(twin.petition_id)
    assert petition.file.number == str(derived_number(bad.petition_id, 2016))


def test_a_number_that_is_in_the_register_is_not_given_out_again(setting: Setting) -> None:
    one = history("1")
    setting.histories.write([one])
    twin = replace(history("2"), petition_id=UUID(int=one.petition_id.int + 10**10))
    setting.histories.write([twin])
    numbers = {setting.office.petition(each.petition_id).file.number for each in (one, twin)}
    assert len(numbers) == 2


def test_a_history_that_brings_its_number_keeps_it(setting: Setting) -> None:
    number = str(derived_number(UUID(int=77), 2016))
    submitted, registered = history("1").steps[:2]
    numbered = replace(submitted, act=replace(submitted.act, number=number))
    told = replace(history("1"), steps=(numbered, registered))
    assert setting.histories.write([told])[0].fate is Fate.IMPORTED
    petition = setting.office.petition(told.petition_id)
    assert [event.number for event in petition.recorded] == [number, number]
