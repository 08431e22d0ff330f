"""Petitions that were answered with nobody reached before, and what is found of it."""

from histories import ROADS, accepted, happened, received, referred
from petition_es.audits.running.shown import Wanted, find, of_the_last
from petition_es.domain.petition import OpinionIssued
from petition_es.domain.sealed import Sealed
from written import petition


def answered(serial, on=0):
    """A petition that was answered, and nobody had spoken with the petitioner."""
    return petition(
        serial, "路灯", f"村东第 {serial} 盏路灯坏了。", on=on,
        more=(
            referred(ROADS, on=on + 2), received(ROADS, on=on + 3), accepted(ROADS, on=on + 4),
            happened(
                OpinionIssued, ROADS, on + 6, "opinion", ("to-roads-accepted",),
                opinion_id="opinion", text=Sealed("已修好。"),
            ),
        ),
    )  # fmt: skip


def listed(house, **wanted):
    """The findings of one rule, the latest first."""
    asked = Wanted(rules=["no_contact"], **wanted)
    return of_the_last(
        house.store.address, lambda connection, build: list(find(connection, build, asked))
    )


def ids(findings):
    return [each.finding_id for each in findings]
