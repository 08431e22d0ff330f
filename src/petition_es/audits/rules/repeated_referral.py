"""R2: the same matter is sent to one unit again, or to several side by side and nobody leads."""

from collections.abc import Iterator
from datetime import datetime

from petition_es.audits.answering import answers, resolutions
from petition_es.audits.case import Case, Matter
from petition_es.audits.codes import RepeatedHow
from petition_es.audits.days import told
from petition_es.audits.finding import Severity, Suspicion
from petition_es.audits.routes import days_of
from petition_es.audits.rule import Thresholds, rule
from petition_es.domain.petition import Referred, Returned

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
    offices = case.setting.offices
    everything = _sendings(matter)
    for sending in sent:
        if offices.is_bureau(sending.to_unit) or sending.at_precision == "unknown":
            continue
        before = [each for each in everything if _is_earlier(each[1], sending)]
        if len(before) + 1 >= most:
            is_still_there = any(_lies_there(one, each, sending.at) for one, each in before)
            yield _suspicion(
                sending,
                [*before, (case, sending)],
                "concern" if is_still_there else "note",
                "still_there" if is_still_there else "again",
            )


def _sendings(matter: Matter) -> list[Sending]:
    """All sendings of the matter, in the order of time."""
    told = [
        (one, sending)
        for one in matter.cases
        for sending in one.of(Referred)
        if sending.part != "copy" and sending.at_precision != "unknown"
    ]
    return sorted(told, key=lambda each: (each[1].at, each[1].event_id))


def _is_earlier(earlier: Referred, sending: Referred) -> bool:
    """Tell whether this was sent to the same unit before, about the same claims or all."""
    if earlier.to_unit != sending.to_unit or earlier is sending:
        return False
    mine, theirs = set(sending.claim_ids), set(earlier.claim_ids)
    if earlier.originator_id == sending.originator_id and mine and theirs and not mine & theirs:
        return False
    return (earlier.at, earlier.event_id) < (sending.at, sending.event_id)


def _lies_there(case: Case, sending: Referred, moment: datetime) -> bool:
    """Tell whether the unit had neither answered, given back nor passed it on by then."""
    left = [
        *(each for each in case.of(Returned) if each.referral_id == sending.referral_id),
        *(each for each in case.of(Referred) if each.from_unit == sending.to_unit),
        *(each for each in answers(case) if each.acting_unit == sending.to_unit),
        *resolutions(case),
    ]
    return not any(sending.at <= each.at <= moment for each in left)


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
    return Suspicion(
        deciding=deciding.event_id,
        at=deciding.at,
        unit_id=deciding.from_unit or deciding.acting_unit,
        severity=severity,
        evidence=tuple(each.event_id for _, each in sendings if each is not deciding),
        args={
            "sendings": len(sendings),
            "how": how,
            "petitions": len({one.petition_id for one, _ in sendings}),
            "hop_days": told([days_of(one, each) for one, each in sendings]),
        },
        about=about,
    )
