"""The two stories of the article, as far as offices act in them: who, which act, in which words.

The same steps as in the demonstration, but on a petition that somebody just handed in on the web.
"""

BRIDGE = {
    "title": "村口的石拱桥成了危桥",
    "text": "桥面塌了一角，孩子们每天从桥上走去上学，请尽快派人来看看。",
    "address": "高沟镇河网村村口石拱桥",
    "name": "陈桂兰",
    "phone": "13900001001",
}
ROAD = {
    "title": "路面坑洼影响出行",
    "text": "村东那条路坑坑洼洼，晚上骑车很危险，希望补一补。",
    "address": "留格庄镇村东道路",
    "name": "于海生",
    "phone": "13900001002",
}
"""What the petitioners write."""

LAW = [{"instrument": "cn-2005", "article": "32"}]
TRANSPORT = {"scheme": "content", "version": "2016", "value": "transport"}


def _claim(claim_id, text):
    return {"claim_id": claim_id, "kind": "demand", "text": text}


def _supported(*claim_ids):
    return [{"claim_id": claim_id, "stance": "support"} for claim_id in claim_ids]


BRIDGE_BEGINS = (
    ("jiangsu-bureau", "register", {"purpose": "request", "category": TRANSPORT}),
    (
        "jiangsu-bureau",
        "record-claims",
        {"claims": [_claim("c1", "修好危桥"), _claim("c2", "修好以前禁止车辆通行")]},
    ),
    ("jiangsu-bureau", "accept", {"kind": "procedural"}),
    ("jiangsu-bureau", "refer", {"to_unit": "huaian-bureau"}),
    ("huaian-bureau", "receive", {}),
    ("huaian-bureau", "refer", {"to_unit": "lianshui-transport"}),
    ("lianshui-transport", "receive", {}),
    ("lianshui-transport", "accept", {}),
)
BRIDGE_GOES_ON = (
    ("lianshui-transport", "contact", {"method": "visit"}),
    ("lianshui-transport", "take-action", {"kind": "inspection", "claim_ids": ["c1", "c2"]}),
    ("lianshui-transport", "take-action", {"kind": "works", "claim_ids": ["c2"]}),
    (
        "lianshui-transport",
        "issue-opinion",
        {
            "answers": _supported("c1", "c2"),
            "basis": LAW,
            "signatory_role": "head",
            "review_organ": "lianshui-bureau",
            "review_days": 30,
            "text": "经现场核查，该桥确为危桥，已设置禁行标志，并列入今年危桥改造计划。",
        },
    ),
    ("lianshui-transport", "deliver", {"method": "in_person"}),
    ("lianshui-transport", "take-action", {"kind": "works", "claim_ids": ["c1"]}),
    (
        "lianshui-transport",
        "carry-out",
        {"claim_ids": ["c1", "c2"], "verified_by": "lianshui-bureau"},
    ),
    ("lianshui-transport", "resolve", {"claim_ids": ["c1", "c2"]}),
)

ROAD_BEGINS = (
    ("haiyang-bureau", "register", {"purpose": "request", "category": TRANSPORT}),
    ("haiyang-bureau", "record-claims", {"claims": [_claim("c1", "修补路面")]}),
    ("haiyang-bureau", "refer", {"to_unit": "haiyang-roads"}),
    ("haiyang-roads", "receive", {}),
    (
        "haiyang-roads",
        "accept",
        {
            "procedure": "simple",
            "proposed_by": "haiyang-bureau",
            "confirmed_by": "haiyang-roads",
        },
    ),
)
ROAD_GOES_ON = (
    ("haiyang-roads", "take-action", {"kind": "inspection", "claim_ids": ["c1"]}),
    (
        "haiyang-roads",
        "issue-opinion",
        {
            "answers": _supported("c1"),
            "basis": LAW,
            "signatory_role": "head",
            "text": "已现场查看，养护队本周内完成修补。",
        },
    ),
    ("haiyang-roads", "deliver", {"method": "online"}),
    ("haiyang-roads", "take-action", {"kind": "works", "claim_ids": ["c1"]}),
    ("haiyang-roads", "carry-out", {"claim_ids": ["c1"], "verified_by": "haiyang-bureau"}),
    ("haiyang-roads", "resolve", {"claim_ids": ["c1"]}),
)
