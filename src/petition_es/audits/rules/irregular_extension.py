"""F14: an extension without a reason, after the limit, beyond its bound, or approved by nobody."""

from collections.abc import Iterator

from petition_es.audits.case import Case, Matter
from petition_es.audits.codes import ExtensionFault
from petition_es.audits.finding import Severity, Suspicion
from petition_es.audits.rule import Thresholds, rule
from petition_es.domain.petition import Extended
from petition_es.domain.regime.clocks import Clock
from petition_es.domain.regime.counting import is_late

UNSPECIFIED = "unspecified"
NO_REASON = frozenset({"", "none", "unknown"})
"""Codes that say that nobody gave a reason; the first says so of a record of another system too."""


@rule("irregular_extension", indicator="F14", speaks_at=(Extended,))
def irregular_extension(case: Case, _: Matter, __: Thresholds) -> Iterator[Suspicion]:
    """Speak at an extension that the law does not cover (2005 a33, 2022 a34).

    Bound and approval are those of the regime that the limit runs by; where none is known, only
    the reason is looked at. What an imported record does not say is not held against it.
    """
    for extension in case.of(Extended):
        faults = _faults(case, extension)
        if faults:
            yield Suspicion(
                deciding=extension.event_id,
                at=extension.at,
                unit_id=extension.acting_unit,
                severity=_severity(faults),
                args={"days": extension.days, "faults": ", ".join(faults)},
            )


def _faults(case: Case, extension: Extended) -> list[ExtensionFault]:
    faults: list[ExtensionFault] = []
    is_told = extension.source is None
    reason = extension.reason.strip().casefold()
    if reason == UNSPECIFIED or (is_told and reason in NO_REASON):
        faults.append("no_reason")
    clock = _extended_clock(case, extension)
    if clock is None:
        return faults
    if extension.at_precision != "unknown" and is_late(clock.due, extension.local_at):
        faults.append("too_late")
    may = clock.rule.extension
    granted = [each.days for each in clock.extensions] + [extension.days]
    if may is None or sum(granted) > may.days or len(granted) > may.times:
        faults.append("too_far")
    approvers = may.approvers if may else ()
    says_who = is_told or extension.approver_role is not None
    if approvers and says_who and extension.approver_role not in approvers:
        faults.append("not_approved")
    return faults


def _extended_clock(case: Case, extension: Extended) -> Clock | None:
    """The limit that it extends, as it stood before: the review that runs, else the handling."""
    running = [clock for clock in case.clocks_before(extension) if clock.is_running]
    reviews = [clock for clock in running if clock.name in {"review", "second_review"}]
    unit = extension.acting_unit
    handling = [each for each in running if each.name == "handling" and each.unit_id == unit]
    return next(iter(reviews or handling), None)


def _severity(faults: list[ExtensionFault]) -> Severity:
    """A reason that nobody wrote down is a note; several faults at once are grave."""
    if faults == ["no_reason"]:
        return "note"
    return "grave" if len(faults) > 1 else "concern"
