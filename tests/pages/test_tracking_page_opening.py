"""Coming to a petition with its number, and with its query code."""

import httpx
import pytest
from page_reading import read

from petition_es.demonstration.telling import DEMONSTRATION_CODE
from petition_es.demonstration.the_article import bridge
from petition_es.domain.codes import Party
from petition_es.domain.entry import Actor
from petition_es.domain.petition import PetitionNumber, Submit
from petition_es.domain.sealed import Sealed


@pytest.fixture
def client(site):
    """A browser that asks for pages in English."""
    headers = {"Accept": "text/html", "Accept-Language": "en"}
    with httpx.Client(base_url=site, headers=headers, timeout=30) as opened:
        yield opened


@pytest.fixture
def handed_in(house):
    """A petition that nobody published: its number and code are known to its petitioner."""
    act = Submit(
        title=Sealed("路"), text=Sealed("路坏了"), parties=(Party(petitioner_id="p-handed-in"),)
    )
    return house.office.submit(act, Actor(actor_id="p-handed-in", role="petitioner"))


@pytest.fixture
def published(house):
    """The number of a petition that everybody may see."""
    return house.office.petition(bridge().petition_id).file.number


def opened(client, recorded):
    return client.post(f"/t/{recorded.number}/open", data={"code": recorded.query_code})


def test_a_published_petition_is_shown_to_everybody(client, published):
    page = client.get(f"/t/{published}")
    assert page.status_code == 200
    assert published in read(page.text).one("h1").text
    assert page.headers["Cache-Control"] == "private, no-cache"


def test_the_number_alone_opens_nothing_and_does_not_tell_whether_it_exists(client, handed_in):
    nobodys = str(PetitionNumber(2016, 77))
    ours, nothing = client.get(f"/t/{handed_in.number}"), client.get(f"/t/{nobodys}")
    assert ours.status_code == nothing.status_code == 404
    assert ours.text.replace(handed_in.number, "N") == nothing.text.replace(nobodys, "N")


def test_every_typing_of_a_number_leads_to_one_address(client, published):
    typed = published.lower().replace("-", "")
    answer = client.get(f"/t/{typed}?lang=zh")
    assert answer.status_code == 308
    assert answer.headers["Location"] == f"/t/{published}?lang=zh"


def test_a_mistyped_number_is_told_on_a_page(client):
    answer = client.get("/t/XF2016-44181-59663-54")
    assert answer.status_code == 404
    assert "mistyped" in read(answer.text).one("main").text


def test_the_right_code_opens_the_petition_to_this_browser_alone(client, site, handed_in):
    answer = opened(client, handed_in)
    assert answer.status_code == 303
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert handed_in.query_code not in cookie
    page = client.get(answer.headers["Location"])
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-store"
    assert "You have opened your petition" in read(page.text).text
    assert httpx.get(f"{site}{answer.headers['Location']}").status_code == 404


def test_a_wrong_code_opens_nothing_and_says_so_at_the_field(client, handed_in):
    answer = client.post(f"/t/{handed_in.number}/open", data={"code": "0000-0000-0000"})
    assert answer.status_code == 403
    assert "Set-Cookie" not in answer.headers
    page = read(answer.text)
    field = page.one("input")
    assert field["aria-invalid"] == "true"
    assert "code-error" in field["aria-describedby"]
    assert "wrong" in page.one("p", id="code-error").text
    assert page.one(role="alert").one("a")["href"] == "#code"
    assert "0000-0000-0000" not in answer.text


def test_after_too_many_wrong_codes_even_the_right_one_has_to_wait(client, handed_in):
    for _ in range(5):
        client.post(f"/t/{handed_in.number}/open", data={"code": "0000-0000-0000"})
    answer = opened(client, handed_in)
    assert answer.status_code == 429
    assert answer.headers["Retry-After"]
    assert "Set-Cookie" not in answer.headers


def test_an_empty_code_is_asked_for_and_does_not_count_as_an_attempt(client, handed_in):
    for _ in range(6):
        answer = client.post(f"/t/{handed_in.number}/open", data={"code": "  "})
        assert answer.status_code == 422
    assert opened(client, handed_in).status_code == 303


def test_a_form_of_another_site_opens_nothing(client, published):
    answer = client.post(
        f"/t/{published}/open",
        data={"code": DEMONSTRATION_CODE},
        headers={"Origin": "https://elsewhere.example"},
    )
    assert answer.status_code == 403
    assert "Set-Cookie" not in answer.headers


def test_closing_the_view_closes_it(client, handed_in):
    opened(client, handed_in)
    answer = client.post(f"/t/{handed_in.number}/close")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert client.get(f"/t/{handed_in.number}").status_code == 404


def test_the_page_and_all_that_it_loads_is_small(client, published):
    page = client.get(f"/t/{published}")
    tree = read(page.text)
    loaded = [link["href"] for link in tree.all("link")] + [s["src"] for s in tree.all("script")]
    assert all(address.startswith("/static/") for address in loaded)
    answers = [page, *(client.get(address) for address in loaded)]
    assert {answer.status_code for answer in answers} == {200}
    assert sum(int(answer.headers["Content-Length"]) for answer in answers) < 40_000
    for answer in answers[1:]:
        assert "immutable" in answer.headers["Cache-Control"]
