"""Two stories of persons: four neighbours with one representative, and an anonymous accuser."""

from datetime import datetime

from petition_es.demonstration.tale import BEIJING, Tale
from petition_es.demonstration.telling import ORDINARY_LAW, code_issued, place
from petition_es.domain.codes import Accused, Claim, ClaimAnswer, Party
from petition_es.domain.petition import (
    Accept,
    Deliver,
    Evaluate,
    IssueOpinion,
    Receive,
    RecordClaims,
    Refer,
    Register,
    Resolve,
    Submit,
    TakeAction,
    Urge,
)
from petition_es.domain.sealed import Sealed
from petition_es.office.histories import History

JOINT, ACCUSATION = "joint", "accusation"


def joint() -> History:
    """联名: four neighbours, one representative; two units in parallel, one of them leads."""
    tale = Tale(JOINT, datetime(2016, 6, 20, tzinfo=BEIJING))
    signers = tuple(Party(petitioner_id=f"p-joint-{n}", role="joint_signer") for n in (2, 3, 4))
    tale.on(
        0,
        "09:00",
        "joint-petitioner",
        Submit(
            channel="visit",
            parties=(Party(petitioner_id="p-joint-1", role="representative"), *signers),
            title=Sealed("排涝站停运，农田受淹"),
            text=Sealed("连日下雨，排涝站停运，四户农田受淹。"),
        ),
    )
    tale.on(
        0,
        "09:40",
        "lianshui-bureau",
        Register(
            purpose="request",
            persons_count=11,
            place=place("320826", "高沟镇三组"),
            first_here=True,
        ),
    )
    tale.on(0, "09:45", "lianshui-bureau", code_issued())
    tale.on(
        0,
        "10:00",
        "lianshui-bureau",
        RecordClaims(
            claims=(
                Claim(claim_id="c1", kind="demand", text=Sealed("恢复排涝站")),
                Claim(claim_id="c2", kind="demand", text=Sealed("补偿受淹农田")),
            )
        ),
    )
    tale.on(
        1,
        "09:00",
        "lianshui-bureau",
        Refer(to_unit="lianshui-water", part="lead", group_id="g1", claim_ids=("c1",)),
    )
    tale.on(
        1,
        "09:01",
        "lianshui-bureau",
        Refer(to_unit="lianshui-township", part="joint", group_id="g1", claim_ids=("c2",)),
    )
    tale.on(1, "14:00", "lianshui-water", Receive())
    tale.on(2, "09:00", "lianshui-township", Receive())
    tale.on(2, "10:00", "lianshui-water", Accept())
    tale.on(2, "11:00", "lianshui-township", Accept())
    tale.on(3, "08:00", "lianshui-water", TakeAction(kind="works", claim_ids=("c1",)))
    tale.on(
        9,
        "15:00",
        "lianshui-township",
        IssueOpinion(
            answers=(ClaimAnswer(claim_id="c2", stance="not_support"),),
            basis=ORDINARY_LAW,
            text=Sealed("受淹面积未达到补偿标准。"),
        ),
    )
    tale.on(9, "15:30", "lianshui-township", Resolve(scope="unit", outcome="not_supported"))
    tale.on(
        12,
        "10:00",
        "lianshui-water",
        IssueOpinion(
            answers=(ClaimAnswer(claim_id="c1", stance="support"),),
            basis=ORDINARY_LAW,
            text=Sealed("排涝站已恢复运行。"),
        ),
    )
    tale.on(13, "10:00", "lianshui-water", Deliver(method="in_person", to_party="p-joint-1"))
    tale.on(14, "10:00", "lianshui-water", Resolve(outcome="partly_done"))
    tale.on(
        20, "18:00", "joint-petitioner", Evaluate(evaluatee="unit", result="basically_satisfied")
    )
    return tale.told()


def accusation() -> History:
    """检举控告: anonymous, with an accused unit that neither acts on it nor sees it."""
    tale = Tale(ACCUSATION, datetime(2016, 9, 5, tzinfo=BEIJING))
    tale.on(
        0,
        "23:50",
        "accuser",
        Submit(
            channel="letter",
            parties=(Party(petitioner_id="p-accuser"),),
            title=Sealed("举报工程招标问题"),
            text=Sealed("招标前就已经定好了中标单位，请查处。"),
        ),
    )
    tale.on(
        1,
        "09:00",
        "luoyang-bureau",
        Register(
            purpose="accusation",
            anonymity="anonymous",
            place=place("410300", "洛阳"),
            accused=(Accused(kind="unit", identity=Sealed("luoyang-housing")),),
            first_here=True,
        ),
    )
    tale.on(1, "09:05", "luoyang-bureau", code_issued())
    tale.on(2, "10:00", "luoyang-bureau", Refer(to_unit="henan-bureau"))
    tale.on(4, "09:00", "henan-bureau", Receive())
    tale.on(30, "08:00", "accuser", Urge())
    return tale.told()
