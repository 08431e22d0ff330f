"""Forms as they arrive: within limits, and never in clear on a disk."""

import asyncio
from contextlib import aclosing
from types import SimpleNamespace

import pytest
from fastapi import Request

from petition_es.api.at_the_door import Busy, NotReadable, TooLarge, TooSlow, WrongMediaType
from petition_es.api.attachments import arriving, turns
from petition_es.api.pages.posted import FIELDS_MAX, posted
from petition_es.settings import Settings

MIB = 1024 * 1024
FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data; boundary=edge"


def request(body, kind, **settings):
    """A request that brings this body in pieces."""
    pieces = [body[start : start + 65536] for start in range(0, len(body), 65536)] or [b""]
    waiting = iter(pieces)
    left = len(pieces)

    async def receive():
        nonlocal left
        left -= 1
        return {"type": "http.request", "body": next(waiting), "more_body": left > 0}

    house = SimpleNamespace(settings=Settings(**settings))
    scope = {
        "type": "http",
        "headers": [(b"content-type", kind.encode())],
        "app": SimpleNamespace(state=SimpleNamespace(house=house)),
    }
    return Request(scope, receive)


def part(name, content, filename=None):
    file = f'; filename="{filename}"' if filename is not None else ""
    head = f'--edge\r\nContent-Disposition: form-data; name="{name}"{file}\r\n\r\n'
    return head.encode() + content + b"\r\n"


def read(body, kind, look=lambda form: form, **settings):
    async def once():
        forms = posted(request(body, kind, **settings))
        form = await anext(forms)
        seen = look(form)
        assert [more async for more in forms] == []
        return seen

    return asyncio.run(once())


def test_fields_are_read_in_either_kind_of_form():
    assert read(b"title=%E6%A1%A5&text=a+b", FORM).fields == {"title": "桥", "text": "a b"}
    body = part("title", "桥".encode()) + b"--edge--\r\n"
    assert read(body, PARTS).fields == {"title": "桥"}


def test_of_a_field_sent_twice_the_first_counts():
    assert read(b"a=1&a=2", FORM).get("a") == "1"
    assert read(b"a=1", FORM).get("b") == ""


def test_a_large_file_stays_in_memory_and_is_closed_at_the_end():
    body = part("papers", b"x" * (3 * MIB), "a.txt") + b"--edge--\r\n"
    seen = []

    def look(form):
        (paper,) = form.files
        seen.append(paper)
        return paper.file._rolled, paper.size

    assert read(body, PARTS, look) == (False, 3 * MIB)
    assert seen[0].file.closed


def test_no_file_at_all_is_none():
    assert read(part("papers", b"", "") + b"--edge--\r\n", PARTS).files == ()


def test_more_bytes_than_a_form_may_have_are_too_large():
    body = part("papers", b"x" * 60_000, "a.txt") + b"--edge--\r\n"
    with pytest.raises(TooLarge):
        read(body, PARTS, attachment_limit=1000, body_limit=1000)
    with pytest.raises(TooLarge):
        read(b"a=" + b"x" * 60_000, FORM, attachment_limit=1000, body_limit=1000)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"no parts", PARTS),
        (part("a", b"1"), "multipart/form-data"),
        (b"&".join(b"f%d=1" % n for n in range(FIELDS_MAX + 1)), FORM),
        (b"a=" + b"x" * (300 * 1024), FORM),
        (b"".join(part("f", b"", f"{n}") for n in range(30)) + b"--edge--\r\n", PARTS),
    ],
)
def test_what_is_no_form_or_too_much_of_one_is_not_read(body, kind):
    with pytest.raises(NotReadable):
        read(body, kind)


@pytest.mark.parametrize("kind", ["application/json", "text/plain", ""])
def test_other_bodies_are_no_forms(kind):
    with pytest.raises(WrongMediaType):
        read(b"{}", kind)


@pytest.mark.parametrize("charset", ["utf-7", "raw_unicode_escape", "rot13", "nonsense", "utf-16"])
def test_odd_charsets_smuggle_in_nothing_that_cannot_be_written(charset):
    body = part("a", b"\\ud800 +2AA-") + b"--edge--\r\n"
    said = read(body, f"multipart/form-data; charset={charset}; boundary=edge").get("a")
    assert said.encode()


@pytest.mark.parametrize("charset", ["undefined", "idna"])
def test_a_charset_that_decodes_nothing_is_not_read(charset):
    body = part("a", b"xn--0") + b"--edge--\r\n"
    with pytest.raises(NotReadable):
        read(body, f"multipart/form-data; charset={charset}; boundary=edge")


def test_a_form_with_files_holds_a_turn_while_it_is_answered_and_others_none():
    left = lambda _: turns.KEEPING.value  # noqa: E731  # what is looked at
    body = part("papers", b"x", "a.txt") + b"--edge--\r\n"
    assert read(body, PARTS, left) == turns.FORMS_KEPT_AT_ONCE - 1
    assert read(b"a=1", FORM, left) == turns.KEEPING.value == turns.FORMS_KEPT_AT_ONCE


def test_forms_that_fill_the_memory_together_are_asked_to_come_again(monkeypatch):
    monkeypatch.setattr("petition_es.api.pages.posted.FORMS", room := turns.Room(3 * MIB))
    body = part("papers", b"x" * (2 * MIB), "a.txt") + b"--edge--\r\n"

    async def both():
        async with aclosing(posted(request(body, PARTS))) as first:
            await anext(first)
            async with aclosing(posted(request(body, PARTS))) as second:
                with pytest.raises(Busy):
                    await anext(second)

    asyncio.run(both())
    assert room.taken == 0


def test_a_form_that_stands_still_is_not_waited_for_and_holds_no_turn(monkeypatch):
    monkeypatch.setattr(arriving, "PATIENCE_SECONDS", 0.05)
    stalled = request(b"", PARTS)
    seen = []

    async def receive():
        seen.append(turns.KEEPING.value)
        await asyncio.Event().wait()

    stalled._receive = receive
    with pytest.raises(TooSlow):
        asyncio.run(anext(posted(stalled)))
    assert seen == [turns.FORMS_KEPT_AT_ONCE]
