"""Some two hundred further petitions over several provinces, so that every state occurs.

They are drawn from a fixed seed: the crowd is the same on every machine. Each one walks the common
way and stops somewhere on it, or leaves it by one of its exits.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from random import Random

from petition_es.demonstration.crowd_words import letter, message
from petition_es.demonstration.tale import BEIJING, Tale
from petition_es.demonstration.telling import ORDINARY_LAW, code_issued, place, published
from petition_es.demonstration.the_article import bridge
from petition_es.domain.codes import Channel, Code, EvaluationResult, Party
from petition_es.domain.entry import Actor
from petition_es.domain.petition import (
    Accept,
    Contact,
    Decline,
    Deliver,
    Evaluate,
    IssueOpinion,
    Merge,
    Receive,
    Refer,
    Register,
    Reopen,
    Reply,
    Resolve,
    ReturnReferral,
    Submit,
    TakeAction,
    Urge,
    Withdraw,
)
from petition_es.domain.sealed import Sealed
from petition_es.office.histories import History, derived_number

HOW_MANY = 200
SEED = 2016
FIRST_DAY = datetime(2016, 7, 1, tzinfo=BEIJING)

PLACES = (
    ("huaian-bureau", "lianshui-transport", "320826"),
    ("lianshui-bureau", "lianshui-water", "320826"),
    ("haiyang-bureau", "haiyang-roads", "370687"),
    ("haiyang-bureau", "haiyang-labour", "370687"),
    ("luoyang-bureau", "luoyang-housing", "410300"),
    ("luoyang-bureau", "luoyang-environment", "410300"),
    ("wenzhou-bureau", "wenzhou-housing", "330300"),
    ("wenzhou-bureau", "wenzhou-water", "330300"),
    ("mianyang-bureau", "mianyang-labour", "510700"),
    ("mianyang-bureau", "mianyang-transport", "510700"),
)

MATTERS = (
    ("transport", "路灯坏了一个多月没有人修"),
    ("transport", "公交线路取消后老人出行困难"),
    ("housing", "房产证办理拖延两年"),
    ("housing", "小区电梯经常停运"),
    ("environment", "化工厂夜间排放刺鼻气味"),
    ("environment", "河道垃圾无人清理"),
    ("labour", "工资拖欠三个月"),
    ("labour", "社保关系转移被多次退回"),
    ("education", "农村小学校车超载"),
    ("water", "自来水浑浊不能饮用"),
)

CHANNELS: tuple[Channel, ...] = (
    "web", "mobile", "wechat", "phone", "kiosk", "leader_mailbox", "letter",
)  # fmt: skip

RESULTS: tuple[EvaluationResult, ...] = (
    "satisfied", "satisfied", "basically_satisfied", "dissatisfied",
)  # fmt: skip

Way = Callable[[Tale, "Case"], None]


class Case:
    """What is drawn for one petition of the crowd: where, what, by which channel, on which day."""

    def __init__(self, index: int, draw: Random) -> None:
        self.draw = draw
        self.bureau, self.unit, self.division = draw.choice(PLACES)
        self.category, self.title = draw.choice(MATTERS)
        self.channel: Channel = draw.choice(CHANNELS)
        self.petitioner = Actor(actor_id=f"p-crowd-{index:03d}", role="petitioner")
        self.tale = Tale(f"crowd-{index:03d}", FIRST_DAY + timedelta(days=draw.randrange(150)))

    def clock(self) -> str:
        """A time of the working day."""
        return f"{self.draw.randrange(9, 17):02d}:{self.draw.randrange(60):02d}"


def submitted(tale: Tale, case: Case) -> None:
    """It was submitted, and waits."""
    tale.on(
        0,
        case.clock(),
        case.petitioner,
        Submit(
            channel=case.channel,
            parties=(Party(petitioner_id=case.petitioner.actor_id),),
            title=Sealed(case.title),
            text=Sealed(message(case.title, tale.name)),
        ),
    )


def registered(tale: Tale, case: Case) -> None:
    """It was registered the next day, with a code; every other one was published."""
    submitted(tale, case)
    tale.on(
        1,
        "09:00",
        case.bureau,
        Register(
            purpose="request",
            category=Code("content", "2016", case.category),
            place=place(case.division, case.title),
        ),
    )
    tale.on(1, "09:01", case.bureau, code_issued())
    if case.draw.random() < 0.5:  # noqa: PLR2004  # every other one
        tale.on(1, "09:02", case.bureau, published())


def referred(tale: Tale, case: Case) -> None:
    """It was sent to a unit."""
    registered(tale, case)
    tale.on(2, case.clock(), case.bureau, Refer(to_unit=case.unit))


def received(tale: Tale, case: Case) -> None:
    """The unit signed for it."""
    referred(tale, case)
    tale.on(4, case.clock(), case.unit, Receive())


def accepted(tale: Tale, case: Case) -> None:
    """The unit accepted it, and spoke with the petitioner."""
    received(tale, case)
    tale.on(7, case.clock(), case.unit, Accept())
    tale.on(9, case.clock(), case.unit, Contact(method="phone"))


def in_handling(tale: Tale, case: Case) -> None:
    """Somebody went and looked."""
    accepted(tale, case)
    tale.on(12, case.clock(), case.unit, TakeAction(kind="inspection"))
    if case.draw.random() < 0.3:  # noqa: PLR2004  # some petitioners press
        tale.on(20, case.clock(), case.petitioner, Urge())


def answered(tale: Tale, case: Case) -> None:
    """There is an opinion."""
    in_handling(tale, case)
    tale.on(
        30,
        case.clock(),
        case.unit,
        IssueOpinion(basis=ORDINARY_LAW, text=Sealed(letter(case.title, case.unit, tale.name))),
    )


def delivered(tale: Tale, case: Case) -> None:
    """The opinion was delivered."""
    answered(tale, case)
    tale.on(33, case.clock(), case.unit, Deliver(method=case.draw.choice(("post", "online"))))


def resolved(tale: Tale, case: Case) -> None:
    """The unit says that it is finished."""
    delivered(tale, case)
    tale.on(38, case.clock(), case.unit, Resolve())


def evaluated(tale: Tale, case: Case) -> None:
    """The petitioner voted."""
    resolved(tale, case)
    tale.on(
        41,
        case.clock(),
        case.petitioner,
        Evaluate(evaluatee="unit", result=case.draw.choice(RESULTS)),
    )


def reopened(tale: Tale, case: Case) -> None:
    """Nothing was carried out, so the bureau took it up again."""
    resolved(tale, case)
    tale.on(60, case.clock(), case.bureau, Reopen(ground="not_carried_out"))


def returned(tale: Tale, case: Case) -> None:
    """The unit gave it back."""
    received(tale, case)
    tale.on(6, case.clock(), case.unit, ReturnReferral(reason="not_competent"))


def declined(tale: Tale, case: Case) -> None:
    """The bureau did not take it up: a court has it."""
    registered(tale, case)
    tale.on(5, case.clock(), case.bureau, Decline(kind="not_accepted", ground="cn-2005:14"))


def guided_away(tale: Tale, case: Case) -> None:
    """Arbitration is the way for it."""
    registered(tale, case)
    tale.on(
        5,
        case.clock(),
        case.bureau,
        Decline(kind="guided_away", ground="cn-2005:14", proper_channel="labour-arbitration"),
    )


def filed(tale: Tale, case: Case) -> None:
    """It was filed for the record."""
    registered(tale, case)
    tale.on(5, case.clock(), case.bureau, Decline(kind="filed", ground="thanks-only"))


def replied(tale: Tale, case: Case) -> None:
    """It was answered at once, without a formal opinion."""
    registered(tale, case)
    tale.on(1, "16:00", case.bureau, Reply(text=Sealed("您好，所问政策详见官网，感谢来信。")))


def withdrawn(tale: Tale, case: Case) -> None:
    """The petitioner took it back."""
    referred(tale, case)
    tale.on(3, case.clock(), case.petitioner, Withdraw())


def merged(tale: Tale, case: Case) -> None:
    """It went on under the number of the bridge."""
    registered(tale, case)
    survivor = derived_number(bridge().petition_id, 2016)
    tale.on(3, case.clock(), case.bureau, Merge(survivor=str(survivor)))


WAYS: tuple[Way, ...] = (
    submitted, registered, referred, received, accepted, in_handling, answered, delivered,
    resolved, evaluated, evaluated, evaluated, reopened, returned, declined, guided_away, filed,
    replied, withdrawn, merged,
)  # fmt: skip


def crowd() -> Iterator[History]:
    """The petitions of the crowd, each way walked equally often."""
    draw = Random(SEED)  # noqa: S311  # a story, not a secret
    for index in range(HOW_MANY):
        case = Case(index, draw)
        WAYS[index % len(WAYS)](case.tale, case)
        yield case.tale.told()
