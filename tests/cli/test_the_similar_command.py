"""`petition-es audit similar`, and `audit score --duplicates`, from the outside."""

import pytest

from petition_es.domain.identity import derived_id

LIST = """case_enquiry_id,open_dt,closed_dt,closure_reason,case_title,type,department,location,\
latitude,longitude,source
11,2015-01-01 07:30:00,,,Rat,Pests,ISD,7 Main St,42.3469,-71.1508,Self Service
12,2015-01-01 07:40:00,2015-01-02 08:00:00,Duplicate of 11,Rat,Pests,ISD,,42.3469,-71.1507,Twitter
13,2015-03-01 07:30:00,,,Dog,Strays,ACC,9 Elm St,42.3969,-71.1008,Constituent Call
14,2015-03-09 07:30:00,,,Cat,Cats,ACC,,,,Constituent Call
"""


@pytest.fixture
def requests(command, tmp_path):
    """The list, taken in."""
    path = tmp_path / "requests.csv"
    path.write_text(LIST)
    said = command("import", "requests", str(path), "--json")
    assert said.code == 0
    return command


@pytest.fixture
def marked(tmp_path):
    path = tmp_path / "marked.csv"
    path.write_text("duplicate,original\n12,11\n13,14\n13,99\n")
    return str(path)


def test_similar_petitions_are_shown_with_the_reasons(requests):
    number = str(derived_id("boston-311", "12", "petition"))
    said = requests("audit", "similar", number, "--limit", "1", "--json")
    assert said.code == 0
    assert (said.json["metres"], said.json["days"], said.json["same_category"]) == (8, 0.01, True)
    assert not said.json["same_person"]
    assert 0 <= said.json["chance"] <= 1
    assert said.json["number"].startswith("XF2015-")
    told = requests("audit", "similar", number)
    assert "Metres" in told.out
    assert "up to date" in told.err


def test_marked_duplicates_are_scored_and_the_missed_ones_named(requests, marked):
    said = requests("audit", "score", "--duplicates", marked, "--source", "boston-311", "--json")
    told = said.json
    assert (told["pairs"], told["unknown"], told["eligible"], told["rest"]) == (3, 1, 1, 1)
    assert (told["found"], told["found_first"], told["part"]) == (1, 1, 1.0)
    assert [each["duplicate"] for each in told["missed"]] == ["13"]
    assert told["median_ms"] > 0
    shown = requests("audit", "score", "--duplicates", marked)
    assert "1.000" in shown.out
    assert "Missed, sharing neither type nor place: 13, original 14: - m" in shown.out


def test_pairs_of_another_source_are_unknown(requests, marked):
    said = requests("audit", "score", "--duplicates", marked, "--source", "chicago-311", "--json")
    assert (said.json["unknown"], said.json["part"], said.json["p99_ms"]) == (3, None, None)


@pytest.mark.parametrize("both", [[], ["--labels", "a.csv", "--duplicates", "b.csv"]])
def test_one_file_is_scored_at_a_time(command, both):
    said = command("audit", "score", *both)
    assert said.code == 2
    assert "Name one file" in said.err


def test_a_file_without_marked_pairs_is_refused_in_words(command, tmp_path):
    path = tmp_path / "none.csv"
    path.write_text("a,b\n")
    said = command("audit", "score", "--duplicates", str(path))
    assert said.code != 0
    assert "the columns are to be duplicate, original" in said.err


def test_who_is_not_in_the_store_has_nobody_like_it(command):
    assert command("audit", "similar", "XF2016-00000-00000-00").code != 0
