"""The stories that the demonstration tells in full.

The bridge and the road are the two cases of a newspaper article of December 2016 about the national
net; the others show what a file must be able to say: a backlog case, a correction, a late entry, a
joint petition, an accusation. All texts and persons are invented.
"""

from datetime import datetime
from functools import cache
from uuid import UUID

from petition_es.demonstration.identities import PETITIONERS
from petition_es.demonstration.tale import BEIJING, Tale
from petition_es.domain.codes import Accused, Claim, ClaimAnswer, Code, LegalBasis, Party, Place
from petition_es.domain.petition import (
    Accept,
    ApproveReport,
    CarryOut,
    Contact,
    Correct,
    Deliver,
    Disclose,
    Evaluate,
    FollowUp,
    IssueOpinion,
    IssueQueryCode,
    Receive,
    RecordClaims,
    Refer,
    Register,
    ReportResult,
    Resolve,
    Submit,
    TakeAction,
    Urge,
)
from petition_es.domain.sealed import Sealed
from petition_es.office.histories import History
from petition_es.office.query_code import hash_of

DEMONSTRATION_CODE = "DEM0-C0DE-2016"
"""The query code of every petition of the demonstration; a real one is drawn at random."""

BRIDGE, ROAD = "bridge", "road"
BACKLOG, CORRECTION, LATE, JOINT, ACCUSATION = (
    "backlog",
    "correction",
    "late",
    "joint",
    "accusation",
)

ORDINARY_LAW = (LegalBasis(instrument="cn-2005", article="32"),)


@cache
def code_issued() -> IssueQueryCode:
    """Hand out the demonstration's code; its salt is fixed, so that the story stays the same."""
    return IssueQueryCode(code_hash=hash_of(DEMONSTRATION_CODE, b"the demonstratio"))


def published() -> Disclose:
    """Publish a petition, as the article's cases were."""
    return Disclose(audience="public", reason="published")


def place(division: str, address: str) -> Place:
    """A place of the demonstration."""
    return Place(division=Code("gbt2260", "2016", division), address=Sealed(address))


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


def begun(name: str, day: datetime, who: str, bureau: str, division: str, title: str) -> Tale:
    """Begin an ordinary story: submitted on the web, registered the next morning, a code issued."""
    tale = Tale(name, day)
    tale.on(
        0,
        "19:30",
        who,
        Submit(
            parties=(Party(petitioner_id=PETITIONERS[who]),),
            title=Sealed(title),
            text=Sealed(title + "，请有关部门处理。"),
        ),
    )
    tale.on(
        1,
        "09:00",
        bureau,
        Register(
            purpose="request",
            category=Code("content", "2016", "other"),
            place=place(division, "见来信"),
            first_here=True,
        ),
    )
    tale.on(1, "09:05", bureau, code_issued())
    return tale


def backlog() -> History:
    """办而不结: a case resolved in 2014 is assigned as backlog; the old opinion is its result."""
    tale = begun(
        BACKLOG,
        datetime(2014, 3, 3, tzinfo=BEIJING),
        "backlog-petitioner",
        "wenzhou-bureau",
        "330300",
        "河边违章建筑一直没有拆除",
    )
    tale.on(2, "10:00", "wenzhou-bureau", Refer(to_unit="wenzhou-housing"))
    tale.on(4, "09:00", "wenzhou-housing", Receive())
    tale.on(6, "15:00", "wenzhou-housing", Accept())
    tale.on(
        40,
        "16:00",
        "wenzhou-housing",
        IssueOpinion(
            opinion_id="opinion-2014-0417",
            basis=ORDINARY_LAW,
            text=Sealed("经查，所反映的建筑手续正在核实，我委将依法处理。"),
        ),
    )
    tale.on(42, "10:00", "wenzhou-housing", Deliver(method="post"))
    tale.on(55, "11:00", "wenzhou-housing", Resolve(outcome="explained"))
    tale.on(
        300,
        "20:00",
        "backlog-petitioner",
        Evaluate(
            evaluatee="unit", result="dissatisfied", words=Sealed("房子还在那里，什么都没有做。")
        ),
    )
    tale.on(
        920,
        "09:00",
        "zhejiang-bureau",
        Refer(
            to_unit="wenzhou-housing",
            kind="assignment",
            campaign="backlog-2016",
            report_due=tale.moment(960, "17:00"),
        ),
        on_behalf_of="wenzhou-bureau",
    )
    tale.on(921, "09:00", "wenzhou-housing", Receive())
    tale.on(
        930,
        "16:30",
        "wenzhou-housing",
        ReportResult(
            outcome="settled",
            opinion_id="opinion-2014-0417",
            text=Sealed("该事项已于2014年答复办结，见原处理意见。"),
        ),
    )
    tale.on(935, "10:00", "wenzhou-bureau", ApproveReport())
    tale.on(935, "10:10", "wenzhou-housing", Resolve(opinion_id="opinion-2014-0417"))
    tale.on(
        936,
        "21:00",
        "backlog-petitioner",
        Evaluate(evaluatee="unit", result="dissatisfied", words=Sealed("又是两年前的那张纸。")),
    )
    tale.on(970, "15:00", "wenzhou-bureau", FollowUp(answer="no"))
    return tale.told()


