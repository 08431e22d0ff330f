"""F5: a matter was answered or resolved that its unit had never accepted in substance."""

from collections.abc import Iterator
from typing import Any

from petition_es.audits.answers import ids_of, is_final
from petition_es.audits.case import Case, Matter
from petition_es.audits.finding import Suspicion
from petition_es.audits.reopening import present_round
from petition_es.audits.rule import Thresholds, rule
from petition_es.domain.petition import Accepted, Classified, Declined, Registered, Resolved

NONE_DUE = frozenset({"inquiry", "suggestion", "thanks", "accusation"})
"""Purposes that no acceptance in substance is due for (2022 a29-30)."""
OTHER_PATHS = frozenset(
    {"suggestion", "accusation", "litigation", "arbitration", "party_appeal", "administrative",
     "duty"}
)  # fmt: skip
"""Legal paths on which telling of the path is all that is due (2022 a31)."""
REFUSALS = frozenset({"not_accepted", "no_further", "guided_away"})


@rule("procedural_only", indicator="F5", speaks_at=(Accepted, Declined))
def procedural_only(case: Case, _: Matter, __: Thresholds) -> Iterator[Suspicion]:
    """Speak at the first answer or resolution of a unit that had issued formal notices only.

    A petition bureau accepts procedurally and nothing else (2005 a21); of a unit that the register
    does not know nothing is said. A refusal that was then resolved like a matter taken up is told
    as well (以不予受理代替答复).
    """
    if not _is_due(case):
        return
    for unit, step in _first_answers(case).items():
        if notices := _only_notices(case, unit):
            yield Suspicion(
                deciding=step.event_id,
                at=step.at,
                unit_id=unit,
                severity="concern",
                evidence=ids_of(notices),
                args={"notices": len(notices)},
            )


def _first_answers(case: Case) -> dict[str, Any]:
    """The first answer or resolution of each unit that decides, in this round."""
    desk = case.setting.offices.desk
    first: dict[str, Any] = {}
    for step in present_round(case):
        unit = step.acting_unit
        if unit and desk(unit).desk == "unit" and (isinstance(step, Resolved) or is_final(step)):
            first.setdefault(unit, step)
    return first


def _is_due(case: Case) -> bool:
    if any(each.purpose in NONE_DUE for each in case.of(Registered)):
        return False
    paths = [each.legal_path for each in case.of(Classified) if each.legal_path]
    return not (paths and paths[-1] in OTHER_PATHS)


def _only_notices(case: Case, unit: str) -> list[Any]:
    """The formal notices of a unit; none where it accepted in substance, whenever."""
    notices: list[Any] = case.of(Accepted, Declined)
    said = [e for e in notices if e.acting_unit == unit]
    if any(isinstance(e, Accepted) and e.kind == "substantive" for e in said):
        return []
    return [e for e in said if isinstance(e, Accepted) or e.kind in REFUSALS]
