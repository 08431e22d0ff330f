"""A report is opened from a folder, on a phone and on paper, without any network."""

import re

import pytest

from petition_es.cli.app import run

YEAR = ("--from", "2016-01-01", "--to", "2016-12-31")


@pytest.fixture(scope="module")
def report(module_database_url, tmp_path_factory):
    """A report of the demonstration, in Chinese."""
    folder = tmp_path_factory.mktemp("reports")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PETITION_DATABASE_URL", module_database_url)
        patch.setenv("PETITION_HOME", str(folder))
        for words in (
            ("demo",),
            ("audit", "run"),
            ("audit", "report", *YEAR, "--lang", "zh", "--out", str(folder / "report.html")),
        ):
            assert run(words) == 0
    return folder / "report.html"


@pytest.fixture
def opened(browser, report):
    """The report in a window of its own that is offline, without scripts."""
    context = browser.new_context(
        offline=True, java_script_enabled=False, viewport={"width": 390, "height": 844}
    )
    page = context.new_page()
    page.asked_for, page.said = [], []
    page.on("request", lambda request: page.asked_for.append(request.url))
    page.on("console", lambda message: page.said.append(message.text))
    page.goto(report.as_uri())
    yield page
    context.close()


def test_it_asks_for_nothing_else(opened, report):
    assert opened.asked_for == [report.as_uri()]
    assert opened.said == []


@pytest.mark.parametrize("width", [390, 1000])
def test_it_is_no_wider_than_the_screen(opened, width):
    opened.set_viewport_size({"width": width, "height": 844})
    assert opened.locator("main").bounding_box()["width"] <= width
    assert opened.locator("html").evaluate("page => page.scrollWidth") <= width
    assert opened.locator("svg.columns").is_visible()


def test_it_can_be_printed(opened):
    printed = opened.pdf(format="A4", prefer_css_page_size=True)
    assert printed.startswith(b"%PDF")
    assert re.search(rb"/Type ?/Page\b", printed)
