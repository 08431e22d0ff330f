"""A submission in the making (草稿): what was filled in so far, and what is wrong with it.

It travels in the form itself; nothing is kept before it is sent.
"""

import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from hashlib import sha256
from typing import Literal, Self, get_args

from petition_es.api.pages.fields import Mistake, is_phone, length, one_line, phone, words
from petition_es.api.pages.posted import Posted
from petition_es.messages import say

Step = Literal["words", "place", "person", "check"]
STEPS: tuple[Step, ...] = get_args(Step)

TITLE_MAX, TEXT_MAX, ADDRESS_MAX, NAME_MAX = 100, 8000, 200, 60

IDENTITIES = ("named", "hidden", "anonymous")
"""With a name; with one that the handling units do not see; without any."""

FORM_ID = re.compile(r"[A-Za-z0-9_-]{32}")
"""What a form is shown with: drawn at random, so that it is done once, however often it is sent."""


MARK_SIGNS = 16

FIELDS_OF: dict[Step, tuple[str, ...]] = {
    "words": ("title", "text"),
    "place": ("address",),
    "person": ("identity", "name", "phone", "consent"),
    "check": (),
}


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What a petitioner filled in; `form_id` is drawn with the empty form, so it is sent once."""

    form_id: str
    title: str = ""
    text: str = ""
    address: str = ""
    identity: str = "named"
    name: str = ""
    phone: str = ""
    consent: str = ""
    looked: str = ""
    """The words for which the petitioner has looked at similar petitions, as a mark of them."""

    @classmethod
    def begun(cls) -> Self:
        """An empty form."""
        return cls(form_id=drawn_form_id())

    @classmethod
    def read(cls, form: Posted) -> Self:
        """Read what was sent; a form without its id is a new one."""
        form_id, identity = form.get("form_id"), form.get("identity")
        return cls(
            form_id=form_id if FORM_ID.fullmatch(form_id) else drawn_form_id(),
            title=one_line(form.get("title")),
            text=words(form.get("text")),
            address=one_line(form.get("address")),
            identity=identity if identity in IDENTITIES else "named",
            name=one_line(form.get("name")),
            phone=phone(form.get("phone")),
            consent="yes" if form.get("consent") else "",
            looked=form.get("looked")[:MARK_SIGNS],
        )

    def carried(self, step: Step) -> Iterator[tuple[str, str]]:
        """The fields that the form of a step does not show, and carries along unseen."""
        for field in fields(self):
            if field.name not in FIELDS_OF[step]:
                yield field.name, getattr(self, field.name)

    @property
    def mark(self) -> str:
        """A mark of the words: other words have another one."""
        return sha256(f"{self.title}\n{self.text}".encode()).hexdigest()[:MARK_SIGNS]

    @property
    def is_looked_at(self) -> bool:
        """Tell whether the petitioner was shown what is similar to these very words."""
        return self.looked == self.mark

    def as_looked_at(self) -> Self:
        """The same, once what is similar was shown."""
        return replace(self, looked=self.mark)

    @property
    def is_anonymous(self) -> bool:
        """Tell whether the petitioner gives no name; what stands in its field is not sent then."""
        return self.identity == "anonymous"

    def handed_in(self, language: str) -> str:
        """The words that are handed in, with the place in a line of its own below them."""
        if not self.address:
            return self.text
        return f"{self.text}\n\n{say('submit.place.line', language, address=self.address)}"

    def mistakes(self, step: Step) -> list[Mistake]:
        """What is wrong with the fields of one step."""
        return {
            "words": self._words_wrong,
            "place": self._place_wrong,
            "person": self._person_wrong,
            "check": list[Mistake],
        }[step]()

    def first_wrong(self, *, before: Step) -> tuple[Step, list[Mistake]] | None:
        """The first step before this one with mistakes in it; None when all is well."""
        for step in STEPS[: STEPS.index(before)]:
            if mistakes := self.mistakes(step):
                return step, mistakes
        return None

    def _words_wrong(self) -> list[Mistake]:
        return [
            *length("title", self.title, most=TITLE_MAX, needed="submit.title.missing"),
            *length("text", self.text, most=TEXT_MAX, needed="submit.text.missing"),
        ]

    def _place_wrong(self) -> list[Mistake]:
        return length("address", self.address, most=ADDRESS_MAX)

    def _person_wrong(self) -> list[Mistake]:
        wrong = [] if self.is_anonymous else self._identity_wrong()
        return wrong if self.consent else [*wrong, Mistake("consent", "submit.consent.missing")]

    def _identity_wrong(self) -> list[Mistake]:
        wrong = length("name", self.name, most=NAME_MAX, needed="submit.name.missing")
        if self.phone and not is_phone(self.phone):
            wrong.append(Mistake("phone", "submit.phone.wrong"))
        return wrong


def drawn_form_id() -> str:
    """Draw the id of a form that is shown for the first time."""
    return secrets.token_urlsafe(24)
