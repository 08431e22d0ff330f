"""Which kinds of entries can start, stop or change the clocks that are asked for.

No other rows are read. What a kind of entry can mean is named here beside `domain/regime/signals`;
a test holds the one to the other.
"""

from collections.abc import Collection, Iterable

from petition_es.domain.petition import Corrected
from petition_es.domain.regime.law import Law
from petition_es.domain.regime.rules import ClockName, Rule, Trigger

MEANS: dict[str, frozenset[Trigger]] = {
    "Petition.Submitted": frozenset({"submitted"}),
    "Petition.Registered": frozenset({"registered"}),
    "Petition.Referred": frozenset({"referred", "arrived", "assigned"}),
    "Petition.Received": frozenset({"received"}),
    "Petition.Returned": frozenset({"returned", "came_back"}),
    "Petition.ReturnRefused": frozenset({"referred", "arrived"}),
    "Petition.TakenOver": frozenset(),
    "Petition.Accepted": frozenset({"accepted", "path_notice", "review_accepted"}),
    "Petition.Declined": frozenset({"declined"}),
    "Petition.Replied": frozenset({"replied"}),
    "Petition.OpinionIssued": frozenset({"opinion_issued"}),
    "Petition.Delivered": frozenset({"opinion_delivered", "review_delivered"}),
    "Petition.Resolved": frozenset({"resolved"}),
    "Petition.ResultReported": frozenset({"reported"}),
    "Petition.ReviewRequested": frozenset({"review_requested", "second_review_requested"}),
    "Petition.ReviewDecided": frozenset(
        {"review_decided", "second_review_decided", "redo_ordered"}
    ),
    "Petition.SupervisionOpened": frozenset({"supervision_opened"}),
    "Petition.SupervisionClosed": frozenset({"supervision_closed"}),
    "Petition.EvaluationOpened": frozenset({"evaluation_opened"}),
    "Petition.EvaluationClosed": frozenset({"evaluation_closed"}),
    "Petition.Evaluated": frozenset({"evaluated"}),
}
"""What each kind of entry can mean to a desk."""

ALWAYS = frozenset({
    Corrected.TOPIC, "Petition.Registered", "Petition.Classified", "Petition.Referred",
    "Petition.TakenOver", "Petition.Accepted", "Petition.Extended", "Petition.Converted",
    "Petition.Suspended", "Petition.Resumed", "Petition.MergedInto", "Petition.Terminated",
    "Petition.Withdrawn", "Petition.ReviewRequested",
})  # fmt: skip
"""What changes clocks or says where a petition lies and whose it is, whatever is asked for.

Steps of handling are not among them, though a hearing may stop a limit: there are many of them,
and few hearings. They are read where a clock that rests for hearings was started.
"""

TIMED = ALWAYS | MEANS.keys()

REVIEWS: frozenset[ClockName] = frozenset({"review", "second_review"})
"""An extension is one of the review while a review runs: so these are always timed."""


def topics_for(
    laws: Iterable[Law], names: Collection[ClockName], more: Collection[str] = ()
) -> tuple[str, ...]:
    """The kinds of entries that clocks of these names hang on under some laws."""
    wanted = {*names, *REVIEWS}
    rules = [rule for law in laws for rule in _rules(law) if rule.clock in wanted]
    triggers = {trigger for rule in rules for trigger in (*rule.starts, *rule.stops)}
    told = {topic for topic, means in MEANS.items() if not means.isdisjoint(triggers)}
    return tuple(sorted(told | ALWAYS | set(more)))


def topics_of_hearings(laws: Iterable[Law], names: Collection[ClockName]) -> frozenset[str]:
    """The kinds of entries that start a clock of these names which rests for hearings."""
    rules = [rule for law in laws for rule in _rules(law) if rule.excludes_hearings]
    triggers = {t for rule in rules if rule.clock in names for t in rule.starts}
    return frozenset(t for t, means in MEANS.items() if not means.isdisjoint(triggers))


def settled_by_resolution(law: Law) -> frozenset[str]:
    """The kinds of entries after which a resolution of the whole leaves no duty running.

    A referral is among them unless it is an assignment, of which a report may be due. None is
    among them where a resolution itself starts a duty.
    """
    rules = [rule for rule in _rules(law) if rule.kind == "duty"]
    if any("resolved" in rule.starts for rule in rules):
        return frozenset()
    lasting = {t for rule in rules if "resolved" not in rule.stops for t in rule.starts}
    lasting.discard("assigned")
    return frozenset(topic for topic in TIMED if lasting.isdisjoint(MEANS.get(topic, ())))


def duties_of(laws: Iterable[Law]) -> frozenset[ClockName]:
    """The names of the clocks that are duties under some laws."""
    return frozenset(r.clock for law in laws for r in _rules(law) if r.kind == "duty")


def _rules(law: Law) -> Iterable[Rule]:
    return (rule for regime in law.regimes for rule in regime.rules)
