import os
import pty
import signal

import pytest
from embedded_actors import OWN_AND_STAY, is_gone, next_line, said, server_pid, server_runs, until

LAST_WORDS = """
try:
    print(server.start(), flush=True)
    time.sleep(600)
finally:
    psycopg.connect(server.start()).close()  # what unwinds still has its database
    print("unwound", flush=True)
"""


@pytest.mark.parametrize("signum", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_unwinds_the_owner_stops_the_server_and_is_seen_in_the_status(home, run, signum):
    owner = run(home, LAST_WORDS)
    next_line(owner)
    pid = server_pid(home)
    owner.send_signal(signum)
    assert owner.communicate(timeout=20)[0] == "unwound\n"
    assert owner.returncode in {128 + signum, -signum}
    assert is_gone(pid)


def test_a_closed_terminal_stops_the_server(home, run):
    terminal, keyboard = pty.openpty()
    take_terminal = "import fcntl, termios; fcntl.ioctl(0, termios.TIOCSCTTY)\n"
    owner = run(home, take_terminal + OWN_AND_STAY, stdin=keyboard)
    next_line(owner)
    os.close(keyboard)
    os.close(terminal)
    owner.wait(timeout=20)
    assert not server_runs(home)


def test_ctrl_c_in_the_terminal_reaches_the_owner_and_not_the_server(home, run):
    hold = "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\n"
    owner = run(home, hold + OWN_AND_STAY)
    next_line(owner)
    assert os.getpgid(server_pid(home)) != owner.pid
    os.killpg(owner.pid, signal.SIGINT)
    assert not is_gone(server_pid(home))


def test_a_process_that_just_ends_stops_its_server(home, run):
    pid = int(
        said(
            run(
                home,
                "server.start(); print(open(home / 'postgresql/data/postmaster.pid').readline())",
            )
        )
    )
    assert is_gone(pid)


def test_a_handler_of_the_application_stays_in_command(home, run):
    body = """
def graceful(*_):
    psycopg.connect(server.start()).close()
    print("handled", flush=True)
    sys.exit(7)
signal.signal(signal.SIGTERM, graceful)
print(server.start(), flush=True)
time.sleep(600)
"""
    owner = run(home, body)
    next_line(owner)
    owner.terminate()
    assert owner.communicate(timeout=20)[0] == "handled\n"
    assert owner.returncode == 7
    assert not server_runs(home)


def test_an_ignored_hangup_stays_ignored_as_nohup_wants_it(home, run):
    owner = run(home, "signal.signal(signal.SIGHUP, signal.SIG_IGN)\n" + OWN_AND_STAY)
    next_line(owner)
    owner.send_signal(signal.SIGHUP)
    assert next_line(owner) == "True"
    assert server_runs(home)


def test_handlers_are_taken_off_when_the_last_owner_in_the_process_stops(home, spare_home, run):
    body = f"""
second = EmbeddedPostgres(Path({str(spare_home)!r}))
server.start(), second.start()
server.stop()
between = signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
second.stop()
print(between, signal.getsignal(signal.SIGTERM) is signal.SIG_DFL)
"""
    assert said(run(home, body)) == "False True"


def test_a_start_outside_the_main_thread_works_and_leaves_signals_alone(home, run):
    body = """
import threading
thread = threading.Thread(target=server.start); thread.start(); thread.join()
print(server.owns, signal.getsignal(signal.SIGTERM) is signal.SIG_DFL)
"""
    assert said(run(home, body)) == "True True"
    assert not server_runs(home)


def test_sigterm_in_the_middle_of_the_first_start_leaves_no_server_and_no_half_made_folder(
    empty_home, run
):
    owner = run(empty_home, OWN_AND_STAY)
    folder = empty_home / "postgresql"
    until(lambda: list(folder.glob("data-new-*/data/global")))
    owner.terminate()
    owner.wait(timeout=20)
    assert owner.returncode == 143
    assert not list(folder.glob("data*"))


def test_kill_9_in_the_middle_of_the_first_start_is_made_good_by_the_next(empty_home, run):
    owner = run(empty_home, OWN_AND_STAY)
    folder = empty_home / "postgresql"
    until(lambda: list(folder.glob("data-new-*/data/global")))
    owner.kill()
    owner.wait()
    assert not (folder / "data").exists()
    heir = run(empty_home, "psycopg.connect(server.start()).close(); print(server.owns)")
    assert said(heir) == "True"
    assert [path.name for path in folder.glob("data*")] == ["data"]
