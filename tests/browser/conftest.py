"""The real server on a port of its own, and people with browsers who visit it."""

import os
import re
import subprocess
import sys
import time
from functools import cache
from pathlib import Path

import pytest
from oddities import Oddities
from offices import Offices
from playwright.sync_api import sync_playwright
from visitor import Visitor

from databases import MASTER_KEY

HERE = Path(__file__).parent
COMMAND = Path(sys.executable).with_name("petition-es")
ADDRESS = re.compile(r"http://127\.0\.0\.1:[0-9]+")

QUIET = [
    "--no-sandbox",  # As root Chromium starts only without one; it visits nothing but us.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]
SHARP = 2 if os.environ.get("PETITION_SCREENSHOTS") else 1
"""Pixels of the screen for a pixel of the page: more are only for pictures, and cost time."""

PHONE = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": SHARP,
    "has_touch": True,
    "is_mobile": True,
}
LOCALES = {"zh": "zh-CN", "en": "en-GB"}


@pytest.fixture(scope="session")
def site(databases, tmp_path_factory):
    """The address of the demonstration, served by the command that people start it with."""
    url, home = databases.create(), tmp_path_factory.mktemp("site")
    settings = {
        "PETITION_DATABASE_URL": url,
        "PETITION_HOME": str(home),
        "PETITION_MASTER_KEY": MASTER_KEY,
    }
    command = [COMMAND, "serve", "--demo", "--port", "0"]
    with (home / "told.txt").open("w+") as told:
        server = subprocess.Popen(command, env=os.environ | settings, stdout=told, stderr=told)
        try:
            yield address_of(server, home / "told.txt")
        finally:
            server.terminate()
            server.wait(timeout=30)
    databases.drop(url)


def address_of(server, told):
    """Where the server that just started says that it can be visited."""
    while server.poll() is None:
        if found := ADDRESS.search(told.read_text()):
            return found[0]
        time.sleep(0.05)
    return pytest.fail(told.read_text())


@cache
def looked_for_chromium():
    """What the search for a browser found: its path, or why there is none."""
    return subprocess.run([HERE / "find-chromium"], capture_output=True, text=True, check=False)


def pytest_runtest_setup(item):
    """Without a browser skip, all in this one place, so that one line tells why; never under CI."""
    if "browser" not in item.fixturenames or looked_for_chromium().returncode == 0:
        return
    found = f"No browser for the browser tests: {looked_for_chromium().stderr.strip()}"
    reason = os.environ.get("PETITION_TEST_NO_BROWSER") or f"{found}; make test installs one"
    if os.environ.get("CI") in {"true", "1"}:
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="module")
def browser():
    """One browser for the tests of a file: its event loop must not outlive them."""
    with sync_playwright() as playwright:
        path = looked_for_chromium().stdout.strip()
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def visit(browser, site):
    """Let people visit, each with a window of their own; nothing odd may happen in any."""
    oddities = Oddities(site)
    contexts = []

    def visit_it(language="zh", *, scripts=True, **more):
        settings = PHONE | {"locale": LOCALES[language], "java_script_enabled": scripts} | more
        contexts.append(browser.new_context(**settings))
        contexts[-1].set_default_timeout(10_000)
        oddities.listen_to(contexts[-1])
        return Visitor(contexts[-1], site, language, scripts=scripts)

    yield visit_it
    for context in contexts:
        context.close()
    assert oddities.seen == []


@pytest.fixture(scope="session")
def offices(site):
    """The offices' own programs."""
    with Offices(site) as them:
        yield them
