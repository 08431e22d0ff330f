"""The scripts that find and install a browser, in a made-up world of commands; no browser runs."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent
OF_THE_SYSTEM = ("cat", "chmod", "dirname", "env", "sed", "sh")


class World:
    """A folder of commands that is all there is."""

    def __init__(self, folder):
        self.folder = folder
        self.apt_log = folder / "apt.log"
        for name in OF_THE_SYSTEM:
            (folder / name).symlink_to(shutil.which(name))
        self.command("uname", "echo Linux")
        self.command("id", "echo 0")
        self.command("fc-list", "echo NotoSansCJK")

    def command(self, name, body):
        (self.folder / name).write_text(f"#!/bin/sh\n{body}\n")
        (self.folder / name).chmod(0o755)

    def apt_that_brings_chromium(self):
        new = self.folder / "chromium"
        makes_it = f"printf '#!/bin/sh\n' > {new}; chmod 755 {new}"
        self.command("apt-get", f'echo "$@" >> {self.apt_log}; {makes_it}')

    def run(self, script, **settings):
        return subprocess.run(
            [HERE / script],
            env={"PATH": str(self.folder), **settings},
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture
def world(tmp_path):
    if any(Path("/Applications").glob("*Chrom*.app")):
        pytest.skip("this machine has a browser outside every PATH")
    return World(tmp_path)


def test_a_browser_that_starts_is_found(world):
    world.command("google-chrome", "exit 0")
    found = world.run("find-chromium")
    assert (found.returncode, found.stdout) == (0, f"{world.folder}/google-chrome\n")


def test_the_browser_that_is_named_goes_before_all_others(world):
    world.command("chromium", "exit 0")
    world.command("mine", "exit 0")
    found = world.run("find-chromium", PETITION_TEST_BROWSER=f"{world.folder}/mine")
    assert found.stdout == f"{world.folder}/mine\n"


def test_a_script_that_only_asks_for_the_browser_is_none(world):
    world.command("chromium", "exit 1")
    found = world.run("find-chromium")
    assert found.returncode == 1
    assert "chromium-browser, google-chrome" in found.stderr


def test_nothing_is_said_or_done_when_all_is_there(world):
    world.command("chromium", "exit 0")
    world.apt_that_brings_chromium()
    done = world.run("install-chromium", CI="true")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert not world.apt_log.exists()


def test_a_missing_browser_is_installed_once_without_asking_for_new_lists(world):
    world.apt_that_brings_chromium()
    first, second = world.run("install-chromium"), world.run("install-chromium")
    assert (first.returncode, first.stdout) == (0, "")
    assert "Installing Chromium" in first.stderr
    assert (second.returncode, second.stdout, second.stderr) == (0, "", "")
    (line,) = world.apt_log.read_text().splitlines()
    assert "install" in line
    assert "fonts-noto-cjk" in line


def test_old_lists_are_renewed_when_they_no_longer_serve(world):
    world.command("apt-get", f'echo "$@" >> {world.apt_log}; exit 100')
    world.run("install-chromium")
    assert [line.split()[-1] for line in world.apt_log.read_text().splitlines()] == [
        "fonts-noto-cjk",
        "update",
    ]


OBSTACLES = {
    "there is no apt-get": lambda world: world.command("apt", ""),
    "apt-get could not install it": lambda world: world.command("apt-get", "exit 100"),
    "only Debian": lambda world: world.command("uname", "echo Darwin"),
    "needs root": lambda world: (world.command("apt-get", ""), world.command("id", "echo 1000")),
}


@pytest.mark.parametrize("words", OBSTACLES)
def test_what_stands_in_the_way_is_one_line_and_no_failure(world, words):
    OBSTACLES[words](world)
    done = world.run("install-chromium")
    (line,) = done.stdout.splitlines()
    assert done.returncode == 0
    assert words in line
    assert "PETITION_TEST_BROWSER=" in line


@pytest.mark.parametrize("words", OBSTACLES)
def test_where_changes_are_judged_it_is_a_failure(world, words):
    OBSTACLES[words](world)
    done = world.run("install-chromium", CI="true")
    assert (done.returncode, done.stdout) == (1, "")
    assert words in done.stderr


def test_sudo_without_a_password_is_as_good_as_root(world):
    world.command("id", "echo 1000")
    world.command("sudo", 'shift; test "$1" = true || exec "$@"')
    world.apt_that_brings_chromium()
    done = world.run("install-chromium")
    assert (done.returncode, done.stdout) == (0, "")
    assert os.access(world.folder / "chromium", os.X_OK)
