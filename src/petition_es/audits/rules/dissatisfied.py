"""F12: a petitioner is dissatisfied (不满意)."""

from collections.abc import Iterator

from petition_es.audits.case import Case, Matter
from petition_es.audits.finding import Suspicion
from petition_es.audits.rule import Thresholds, rule
from petition_es.domain.petition import Evaluated, Registered


@rule("dissatisfied", indicator="F12", speaks_at=(Evaluated,))
def dissatisfied(case: Case, _: Matter, __: Thresholds) -> Iterator[Suspicion]:
    """Speak at each dissatisfied vote in force: one that no later vote replaced (2014 measures).

    Bureau and unit are rated apart; each answers for its own vote.
    """
    votes = case.of(Evaluated)
    replaced = {vote.replaces for vote in votes}
    for vote in votes:
        if vote.result == "dissatisfied" and vote.evaluation_id not in replaced:
            yield Suspicion(
                deciding=vote.event_id,
                at=vote.at,
                unit_id=vote.evaluatee_unit or _bureau(case, vote),
                severity="concern",
                args={"evaluatee": vote.evaluatee},
            )


def _bureau(case: Case, vote: Evaluated) -> str | None:
    """The bureau that registered the petition, where the vote is on the bureau."""
    registered = case.first(Registered)
    return registered.acting_unit if registered and vote.evaluatee == "bureau" else None
