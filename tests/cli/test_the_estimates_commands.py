"""Estimates are published and listed on the terminal."""


def test_without_answer_times_it_says_what_to_do(command):
    command("demo")
    said = command("estimates", "publish")
    assert said.code == 3
    assert "petition-es projections run" in said.err
    assert command("estimates", "list").out == ""


def test_an_edition_is_published_once_a_day_and_listed(command):
    assert command("projections", "rebuild", "answer_times").code == 0
    said = command("estimates", "publish")
    assert (said.code, "Edition 1 is published" in said.err) == (0, True)
    assert "published already" in command("estimates", "publish").err
    listed = command("estimates", "list", "--json").json
    assert (listed["edition"], listed["version"], listed["groups"]) == (1, 2, 0)
    assert command("estimates", "list").out.startswith("1  published ")


def test_of_a_few_stories_nothing_is_expected(command):
    number = command("timeline", "XF2016-44181-59663-53", "--as", "officer", "--json")
    assert number.json["expectation"] is None
