"""A petitioner at a browser without scripts: opens pages, fills in their forms, presses buttons."""

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx
from page_reading import Element, read
from PIL import Image

from petition_es.bootstrap import House
from petition_es.domain.petition import Petition, Submitted
from petition_es.domain.petitioner import Petitioner

ORDINARY = {
    "title": "村口的石拱桥成了危桥",
    "text": "桥面塌了一角。\n请尽快派人来看看。",
    "address": "高沟镇河网村村口",
    "identity": "named",
    "name": "陈桂兰",
    "phone": "139 0000 1001",
    "consent": "yes",
}
"""What is filled in, step by step, where a test does not say otherwise."""

STEPS = (
    (("title", "text"), "place"),
    (("address",), "person"),
    (("identity", "name", "phone", "consent"), "check"),
)
"""Which fields each step shows, and the button that leads on."""


@dataclass
class Page:
    """A page that was answered."""

    browser: "Browser"
    response: httpx.Response

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def tree(self) -> Element:
        return read(self.response.text)

    @property
    def heading(self) -> str:
        return self.tree.one("h1").text

    @property
    def alert(self) -> str:
        """What the summary of mistakes says; nothing where there is none."""
        return " ".join(each.text for each in self.tree.all(role="alert"))

    def value(self, name: str) -> str | None:
        """What stands in a field."""
        for each in self.tree.all(name=name):
            if each.tag == "textarea":
                # A parser drops the line break right after the tag, as browsers do.
                return "".join(map(str, each.children)).removeprefix("\n")
            if each.get("type") not in ("radio", "checkbox") or "checked" in each.attributes:
                return each.get("value")
        return None

    def send(self, button: str | None = None, files: Any = None, **filled: str) -> "Page":
        """Fill in the page's form and press a button."""
        (form,) = (each for each in self.tree.all("form") if each.get("method") == "post")
        fields = {**self._fields(form), **filled}
        if button is not None:
            fields["go"] = button
        is_multipart = form.get("enctype") == "multipart/form-data"
        return self.browser.post(form["action"], fields, files or [] if is_multipart else None)

    def _fields(self, form: Element) -> dict[str, str]:
        named = {each.get("name"): None for each in form.elements if each.get("name")}
        skipped = {each.get("name") for each in form.elements if each.tag == "button"}
        files = {each.get("name") for each in form.all(type="file")}
        values = {name: self.value(name) for name in named.keys() - skipped - files}
        return {name: value for name, value in values.items() if value is not None}


@dataclass
class Browser:
    """One browser, with its cookies."""

    client: httpx.Client
    language: str = "en"
    headers: Mapping[str, str] = field(default_factory=dict)

    def open(self, path: str, **query: str) -> Page:
        response = self.client.get(path, params=query or None, headers=self._headers())
        return Page(self, response)

    def post(self, path: str, fields: Mapping[str, str], files: Any = None) -> Page:
        headers = {**self._headers(), "Origin": str(self.client.base_url).rstrip("/")}
        if files is None:
            return Page(self, self.client.post(path, data=dict(fields), headers=headers))
        parts = [(name, (None, value)) for name, value in fields.items()]
        parts += [("papers", file) for file in files] or [("papers", ("", b""))]
        return Page(self, self.client.post(path, files=parts, headers=headers))

    def fill_in(self, **said: str) -> Page:
        """Fill in the submission, up to its last step."""
        page, words = self.open("/submit"), {**ORDINARY, **said}
        for shown, button in STEPS:
            page = page.send(button, **{name: words[name] for name in shown if words[name]})
        return page

    def submit(self, files: Any = None, **said: str) -> Page:
        """Hand a petition in, and see its receipt."""
        return self.fill_in(**said).send("send", files)

    def _headers(self) -> dict[str, str]:
        return {"Accept": "text/html", "Accept-Language": self.language, **self.headers}


def number_on(receipt: Page) -> str:
    """The number on a receipt."""
    return receipt.tree.one("p", "number").text


def code_on(receipt: Page) -> str:
    """The query code on a receipt."""
    return receipt.tree.one("p", "code").text


def photo(name: str = "bridge.jpg") -> tuple[str, bytes, str]:
    """A photo, as a form sends it."""
    drawn = io.BytesIO()
    Image.new("RGB", (40, 30), (90, 120, 160)).save(drawn, "JPEG")
    return (name, drawn.getvalue(), "image/jpeg")


def petition_on(house: House, receipt: Page) -> Petition:
    """The petition that a receipt is about."""
    return house.office.petition(house.office.petition_id(number_on(receipt)))


def person_on(house: House, receipt: Page) -> Petitioner | None:
    """Who petitions, as far as the office was told."""
    (party,) = petition_on(house, receipt).file.parties
    return house.persons.find(party)


def submission_on(house: House, receipt: Page) -> Submitted:
    """What was handed in for a receipt."""
    first = petition_on(house, receipt).recorded[0]
    assert isinstance(first, Submitted)
    return first
