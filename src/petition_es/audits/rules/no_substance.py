"""W1: answered for good, in words that say nothing of the matter (空洞答复)."""

from collections.abc import Iterator

from petition_es.audits.answers import Answer, is_final
from petition_es.audits.case import Case, Matter
from petition_es.audits.finding import Suspicion
from petition_es.audits.reopening import present_round
from petition_es.audits.rule import Thresholds, rule
from petition_es.audits.texts.substance import Substance, substance_of
from petition_es.domain.petition import OpinionIssued, Replied


@rule("no_substance", indicator="W1", speaks_at=(Replied, OpinionIssued))
def no_substance(case: Case, _: Matter, thresholds: Thresholds) -> Iterator[Suspicion]:
    """Speak at the first final answer of a round where none of them says anything.

    Taken out are greetings, receipts, forwarding, promises, thanks, numbers and dates. An opinion
    with a document has its substance there; words that were erased say nothing either way.
    """
    answers = [e for e in present_round(case) if is_final(e, unknown=True)]
    found: list[tuple[Answer, Substance]] = []
    # The last one is the likeliest to say something: then the others need not be opened.
    for answer in reversed(answers):
        substance = _substance(answer, thresholds)
        if substance is None:
            return
        found.append((answer, substance))
    if found:
        yield _suspicion(*found[-1], len(found))


def _substance(answer: Answer, thresholds: Thresholds) -> Substance | None:
    """What an answer says, where that is too little; None where it is enough or not known."""
    if isinstance(answer, OpinionIssued) and answer.document is not None:
        return None
    words = answer.text.reveal()
    if words is None or len(words) > thresholds["longest"]:
        return None
    substance = substance_of(words, enough=int(thresholds["signs"]))
    return substance if substance.signs < thresholds["signs"] else None


def _suspicion(answer: Answer, substance: Substance, answers: int) -> Suspicion:
    """A note where the source does not say that the reply was meant to be the last one."""
    unsure = isinstance(answer, Replied) and answer.kind == "unknown"
    return Suspicion(
        deciding=answer.event_id,
        at=answer.at,
        unit_id=answer.acting_unit,
        severity="note" if unsure else "concern",
        args={"signs": substance.signs, "of": substance.of, "answers": answers},
    )
