"""The two cases of a newspaper article of December 2016 about the national net.

A dangerous bridge near Huai'an: accepted by the provincial bureau the next day, a local unit at
work on day 4. A damaged road in Haiyang: answered on the same day. Texts and persons are invented.
"""

from datetime import datetime

from petition_es.demonstration.tale import BEIJING, Tale
from petition_es.demonstration.telling import ORDINARY_LAW, code_issued, place, published
from petition_es.domain.codes import Claim, ClaimAnswer, Code, Party
from petition_es.domain.petition import (
    Accept,
    CarryOut,
    Contact,
    Deliver,
    Evaluate,
    FollowUp,
    IssueOpinion,
    Receive,
    RecordClaims,
    Refer,
    Register,
    Resolve,
    Submit,
    TakeAction,
)
from petition_es.domain.sealed import Sealed
from petition_es.office.histories import History

BRIDGE, ROAD = "bridge", "road"


def bridge() -> History:
    """The dangerous bridge near Huai'an: accepted the next day, a local unit at work on day 4."""
    tale = Tale(BRIDGE, datetime(2016, 8, 1, tzinfo=BEIJING))
    tale.on(
        0,
        "20:14",
        "bridge-petitioner",
        Submit(
            channel="mobile",
            parties=(Party(petitioner_id="p-bridge"),),
            title=Sealed("村口的石拱桥成了危桥"),
            text=Sealed("桥面塌了一角，孩子们每天从桥上走去上学，请尽快派人来看看。"),
        ),
    )
    tale.on(
        1,
        "09:05",
        "jiangsu-bureau",
        Register(
            purpose="request",
            category=Code("content", "2016", "transport"),
            place=place("320826", "高沟镇河网村村口石拱桥"),
            first_here=True,
            first_nationwide=True,
        ),
    )
    tale.on(1, "09:10", "jiangsu-bureau", code_issued())
    tale.on(1, "09:12", "jiangsu-bureau", published())
    tale.on(
        1,
        "09:30",
        "jiangsu-bureau",
        RecordClaims(
            claims=(
                Claim(claim_id="c1", kind="demand", text=Sealed("修好危桥")),
                Claim(claim_id="c2", kind="demand", text=Sealed("修好以前禁止车辆通行")),
            )
        ),
    )
    tale.on(1, "10:02", "jiangsu-bureau", Accept(kind="procedural"))
    tale.on(1, "10:20", "jiangsu-bureau", Refer(to_unit="huaian-bureau"))
    tale.on(2, "08:45", "huaian-bureau", Receive())
    tale.on(2, "09:40", "huaian-bureau", Refer(to_unit="lianshui-transport"))
    tale.on(3, "08:31", "lianshui-transport", Receive())
    tale.on(3, "15:00", "lianshui-transport", Accept())
    tale.on(4, "09:00", "lianshui-transport", Contact(method="visit"))
    tale.on(4, "09:30", "lianshui-transport", TakeAction(kind="inspection", claim_ids=("c1", "c2")))
    tale.on(6, "07:30", "lianshui-transport", TakeAction(kind="works", claim_ids=("c2",)))
    tale.on(
        15,
        "16:10",
        "lianshui-transport",
        IssueOpinion(
            answers=(
                ClaimAnswer(claim_id="c1", stance="support"),
                ClaimAnswer(claim_id="c2", stance="support"),
            ),
            basis=ORDINARY_LAW,
            signatory_role="head",
            review_organ="lianshui-bureau",
            review_days=30,
            text=Sealed("经现场核查，该桥确为危桥，已设置禁行标志，并列入今年危桥改造计划。"),
        ),
    )
    tale.on(16, "10:00", "lianshui-transport", Deliver(method="in_person", to_party="p-bridge"))
    tale.on(58, "17:00", "lianshui-transport", TakeAction(kind="works", claim_ids=("c1",)))
    tale.on(
        60,
        "09:00",
        "lianshui-transport",
        CarryOut(claim_ids=("c1", "c2"), verified_by="lianshui-bureau"),
    )
    tale.on(60, "15:20", "lianshui-transport", Resolve(claim_ids=("c1", "c2")))
    tale.on(61, "19:44", "bridge-petitioner", Evaluate(evaluatee="bureau", result="satisfied"))
    tale.on(
        61,
        "19:45",
        "bridge-petitioner",
        Evaluate(evaluatee="unit", result="satisfied", words=Sealed("桥修好了，谢谢！")),
    )
    tale.on(92, "10:30", "jiangsu-bureau", FollowUp(answer="yes"))
    return tale.told()


def road() -> History:
    """The damaged road in Haiyang: handled simply, and answered on the same day."""
    tale = Tale(ROAD, datetime(2016, 10, 12, tzinfo=BEIJING))
    tale.on(
        0,
        "08:02",
        "road-petitioner",
        Submit(
            channel="wechat",
            parties=(Party(petitioner_id="p-road"),),
            title=Sealed("路面坑洼影响出行"),
            text=Sealed("村东那条路坑坑洼洼，晚上骑车很危险，希望补一补。"),
        ),
    )
    tale.on(
        0,
        "08:40",
        "haiyang-bureau",
        Register(
            purpose="request",
            category=Code("content", "2016", "transport"),
            place=place("370687", "留格庄镇村东道路"),
            first_here=True,
            first_nationwide=True,
        ),
    )
    tale.on(0, "08:42", "haiyang-bureau", code_issued())
    tale.on(0, "08:43", "haiyang-bureau", published())
    tale.on(
        0,
        "08:50",
        "haiyang-bureau",
        RecordClaims(claims=(Claim(claim_id="c1", kind="demand", text=Sealed("修补路面")),)),
    )
    tale.on(0, "09:00", "haiyang-bureau", Refer(to_unit="haiyang-roads"))
    tale.on(0, "09:21", "haiyang-roads", Receive())
    tale.on(
        0,
        "09:30",
        "haiyang-roads",
        Accept(procedure="simple", proposed_by="haiyang-bureau", confirmed_by="haiyang-roads"),
    )
    tale.on(0, "10:15", "haiyang-roads", TakeAction(kind="inspection", claim_ids=("c1",)))
    tale.on(
        0,
        "16:05",
        "haiyang-roads",
        IssueOpinion(
            answers=(ClaimAnswer(claim_id="c1", stance="support"),),
            basis=ORDINARY_LAW,
            signatory_role="head",
            text=Sealed("已现场查看，养护队本周内完成修补。"),
        ),
    )
    tale.on(0, "16:06", "haiyang-roads", Deliver(method="online", to_party="p-road"))
    tale.on(3, "11:30", "haiyang-roads", TakeAction(kind="works", claim_ids=("c1",)))
    tale.on(3, "15:00", "haiyang-roads", CarryOut(claim_ids=("c1",), verified_by="haiyang-bureau"))
    tale.on(3, "15:10", "haiyang-roads", Resolve(claim_ids=("c1",)))
    tale.on(3, "20:10", "road-petitioner", Evaluate(evaluatee="unit", result="satisfied"))
    tale.on(3, "20:11", "road-petitioner", Evaluate(evaluatee="bureau", result="satisfied"))
    return tale.told()
