"""Reports of what the last audit found: one file to read, one for tables, one for programs."""

import csv
import json
import re
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest

SITE = "https://audits.example"
YEAR = ("--from", "2016-01-01", "--to", "2017-12-31")
UNIT = ("--unit", "haiyang-roads")


@pytest.fixture(autouse=True)
def audited(command):
    """The demonstration is loaded and audited, once for this file."""
    command("demo")
    command("audit", "run")


@pytest.fixture
def written(command, tmp_path):
    """Write a report, and answer what stands in each of its files."""

    def write(*words, language="en"):
        paths = {name: tmp_path / f"report.{name}" for name in ("html", "csv", "json")}
        said = command(
            "audit", "report", *YEAR, *words, "--lang", language, "--base-url", SITE,
            "--out", str(paths["html"]), "--csv", str(paths["csv"]), "--json", str(paths["json"]),
        )  # fmt: skip
        assert said.code == 0, said.err
        with paths["csv"].open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        return Page(paths["html"].read_text("utf-8")), rows, json.loads(paths["json"].read_text())

    return write


class Page(HTMLParser):
    """The tags, links and words of a page."""

    def __init__(self, html):
        super().__init__()
        self.html, self.tags, self.links, self.words = html, [], [], ""
        self.language = None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.tags.append((tag, attributes))
        if tag == "html":
            self.language = attributes["lang"]
        if "href" in attributes:
            self.links.append(attributes["href"])

    def handle_data(self, data):
        self.words += data


def test_the_page_needs_nothing_but_itself(written):
    page, _, _ = written()
    assert not {tag for tag, _ in page.tags} & {"script", "img", "link", "iframe", "base", "object"}
    assert not any("src" in attributes or "onclick" in attributes for _, attributes in page.tags)
    assert "@import" not in page.html
    assert "url(" not in page.html


@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_is_whole_in_both_languages(written, language):
    page, rows, _ = written(language=language)
    assert page.language == language
    for word in {
        "zh": ("审查报告", "办而未结率", "问题线索（由重到轻）", "上年同期", "说明"),
        "en": ("Audit report", "Done without finishing", "the gravest first", "How this was made"),
    }[language]:
        assert word in page.words
    assert rows[0]["seen"] in page.words


def test_every_finding_leads_to_its_replay_at_the_deciding_event(written, command):
    page, rows, told = written()
    listed = command("audit", "list", "--from", YEAR[1], "--to", YEAR[3], "--json", "--limit", "0")
    findings = [json.loads(line) for line in listed.out.splitlines()]
    wanted = {f"{SITE}/replay/{each['number']}?at={each['position']}" for each in findings}
    assert len(rows) == len(told) == len(findings) > 0
    assert {row["replay"] for row in rows} == {each["replay"] for each in told} == wanted
    assert wanted <= set(page.links)
    assert {each["finding_id"] for each in told} == {each["finding_id"] for each in findings}


def test_the_gravest_come_first(written):
    _, rows, _ = written()
    order = [("grave", "concern", "note").index(row["severity"]) for row in rows]
    assert order == sorted(order)
    assert order[0] == 0


def test_the_rates_are_those_of_the_quality_command(written, command):
    page, _, _ = written(*UNIT)
    told = command("audit", "quality", *YEAR, *UNIT, "--json").json["whole"]["unfinished"]["now"]
    assert told["denominator"] > 0
    assert f"({told['numerator']}/{told['denominator']})" in page.words
    assert "undefined (0/0)" in page.words


def test_of_a_unit_it_tells_what_that_unit_has_to_explain(written):
    _, everything, _ = written()
    _, rows, _ = written(*UNIT)
    own = [row["finding_id"] for row in everything if row["unit_id"] == "haiyang-roads"]
    assert [row["finding_id"] for row in rows] == own


def test_of_a_division_it_tells_what_lies_there_or_below(written):
    _, everything, _ = written()
    _, within, _ = written("--division", "370600")
    _, there, _ = written("--division", "370687")
    _, elsewhere, _ = written("--division", "990000")
    all_of, city, county = (
        {row["finding_id"] for row in rows} for rows in (everything, within, there)
    )
    assert all_of > city >= county > set()
    assert elsewhere == []


def test_a_report_of_nothing_says_so(written):
    page, _, told = written("--division", "990000")
    assert told == []
    assert "Nothing was found." in page.words


def test_no_more_findings_are_told_one_by_one_than_asked_for(written):
    page, rows, _ = written("--listed", "1")
    links = [link for link in page.links if "/replay/" in link]
    assert len(links) < len(rows)
    assert f"of {len(rows)} are listed" in page.words


def test_what_a_unit_is_called_is_no_markup_and_no_formula(written, command):
    name = "=1+1<script>alert(1)</script>"
    command("units", "rename", "haiyang-roads", "--zh", name, "--en", name)
    page, rows, _ = written(*UNIT)
    assert "script" not in {tag for tag, _ in page.tags}
    assert name in page.words
    assert {row["unit"] for row in rows} == {f"'{name}"}


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ((), "Say where to write it"),
        (("--out", "/nowhere/at/all/report.html"), "cannot be written"),
        (("--out", "r.html", "--unit", "nobody"), "There is no unit nobody"),
        (("--out", "r.html", *UNIT, "--division", "370600"), "not of both"),
        (("--out", "r.html", "--base-url", "javascript:alert(1)"), "http:// or https://"),
    ],
)
def test_what_makes_no_sense_is_refused(command, words, why, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    said = command("audit", "report", *YEAR, *words)
    assert said.code == 2
    assert why in " ".join(re.sub("[│╭╰─╮╯]", "", said.err).split())
    assert list(tmp_path.iterdir()) == []


def test_links_without_a_site_are_relative(command, tmp_path):
    out = tmp_path / "report.json"
    command("audit", "report", *YEAR, "--json", str(out))
    assert all(urlsplit(each["replay"]).netloc == "" for each in json.loads(out.read_text()))