def correction() -> History:
    """更正: an entry on the wrong petition is voided, a wrong procedure is amended."""
    tale = begun(
        CORRECTION,
        datetime(2016, 5, 9, tzinfo=BEIJING),
        "road-petitioner",
        "luoyang-bureau",
        "410300",
        "工地夜间施工噪声扰民",
    )
    tale.on(2, "10:00", "luoyang-bureau", Refer(to_unit="luoyang-environment"))
    tale.on(3, "09:00", "luoyang-environment", Receive())
    tale.on(4, "09:00", "luoyang-environment", Accept(procedure="ordinary"))
    tale.on(5, "09:00", "luoyang-environment", TakeAction(kind="payment"))
    wrong_payment, wrong_procedure = tale.event_id(6), tale.event_id(5)
    tale.on(
        6,
        "10:00",
        "luoyang-environment",
        Correct(
            corrected=wrong_payment,
            effect="void",
            reason="wrong_petition",
            approved_by="luoyang-bureau",
        ),
    )
    tale.on(
        6,
        "10:05",
        "luoyang-environment",
        Correct(
            corrected=wrong_procedure,
            effect="amend",
            reason="wrong_content",
            changes={"procedure": "simple"},
            replacement_id=replacement(tale),
        ),
    )
    tale.on(8, "23:10", "luoyang-environment", TakeAction(kind="inspection"))
    tale.on(
        11,
        "15:00",
        "luoyang-environment",
        IssueOpinion(basis=ORDINARY_LAW, text=Sealed("已责令施工单位夜间停工。")),
    )
    return tale.told()


def replacement(tale: Tale) -> UUID:
    """The id of the entry that an amendment sets in place of the wrong one."""
    return tale.event_id(1000)


def late() -> History:
    """补录: the paper delivery of day 45 is keyed in on day 52, after the resolution."""
    tale = begun(
        LATE,
        datetime(2016, 4, 11, tzinfo=BEIJING),
        "bridge-petitioner",
        "mianyang-bureau",
        "510700",
        "拖欠农民工工资",
    )
    tale.on(1, "14:00", "mianyang-bureau", Refer(to_unit="mianyang-labour"))
    tale.on(3, "09:00", "mianyang-labour", Receive())
    tale.on(5, "09:00", "mianyang-labour", Accept())
    tale.on(12, "09:00", "mianyang-labour", TakeAction(kind="mediation"))
    tale.on(
        40,
        "15:00",
        "mianyang-labour",
        IssueOpinion(basis=ORDINARY_LAW, text=Sealed("经调解，企业同意于月底前付清工资。")),
    )
    tale.on(50, "10:00", "mianyang-labour", Resolve())
    tale.on(
        45,
        "00:00",
        "mianyang-labour",
        Deliver(method="post", receipt="EMS-1045-7781"),
        keyed_in=52,
        precision="day",
    )
    return tale.told()


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
    tale.on(14, "10:00", "lianshui-water", Resolve(outcome="partly_settled"))
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


def all_stories() -> list[History]:
    """Every story that is told in full, the article's two first."""
    return [bridge(), road(), backlog(), correction(), late(), joint(), accusation()]
