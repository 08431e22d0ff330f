"""The policy of the audits: which thresholds hold from which day on."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

from petition_es.audits.faults import PolicyUnreadable
from petition_es.audits.rule import Thresholds

HOT_ISSUE = "hot_issue"
"""What a policy says of many petitions together; no rule asks it of one."""

SHIPPED = files(__package__) / "policy.toml"


@dataclass(frozen=True)
class Policy:
    """The thresholds that hold from a day on, by rule; a rule that is not named is not asked."""

    name: str
    since: date
    rules: Mapping[str, Thresholds]


@dataclass(frozen=True)
class Policies:
    """All policies, the earliest first."""

    dated: Sequence[Policy]

    def on(self, day: date) -> Policy:
        """The policy in force on a day; before the first, the first."""
        in_force = [policy for policy in self.dated if policy.since <= day]
        return in_force[-1] if in_force else self.dated[0]


def load_policies(own: Path | None = None, known: frozenset[str] = frozenset()) -> Policies:
    """Read the shipped policy, or one's own file where there is one.

    PolicyUnreadable names file, entry and key; `known` are the rules that may be named.
    """
    source = own if own is not None and own.exists() else None
    text = source.read_text("utf-8") if source else SHIPPED.read_text("utf-8")
    name = str(source or "policy.toml")
    try:
        told = tomllib.loads(text)["policy"]
        policies = [_policy(name, number, said, known) for number, said in enumerate(told, 1)]
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as fault:
        raise PolicyUnreadable(file=name, reason=str(fault)) from fault
    days = [policy.since for policy in policies]
    if not policies or days != sorted(set(days)):
        raise PolicyUnreadable(file=name, reason="policies stand in the order of their days")
    return Policies(policies)


def _policy(file: str, number: int, said: Mapping[str, Any], known: frozenset[str]) -> Policy:
    """One dated policy, every key of it checked."""
    if unknown := sorted(said.keys() - {"name", "from", "rules"}):
        raise PolicyUnreadable(file=file, reason=f"policy {number}: unknown key {unknown[0]}")
    rules = said["rules"]
    for rule, thresholds in rules.items():
        if known and rule not in known | {HOT_ISSUE}:
            raise PolicyUnreadable(file=file, reason=f"policy {number}: unknown rule {rule}")
        for key, value in thresholds.items():
            if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
                reason = f"policy {number}: {rule}.{key} is to be a number from 0 on"
                raise PolicyUnreadable(file=file, reason=reason)
    return Policy(said["name"], said["from"], rules)
