"""R2: the same matter is sent to one unit again, or to several side by side and nobody leads."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from petition_es.audits.case import Case, Matter
from petition_es.audits.codes import RepeatedHow
from petition_es.audits.days import told
from petition_es.audits.finding import Severity, Suspicion
from petition_es.audits.routes import days_of
from petition_es.audits.rule import Thresholds, rule
from petition_es.domain.petition import Referred, Returned

NAMED_MOST = 10
"""So many of the latest sendings are named; a matter that was sent a hundred times shows anyway."""

Sending = tuple[Case, Referred]


@rule("repeated_referral", indicator="R2", speaks_at=(Referred,))
def repeated_referral(case: Case, matter: Matter, thresholds: Thresholds) -> Iterator[Suspicion]:
    """Speak at every sending after the first to a unit, in whichever petition of the matter.

    A concern where the unit had the matter in its hands still, else a note (重复转办). Sendings to
    several units jointly, of which none leads, are a concern (多头交办). Petition bureaus on the
    way are no destination. The sender explains.
    """
    sent = [each for each in case.of(Referred) if each.part != "copy"]
    if not sent:
        return
    yield from _to_one_again(case, sent, matter, int(thresholds["sendings"]))
    yield from _without_lead(case, sent, int(thresholds["side_by_side"]))


def _to_one_again(
    case: Case, sent: list[Referred], matter: Matter, most: int
) -> Iterator[Suspicion]:
    by_unit = matter.once("sendings", _sendings)
    for referral in sent:
        if case.setting.offices.is_bureau(referral.to_unit):
            continue
        sendings = by_unit.get(referral.to_unit, [])
        before = [each for each in sendings if _is_earlier(each.referral, referral)]
        if before and len(before) + 1 >= most:
            is_still_there = any(each.lies_there(referral.at) for each in before)
            yield _suspicion(
                referral,
                [*(each.told for each in before), (case, referral)],
                "concern" if is_still_there else "note",
                "still_there" if is_still_there else "again",
            )


class _Sent(NamedTuple):
    """A sending to a unit, and when it left that unit's hands."""

    case: Case
    referral: Referred
    left_at: datetime | None

    @property
    def told(self) -> Sending:
        return self.case, self.referral

    def lies_there(self, moment: datetime) -> bool:
        """Tell whether the unit had neither answered, given back nor passed it on by then."""
        return self.left_at is None or self.left_at > moment


def _sendings(matter: Matter) -> dict[str, list[_Sent]]:
    """All sendings of the matter by the unit they went to, in the order of time."""
    by_unit: dict[str, list[_Sent]] = {}
    for one in matter.cases:
        for referral in one.of(Referred):
            if referral.part != "copy" and referral.at_precision != "unknown":
                sent = _Sent(one, referral, _left_at(one, referral))
                by_unit.setdefault(referral.to_unit, []).append(sent)
    for sendings in by_unit.values():
        sendings.sort(key=lambda each: (each.referral.at, each.referral.event_id))
    return by_unit


def _is_earlier(earlier: Referred, referral: Referred) -> bool:
    """Tell whether this was sent before, about the same claims or all."""
    if referral.at_precision == "unknown":
        return False
    mine, theirs = set(referral.claim_ids), set(earlier.claim_ids)
    if earlier.originator_id == referral.originator_id and mine and theirs and not mine & theirs:
        return False
    return (earlier.at, earlier.event_id) < (referral.at, referral.event_id)


def _left_at(case: Case, referral: Referred) -> datetime | None:
    """When the unit had answered, given back or passed on what it was sent; None: it has it."""
    left = [
        *(each.at for each in case.of(Returned) if each.referral_id == referral.referral_id),
        *(each.at for each in case.of(Referred) if each.from_unit == referral.to_unit),
        *(each.at for each in case.answers if each.acting_unit == referral.to_unit),
        *(each.at for each in case.resolutions),
    ]
    return min((at for at in left if at >= referral.at), default=None)


def _without_lead(case: Case, sent: list[Referred], most: int) -> Iterator[Suspicion]:
    """Joint sendings of one office, and none of its sendings by then makes a unit the lead."""
    for sender in dict.fromkeys(each.from_unit for each in sent if each.part == "joint"):
        joint = [each for each in sent if each.part == "joint" and each.from_unit == sender]
        has_lead = any(each.part == "lead" and each.from_unit == sender for each in sent)
        units = list({each.to_unit: each for each in joint}.values())
        if len(units) >= most and not has_lead and not _leads_itself(case, sender, sent):
            last = units[most - 1]
            yield _suspicion(last, [(case, each) for each in units], "concern", "no_lead", "joint")


def _leads_itself(case: Case, sender: str | None, sent: list[Referred]) -> bool:
    """Tell whether the sender is a unit that was sent the matter and draws others in."""
    was_sent = any(each.to_unit == sender and each.part == "lead" for each in sent)
    return was_sent and not case.setting.offices.is_bureau(sender)


def _suspicion(
    deciding: Referred,
    sendings: list[Sending],
    severity: Severity,
    how: RepeatedHow,
    about: str = "",
) -> Suspicion:
    named = sendings[-NAMED_MOST:]
    return Suspicion(
        deciding=deciding.event_id,
        at=deciding.at,
        unit_id=deciding.from_unit or deciding.acting_unit,
        severity=severity,
        evidence=tuple(each.event_id for _, each in named if each is not deciding),
        args={
            "sendings": len(sendings),
            "how": how,
            "petitions": len({one.petition_id for one, _ in sendings}),
            "hop_days": told([days_of(one, each) for one, each in named]),
        },
        about=about,
    )
