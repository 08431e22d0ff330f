"""What is counted beside the server is counted by one process, which nobody has to look after."""

import os
import time
from concurrent.futures import ThreadPoolExecutor

import psutil
import pytest

from petition_es.projections.clocks.apart import Apart
from petition_es.projections.clocks.faults import ScanFailed
from timed_logs import LAW


@pytest.fixture
def apart():
    opened = Apart({"host": "nowhere"}, LAW)
    yield opened
    opened.close()


def who_counts(address, law):
    return os.getpid(), address["host"], len(law.regimes)


def fails(address, law):
    raise LookupError(address["host"])


def lasts(address, law):
    time.sleep(60)


def test_one_other_process_counts_by_the_law_of_this_one(apart):
    pid, host, regimes = apart.count(who_counts)
    assert pid != os.getpid()
    assert (host, regimes) == ("nowhere", len(LAW.regimes))
    assert apart.count(who_counts)[0] == pid


def test_it_says_why_it_could_not_count_and_goes_on(apart):
    pid, *_ = apart.count(who_counts)
    with pytest.raises(ScanFailed, match="LookupError: nowhere"):
        apart.count(fails)
    assert apart.count(who_counts)[0] == pid


def test_one_that_died_is_replaced(apart):
    pid, *_ = apart.count(who_counts)
    psutil.Process(pid).kill()
    with pytest.raises(ScanFailed, match="gone"):
        apart.count(who_counts)
    assert apart.count(who_counts)[0] != pid


def test_whoever_waits_is_told_when_it_is_closed_in_the_middle(apart):
    pid, *_ = apart.count(who_counts)
    with ThreadPoolExecutor(1) as waiting:
        asked = waiting.submit(apart.count, lasts)
        apart.close()
        with pytest.raises(ScanFailed, match="gone"):
            asked.result(timeout=30)
    assert not psutil.pid_exists(pid)
