"""A script that touches every operation of the door with a valid call."""

import re

from at_the_counter import ANY, AUDITOR, BUREAU, PETITIONER, UNIT, as_demo

from petition_es.api.examples import EXAMPLES

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c4944415408d763f8cfc0000003010100f7034143"
    "0000000049454e44ae426082"
)

TO_AN_OPINION = [
    (BUREAU, "register", {}),
    (BUREAU, "classify", {}),
    (BUREAU, "record_claims", {}),
    (BUREAU, "join_party", {}),
    (BUREAU, "leave_party", {"on_behalf_of": "p-li"}),
    (BUREAU, "link", {}),
    (BUREAU, "unlink", {}),
    (BUREAU, "disclose", {}),
    (BUREAU, "issue_query_code", {}),
    (BUREAU, "refer", {}),
    (UNIT, "receive", {}),
    (UNIT, "return_referral", {}),
    (BUREAU, "refuse_return", {}),
    (UNIT, "raise_dispute", {}),
    (BUREAU, "decide_dispute", {}),
    (UNIT, "accept", {}),
    (UNIT, "convert", {}),
    (UNIT, "extend", {}),
    (UNIT, "suspend", {}),
    (UNIT, "resume", {}),
    (BUREAU, "open_supervision", {}),
    (BUREAU, "close_supervision", {}),
    (UNIT, "contact", {}),
    (UNIT, "take_action", {}),
    (PETITIONER, "urge", {}),
    (UNIT, "reply", {}),
    (UNIT, "issue_opinion", {}),
    (UNIT, "deliver", {}),
    (PETITIONER, "request_review", {}),
    (BUREAU, "decide_review", {}),
    (UNIT, "carry_out", {}),
    (UNIT, "resolve", {}),
    (BUREAU, "open_evaluation", {}),
    (PETITIONER, "evaluate", {}),
    (BUREAU, "close_evaluation", {}),
    (BUREAU, "follow_up", {}),
    (BUREAU, "reopen", {}),
]
"""Who does what, in the words of the examples, with what is said beside them."""

AN_ASSIGNMENT = [
    (BUREAU, "register", {}),
    (BUREAU, "record_claims", {}),
    (BUREAU, "refer", {"kind": "assignment", "report_due": "2027-01-31T17:00:00+08:00"}),
    (UNIT, "receive", {}),
    (UNIT, "report_result", {"outcome": "partly_done"}),
    (BUREAU, "send_back_report", {}),
    (UNIT, "report_result", {}),
    (BUREAU, "approve_report", {}),
]


class Script:
    """Calls every operation with a client, and remembers which were answered well."""

    def __init__(self, client, description, merge_units):
        """`merge_units` lets the registry say that the roads office was merged."""
        self.client, self.merge_units = client, merge_units
        self.reached = set()
        self._operations = [
            (method.upper(), re.compile(re.sub(r"\{\w+\}", "[^/]+", path)), said["operationId"])
            for path, methods in description["paths"].items()
            for method, said in methods.items()
        ]
        self.all = {name for _, _, name in self._operations}

    def play(self):
        """Touch everything."""
        for path in ("/healthz", "/readyz", "/receipts/key"):
            self.call("GET", path)
        number = self.submitted()
        self.acts(number, TO_AN_OPINION)
        self.papers(number)
        self.records(number)
        self.projections()
        self.findings()
        self.acts(self.submitted(), AN_ASSIGNMENT)
        self.acts(self.submitted(), [(BUREAU, "register", {}), (BUREAU, "decline", {})])
        self.acts(self.submitted(), [(PETITIONER, "withdraw", {})])
        self.acts(
            self.submitted(), [(BUREAU, "register", {}), (BUREAU, "merge", {"survivor": number})]
        )
        ending = [(BUREAU, "register", {}), (BUREAU, "terminate", {"ground": "settled"})]
        self.acts(self.submitted(), ending)
        self.correct(self.submitted())
        self.take_over(self.submitted())
        self.call("POST", "/receipts/verify", json={"proof": "petition-es proof of submission"})

    def take_over(self, number):
        self.acts(number, [(BUREAU, "register", {}), (BUREAU, "refer", {})])
        self.merge_units()
        self.act(BUREAU, number, "take_over")

    def submitted(self):
        headers = as_demo(BUREAU)
        return self.call("POST", "/petitions", json=EXAMPLES["submit"], headers=headers).json()[
            "number"
        ]

    def acts(self, number, steps):
        for who, name, more in steps:
            self.act(who, number, name, **more)

    def act(self, who, number, name, **more):
        path = f"/petitions/{number}/{name.replace('_', '-')}"
        headers = {**as_demo(who), **ANY}
        return self.call("POST", path, json={**EXAMPLES[name], **more}, headers=headers).json()

    def papers(self, number):
        headers = {**as_demo(BUREAU), "Content-Type": "image/png"}
        kept = self.call("POST", f"/petitions/{number}/attachments", content=PNG, headers=headers)
        voucher, paper = (kept.json()[name] for name in ("attachment", "attachment_id"))
        self.act(BUREAU, number, "add_material", attachments=[voucher], on_behalf_of="p-road")
        self.call("GET", f"/petitions/{number}/documents/{paper}", headers=as_demo(BUREAU))

    def records(self, number):
        for what in ("timeline", "events", "parties", "due.ics", "similar"):
            self.call("GET", f"/petitions/{number}/{what}", headers=as_demo(BUREAU))
        self.call("GET", f"/petitions/{number}/replay", headers=as_demo("auditor"))
        with self.client.stream("GET", f"/petitions/{number}/stream") as answer:
            self._note(answer)

    def projections(self):
        timeliness = "/projections/timeliness?from=2016-01-01&to=2016-12-31&wait=10"
        for _ in range(20):  # Until it is counted.
            if self.client.get(timeliness, headers=as_demo(BUREAU)).is_success:
                break
        for path in ("/quality?from=2016-01-01&to=2016-12-31", "/quality/public?year=2016"):
            self.call("GET", path, headers=as_demo(AUDITOR))
        for path in (
            "/projections", "/projections/petition_list", "/projections/overdue",
            "/projections/notices", timeliness,
        ):  # fmt: skip
            self.call("GET", path, headers=as_demo(BUREAU))

    def findings(self):
        who = as_demo("auditor")
        found = self.call("GET", "/findings", headers=who).json()["findings"]
        self.call("GET", "/findings.csv", headers=who)
        address = f"/findings/{found[0]['finding_id']}"
        self.call("GET", address, headers=who)
        for judgement in ("open", "confirm", "reopen", "dismiss"):
            said = {"reason": "已按新号办结。"}
            self.call("POST", f"{address}/{judgement}", json=said, headers=who)

    def correct(self, number):
        done = self.act(BUREAU, number, "register")
        self.act(BUREAU, number, "correct", corrected=done["events"][0]["id"])

    def call(self, method, path, **more):
        answer = self.client.request(method, path, **more)
        self._note(answer)
        return answer

    def _note(self, answer):
        asked = answer.request
        if not answer.is_success:
            raise AssertionError(f"{asked.method} {asked.url.path}: {answer.read()}")
        for method, path, name in self._operations:
            if method == asked.method and path.fullmatch(asked.url.path):
                self.reached.add(name)
