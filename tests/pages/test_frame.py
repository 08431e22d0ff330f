"""What every page has: one language, a title of its own, a way to the other language."""

import httpx
import pytest
from page_reading import read

from petition_es.api.pages.language import Asked, chosen, preferred
from petition_es.api.problems import problem_types
from petition_es.messages import LANGUAGES, keys

ADDRESSES = ["/", "/submit", "/how-it-works", "/problems", "/problems/not-your-unit", "/nothing"]


@pytest.fixture
def client(site):
    with httpx.Client(base_url=site, headers={"Accept": "text/html"}, timeout=20) as opened:
        yield opened


# ---- Every page ----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_has_what_a_page_needs(client, address, language):
    page = read(client.get(address, headers={"Accept-Language": language}).text)
    assert page.one("html")["lang"] == {"zh": "zh-CN", "en": "en"}[language]
    assert page.one("main")["id"] == "main"
    assert page.one("a", of="skip")["href"] == "#main"
    assert len(page.all("h1")) == 1
    assert page.one("meta", name="viewport")
    assert page.one(role="note").text
    (other,) = [e for e in page.one("nav", of="top__languages").elements if e.get("lang")]
    assert other["lang"] == {"zh": "en", "en": "zh-CN"}[language]


def test_every_page_has_a_title_of_its_own(client):
    titles = [read(client.get(address).text).one("title").text for address in ADDRESSES]
    assert len(set(titles)) == len(titles)


# ---- The language --------------------------------------------------------------------------------


def test_a_language_that_was_asked_for_is_remembered(client):
    assert client.get("/problems?lang=en").cookies["lang"] == "en"
    assert read(client.get("/problems").text).one("html")["lang"] == "en"


def test_a_language_that_we_do_not_speak_is_not_remembered(client):
    assert "lang" not in client.get("/problems?lang=fr").cookies


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("en-GB,en;q=0.9", "en"),
        ("fr, en;q=0.3, zh;q=0.7", "zh"),
        ("fr", None),
        ("", None),
        ("en;q=0", None),
        ("en;q=x, zh;q=0.1", "zh"),
        ("ZH-hant", "zh"),
        ("*", None),
    ],
)
def test_the_browser_says_which_language_it_likes_best(header, language):
    assert preferred(header) == language


def test_what_was_asked_for_goes_before_what_is_liked():
    asked = Asked(query="en", cookie="zh", header="zh", setting="zh")
    assert chosen(asked) == "en"
    assert chosen(asked._replace(query="fr")) == "zh"
    assert chosen(Asked(header="fr", setting="en")) == "en"
    assert chosen(Asked()) == "zh"


# ---- Problems ------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_problem_is_explained_in_both_languages(client, language):
    page = read(client.get("/problems", headers={"Accept-Language": language}).text)
    explained = {link["href"] for link in page.all("a", of="term")}
    assert explained == {kind.uri for kind in problem_types().values()}
    for kind in problem_types().values():
        answer = client.get(kind.uri, headers={"Accept-Language": language})
        assert answer.status_code == 200
        assert kind.uri in read(answer.text).one("code").text


def test_every_status_of_a_problem_has_a_headline():
    statuses = {kind.status for kind in problem_types().values()}
    assert {f"page.wrong.{status}" for status in statuses} <= keys()


def test_a_browser_that_loses_its_way_gets_a_page_and_a_program_a_problem(client):
    page = client.get("/nothing")
    assert page.status_code == 404
    assert page.headers["Content-Type"].startswith("text/html")
    assert page.headers["Cache-Control"] == "no-store"
    problem = client.get("/nothing", headers={"Accept": "application/json"})
    assert problem.headers["Content-Type"] == "application/problem+json"


def test_words_in_an_address_are_not_run(client):
    answer = client.get("/t/<script>alert(1)</script>")
    assert read(answer.text).all("script") == []


# ---- Static files --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["..%2frendering.py", "rendering.py", "style.css%00"])
def test_only_the_files_of_pages_are_sent(client, name):
    assert client.get(f"/static/{name}").status_code == 404


def test_style_and_script_stay_small(client):
    assert len(client.get("/static/style.css").content) < 9_000
    assert len(client.get("/static/live.js").content) < 3_000
