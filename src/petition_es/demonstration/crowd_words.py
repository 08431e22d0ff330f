"""What is said in the crowd: messages in words of their own, and honest letters of their offices.

An office uses its set phrases in every letter; what it found and does differs. All invented.
"""

from random import Random

DETAILS = (
    "事情是从{month}月开始的，到现在已经{n}个多月。",
    "我们这一片住着{n}多户，老人和孩子居多，大家都很着急。",
    "我打过{k}次电话，每次都说正在处理，之后就没有消息了。",
    "上个月{day}日我又去看了一次，情况比原来还要严重。",
    "附近的店家也可以作证，前前后后已经有{k}个人为此受了损失。",
    "我们愿意配合，需要什么材料可以随时提供。",
    "现在每天都要多花半个多小时，实在不方便。",
)
PLEAS = (
    "希望尽快解决。",
    "请有关部门派人来看一看。",
    "盼望早日得到答复。",
    "请告诉我们什么时候能办好。",
)

GREETINGS = (
    "您好！您反映的信访事项收悉，经调查核实，现答复如下：",
    "您好，感谢您的来信和对我们工作的监督，现将办理情况回复如下：",
    "信访人：根据《信访条例》的有关规定，我单位对您反映的事项进行了调查，现提出如下处理意见：",
)
REMEDY = (
    "如不服本处理意见，可自收到之日起三十日内，请求原办理机关的上一级行政机关复查；逾期不提出的，"
    "信访事项终结。"
)
CLOSINGS = ("感谢您对我们工作的理解和支持！", "特此答复。", "如有疑问，欢迎来电来访。")

FOUND: dict[str, tuple[str, ...]] = {
    "路灯坏了一个多月没有人修": (
        "{month}月{day}日夜间巡查，该路段共有{n}盏路灯不亮，原因是地下电缆被挖断。",
        "经查，{k}号控制箱内的接触器烧毁，带着{n}盏灯一起熄灭。",
    ),
    "公交线路取消后老人出行困难": (
        "经客流调查，取消的线路日均乘客{n}人，其中六十岁以上的占多数。",
        "经核实，沿线{k}个村到最近站点的步行距离都超过一公里。",
    ),
    "房产证办理拖延两年": (
        "经查，该项目还有{k}项验收没有通过，涉及{n}户。",
        "经调档，开发企业尚欠土地出让金，{month}月{day}日已发函催缴。",
    ),
    "小区电梯经常停运": (
        "经检验，{k}号楼的电梯曳引机磨损超标，{month}月份停运{n}次。",
        "经查，维保单位{month}月以后没有按合同做例行保养，记录缺{k}次。",
    ),
    "化工厂夜间排放刺鼻气味": (
        "{month}月{day}日凌晨突击检查，厂界臭气浓度超标{k}倍。",
        "经查，该厂活性炭{n}天没有更换，夜间为省电停用了喷淋塔。",
    ),
    "河道垃圾无人清理": (
        "经现场测量，漂浮垃圾堵在{k}号桥下，长约{n}米。",
        "经查，{month}月保洁合同到期，新旧两家公司没有交接，河段空了{n}天。",
    ),
    "工资拖欠三个月": (
        "经核对考勤和银行流水，该企业欠{n}名职工{k}个月工资。",
        "{month}月{day}日约谈企业负责人，其承认账上被冻结，欠薪属实。",
    ),
    "社保关系转移被多次退回": (
        "经查，转出地登记的身份证号有一位错误，先后退回{k}次。",
        "经与外省经办机构核对，缺{month}月份的缴费凭证，其余{n}个月无误。",
    ),
    "农村小学校车超载": (
        "{month}月{day}日早上拦检，核载{n}人的校车多坐了{k}人。",
        "经查，该线路只有一辆车，承运{n}名学生，分不开班次。",
    ),
    "自来水浑浊不能饮用": (
        "取样{k}份送检，浊度最高为{n}，超过国家标准。",
        "经查，{month}月管网改造时冲洗不够，末端{n}户受到影响。",
    ),
}  # fmt: skip

DONE = (
    "已安排施工队于{month}月{day}日进场，{n}日内完成，完工后请{k}名住户代表一起验收。",
    "已向责任单位下达整改通知书，限{n}日内改正，逾期依法处理，并由专人每周到场查看。",
    "所需经费已列入本月计划，先行解决其中最急的{k}处，其余在{n}天内完成。",
    "已与有关部门约定分工，{month}月{day}日起每{k}天通报一次进度，直至办结。",
)


def message(title: str, name: str) -> str:
    """What a person of the crowd writes; the same name always writes the same."""
    draw = Random(f"message/{name}")  # noqa: S311  # a story, not a secret
    said = draw.sample(DETAILS, 3)
    return _filled(f"{title}。{''.join(said)}{draw.choice(PLEAS)}", draw)


def letter(title: str, unit: str, name: str) -> str:
    """The answer of a unit: set phrases that are its own, and what it found and does this time."""
    house = Random(f"house/{unit}")  # noqa: S311  # a story, not a secret
    greeting, closing = house.choice(GREETINGS), house.choice(CLOSINGS)
    draw = Random(f"letter/{name}")  # noqa: S311  # a story, not a secret
    found, done = draw.choice(FOUND[title]), draw.choice(DONE)
    return greeting + _filled(f"关于{title}的问题，{found}{done}", draw) + REMEDY + closing


def _filled(text: str, draw: Random) -> str:
    return text.format(
        month=draw.randrange(3, 7), day=draw.randrange(1, 29),
        n=draw.randrange(8, 60), k=draw.randrange(2, 9),
    )  # fmt: skip
