"""The year has the shares that are stated, and the durations and lengths of real logs."""

import subprocess
import sys
from collections import Counter
from math import sqrt
from pathlib import Path
from random import Random
from statistics import mean, quantiles

import pytest
from the_year import PETITIONS, YEAR, Loaded

from petition_es.domain.codes import Channel
from petition_es.domain.petition import (
    OpinionIssued,
    Referred,
    Registered,
    Replied,
    Resolved,
    Returned,
    Submitted,
)
from petition_es.simulation import fitted
from petition_es.simulation.arrivals import arrival
from petition_es.simulation.fitted import chars, days
from petition_es.simulation.shares import _file as shares_file
from petition_es.simulation.ways import WAYS

REPOSITORY = Path(__file__).parents[2]
SIGMAS = 4


def assert_near(counts: Counter, table: str, drawn: int) -> None:
    """Every alternative came as often as its share says, within four deviations."""
    weights = shares_file()[table]
    for alternative, weight in weights.items():
        expected = weight / sum(weights.values())
        spread = SIGMAS * sqrt(drawn * expected * (1 - expected))
        assert abs(counts[alternative] - drawn * expected) <= spread + 1, alternative
    assert set(counts) <= set(weights)


def of_kind(loaded: Loaded, kind: type) -> list:
    return [event for event in loaded.events if isinstance(event, kind)]


def test_petitions_come_by_the_channels_in_their_shares(loaded: Loaded):
    channels = Counter(event.channel for event in of_kind(loaded, Submitted))
    assert_near(channels, "channel", PETITIONS)
    assert set(channels) <= set(Channel.__args__)


def test_one_in_twelve_comes_by_phone_app_or_wechat():
    weights = shares_file()["channel"]
    online = (weights["mobile"] + weights["wechat"]) / sum(weights.values())
    assert online == pytest.approx(80_000 / 971_000, abs=0.001)


def test_purposes_and_categories_are_in_their_shares(loaded: Loaded):
    registered = of_kind(loaded, Registered)
    assert_near(Counter(event.purpose for event in registered), "purpose", len(registered))
    first = [arrival(YEAR, row)[0] for row in range(PETITIONS)]
    subjects = Counter(each.matter.subject for each in first if each.turn == 1)
    assert_near(subjects, "subject", subjects.total())


def test_every_way_is_walked(loaded: Loaded):
    assert set(shares_file()["way"]) == set(WAYS)
    ends = Counter(type(stream[-1]).__name__ for stream in loaded.streams)
    assert {"Withdrawn", "Declined", "MergedInto", "Resolved", "Evaluated"} <= set(ends)


def test_a_petition_has_between_seven_and_eight_events(loaded: Loaded):
    assert mean(len(stream) for stream in loaded.streams) == pytest.approx(7.5, abs=0.4)


def test_petitions_are_passed_on_over_several_levels(loaded: Loaded):
    hops = Counter(sum(isinstance(e, Referred) for e in stream) for stream in loaded.streams)
    assert sum(n for many, n in hops.items() if many >= 2) > PETITIONS / 20
    returned = {event.originator_id for event in of_kind(loaded, Returned)}
    assert PETITIONS / 100 < len(returned) < PETITIONS / 10


def test_petitions_are_as_long_as_real_ones(loaded: Loaded):
    lengths = [len(event.text.reveal()) for event in of_kind(loaded, Submitted)]
    assert mean(lengths) == pytest.approx(350, abs=25)
    assert chars("petition").mean == pytest.approx(mean(lengths), abs=25)


def test_answers_are_as_long_as_real_ones(loaded: Loaded):
    lengths = [
        len(e.text.reveal()) for e in loaded.events if isinstance(e, Replied | OpinionIssued)
    ]
    assert mean(lengths) == pytest.approx(350, abs=30)


def test_what_is_drawn_has_the_quantiles_it_was_fitted_to():
    random = Random(5)  # noqa: S311  # no secret
    drawn = quantiles([days("answering").draw(random) for _ in range(20_000)], n=100)
    cuts = dict(zip(fitted._file()["quantiles"], fitted._file()["days"]["answering"], strict=True))
    for quantile in (0.1, 0.25, 0.5, 0.75, 0.9):
        assert drawn[round(quantile * 100) - 1] == pytest.approx(cuts[quantile], rel=0.1)


def test_units_resolve_about_as_fast_as_offices_answered(loaded: Loaded):
    """From the reply or opinion of a unit back to the petition: half of them within a month."""
    spans = []
    for stream in loaded.streams:
        ends = [event for event in stream if isinstance(event, Resolved)]
        if ends:
            spans.append((ends[0].at - stream[0].at).days)
    assert 5 < sorted(spans)[len(spans) // 2] < 60


def test_what_is_shipped_is_what_the_script_prints(shared_data: Path):
    script = REPOSITORY / "benchmarks" / "fitting.py"
    printed = subprocess.run(
        [sys.executable, str(script), "--data", str(shared_data)],
        capture_output=True,
        check=True,
    ).stdout
    shipped = REPOSITORY / "src" / "petition_es" / "simulation" / "fitted.toml"
    assert printed == shipped.read_bytes()
