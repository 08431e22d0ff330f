"""What a file must be able to say: a backlog case, a correction, a late entry. All invented."""

from datetime import datetime
from uuid import UUID

from petition_es.demonstration.backlog_words import (
    FIRST_VERDICT,
    OPINION,
    PETITION,
    REPORT,
    SECOND_VERDICT,
)
from petition_es.demonstration.identities import PETITIONERS
from petition_es.demonstration.joint_and_anonymous import accusation, joint
from petition_es.demonstration.tale import BEIJING, Tale
from petition_es.demonstration.telling import ORDINARY_LAW, code_issued, place
from petition_es.demonstration.the_article import bridge, road
from petition_es.domain.codes import Code, Party
from petition_es.domain.petition import (
    Accept,
    ApproveReport,
    Correct,
    Deliver,
    Evaluate,
    FollowUp,
    IssueOpinion,
    Receive,
    Refer,
    Register,
    ReportResult,
    Resolve,
    Submit,
    TakeAction,
)
from petition_es.domain.sealed import Sealed
from petition_es.office.histories import History

BACKLOG, CORRECTION, LATE = "backlog", "correction", "late"


def begun(
    tale: Tale, who: str, bureau: str, division: str, title: str, *, text: str | None = None
) -> Tale:
    """Begin an ordinary story: submitted on the web, registered the next morning, a code issued."""
    tale.on(
        0,
        "19:30",
        who,
        Submit(
            parties=(Party(petitioner_id=PETITIONERS[who]),),
            title=Sealed(title),
            text=Sealed(text or title + "，请有关部门处理。"),
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
    """办而不结: a case resolved in 2014 is assigned as backlog; the old opinion is its result.

    The report says it in the words of the old opinion: other days, another name, other numbers.
    """
    tale = begun(
        Tale(BACKLOG, datetime(2014, 3, 3, tzinfo=BEIJING)),
        "backlog-petitioner",
        "wenzhou-bureau",
        "330300",
        "河边违章建筑一直没有拆除",
        text=PETITION,
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
            text=Sealed(OPINION),
        ),
    )
    tale.on(42, "10:00", "wenzhou-housing", Deliver(method="post"))
    tale.on(55, "11:00", "wenzhou-housing", Resolve(outcome="explained"))
    tale.on(
        300,
        "20:00",
        "backlog-petitioner",
        Evaluate(evaluatee="unit", result="dissatisfied", words=Sealed(FIRST_VERDICT)),
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
            outcome="done",
            opinion_id="opinion-2014-0417",
            text=Sealed(REPORT),
        ),
    )
    tale.on(935, "10:00", "wenzhou-bureau", ApproveReport())
    tale.on(935, "10:10", "wenzhou-housing", Resolve(opinion_id="opinion-2014-0417"))
    tale.on(
        936,
        "21:00",
        "backlog-petitioner",
        Evaluate(evaluatee="unit", result="dissatisfied", words=Sealed(SECOND_VERDICT)),
    )
    tale.on(970, "15:00", "wenzhou-bureau", FollowUp(answer="no"))
    return tale.told()


def correction() -> History:
    """更正: an entry on the wrong petition is voided, a wrong procedure is amended."""
    tale = begun(
        Tale(CORRECTION, datetime(2016, 7, 11, tzinfo=BEIJING)),
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
        Tale(LATE, datetime(2016, 4, 11, tzinfo=BEIJING)),
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


def all_stories() -> list[History]:
    """Every story that is told in full, the article's two first."""
    return [bridge(), road(), backlog(), correction(), late(), joint(), accusation()]
