"""Promises: what opinions that stand support (予以支持), and what of it was carried out (落实)."""

from collections.abc import Iterable
from typing import Any

from petition_es.domain.petition import OpinionCarriedOut, OpinionIssued

Promise = tuple[str, str]
"""An opinion, and the claim that it supports."""


def promises(events: Iterable[Any]) -> set[Promise]:
    """What the opinions among these entries promised; one that was superseded promises no more."""
    opinions = [event for event in events if event.TOPIC == OpinionIssued.TOPIC]
    superseded = {opinion.supersedes for opinion in opinions}
    return {
        (opinion.opinion_id, answer.claim_id)
        for opinion in opinions
        if opinion.opinion_id not in superseded
        for answer in opinion.answers
        if answer.stance == "support"
    }


def open_promises(events: Iterable[Any]) -> set[Promise]:
    """What was promised and, by these entries, not carried out.

    A carrying out that names no claim is of the whole opinion.
    """
    told = list(events)
    waiting = promises(told)
    for event in told:
        if event.TOPIC == OpinionCarriedOut.TOPIC:
            waiting = {each for each in waiting if not _keeps(event, each)}
    return waiting


def _keeps(done: OpinionCarriedOut, promise: Promise) -> bool:
    opinion_id, claim_id = promise
    return done.opinion_id == opinion_id and (not done.claim_ids or claim_id in done.claim_ids)
