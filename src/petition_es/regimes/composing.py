"""Composing regimes: a file says only what is different from the regime that it extends."""

from collections.abc import Sequence
from dataclasses import replace

from petition_es.domain.regime.rules import Regime, Rule
from petition_es.regimes.faults import ParentUnknown, RegimesInACircle, RegimeTwice
from petition_es.regimes.reading import RegimeFile


def composed(read: Sequence[RegimeFile]) -> list[Regime]:
    """The regimes of some files, each with what it takes over from the one that it extends."""
    by_id: dict[str, RegimeFile] = {}
    for file in read:
        if file.said.regime in by_id:
            other = by_id[file.said.regime].name
            raise RegimeTwice(**where(file, "regime"), regime=file.said.regime, other=other)
        by_id[file.said.regime] = file
    return [_regime(file, by_id, ()) for file in read]


def _regime(file: RegimeFile, by_id: dict[str, RegimeFile], under: tuple[str, ...]) -> Regime:
    said = file.said
    if said.regime in under:
        circle = " → ".join((*under[under.index(said.regime) :], said.regime))
        raise RegimesInACircle(**where(file, "extends"), circle=circle)
    if said.extends is None:
        return _own(file, Regime(
            regime_id=said.regime, version=said.version, name=said.name,
            in_force_from=said.in_force_from,
        ))  # fmt: skip
    if said.extends not in by_id:
        known = ", ".join(sorted(by_id))
        raise ParentUnknown(**where(file, "extends"), parent=said.extends, known=known)
    return _own(file, _regime(by_id[said.extends], by_id, (*under, said.regime)))


def _own(file: RegimeFile, parent: Regime) -> Regime:
    """A regime as its file says, and otherwise as its parent."""
    said = file.said
    differing = {name: getattr(said, name) for name in _PLAIN if getattr(said, name) is not None}
    return replace(
        parent,
        regime_id=said.regime,
        version=said.version,
        name=said.name,
        divisions=said.divisions or parent.divisions,
        in_force_from=said.in_force_from,
        in_force_to=said.in_force_to,
        rules=_rules(said.rule, parent.rules),
        simple=said.simple or parent.simple,
        suspension=said.suspension or parent.suspension,
        termination=said.termination or parent.termination,
        **differing,
    )


_PLAIN = ("counting", "calendar", "no_second_return", "remade_must_differ")


def _rules(own: Sequence[Rule], inherited: Sequence[Rule]) -> tuple[Rule, ...]:
    said = {rule.conditions for rule in own}
    return (*(rule for rule in inherited if rule.conditions not in said), *own)


def where(file: RegimeFile, *keys: str, index: int = 0) -> dict[str, object]:
    """Where in a file something stands, for a fault."""
    line = file.line_of(*keys, index=index)
    return {"file": file.name, "line": line, "place": ".".join(keys)}
