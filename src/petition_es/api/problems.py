"""Problem details (RFC 9457): the only place that knows the status codes of refusals and faults.

A problem's `type` is `/problems/<name>`, stable for ever, and a page explains it. `title` names the
rule, `detail` says in the reader's language what to do, `facts` are for programs.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from petition_es.api import at_the_door as door
from petition_es.api.attachments import refusals as files
from petition_es.domain import refusals
from petition_es.messages import has, say
from petition_es.projections.replay import NoSuchStep, NotAnAnswer
from petition_es.projections.timeline import NotPublished, NotYetHappened, NotYetKnown
from petition_es.store import faults
from petition_es.store.lookup_attempts import WINDOW

MEDIA_TYPE = "application/problem+json"

STATUS: dict[type[Exception], int] = {
    refusals.OutOfTurn: 409,
    refusals.RuleNotMet: 409,
    refusals.NoSuchThing: 409,
    refusals.TimeNotPossible: 409,
    refusals.NotACode: 422,
    refusals.NotInTheList: 422,
    refusals.WrongKind: 422,
    refusals.MistypedNumber: 422,
    refusals.TimeWithoutZone: 422,
    refusals.KeyReused: 422,
    files.FileEmpty: 422,
    files.FileNotAsNamed: 422,
    files.FileNotAsClaimed: 422,
    files.PictureBroken: 422,
    files.PictureTooLarge: 422,
    files.PictureMoves: 422,
    files.PdfBroken: 422,
    files.PdfEncrypted: 422,
    files.PdfActive: 422,
    files.TextNotReadable: 422,
    files.TextWithControls: 422,
    files.VoucherUnknown: 422,
    files.VoucherExpired: 422,
    files.DocumentErased: 410,
    refusals.NotPermitted: 403,
    refusals.NoSuchUnit: 409,
    refusals.NoSuchPetition: 404,
    refusals.NoSuchPetitioner: 404,
    refusals.NoSuchFinding: 404,
    refusals.DismissedWithoutReason: 422,
    NotPublished: 404,
    NotYetHappened: 404,
    NotYetKnown: 404,
    NoSuchStep: 404,
    NotAnAnswer: 404,
    refusals.NoSuchIdentity: 401,
    refusals.TooManyAttempts: 429,
    refusals.PetitionMovedOn: 412,
    faults.StoreFault: 500,
    faults.NotAppended: 409,
    faults.UnstorableEvent: 422,
    faults.WordsErased: 410,
    faults.DatabaseUnreachable: 503,
    door.NotFound: 404,
    door.NumberMistyped: 404,
    door.MethodNotAllowed: 405,
    door.NotReadable: 400,
    door.WrongMediaType: 415,
    door.FieldsNotValid: 422,
    door.DayNotReadable: 422,
    door.TooLarge: 413,
    door.TooSlow: 408,
    door.TooManyRequests: 429,
    door.Busy: 503,
    door.NoActor: 401,
    door.TokenNotValid: 401,
    door.OnlyOnThisMachine: 401,
    door.OutsideTheScope: 403,
    door.ViewNotYours: 403,
    door.AuditorsOnly: 403,
    door.FromElsewhere: 403,
    door.VersionMissing: 428,
    door.VersionNotReadable: 400,
    door.KeyNotReadable: 400,
    door.PageUnknown: 404,
    door.PositionUnknown: 409,
    door.NotYetFolded: 503,
    door.NotYetCounted: 503,
    door.NoAudit: 404,
    door.PeriodBackwards: 422,
    door.InternalFault: 500,
}
"""The status of each kind; the most precise class decides.

409 where the file of the petition, as it stands, does not allow the act; 422 where the words of the
request are wrong whatever the file says.
"""

TREES: dict[type[Exception], str] = {
    refusals.Refusal: "refusal",
    faults.StoreFault: "fault",
    door.AtTheDoor: "door",
}
"""The trees of what can go wrong, with the family of their sentences in the catalogues."""

ALIKE: dict[type[Exception], type[Exception]] = {NotPublished: refusals.NoSuchPetition}
"""What is told in the very words of something else, so that nobody learns which one it was."""

FIRST_OF_OURS = HTTPStatus.INTERNAL_SERVER_ERROR
"""From this status on the fault is ours."""

RETRY_SECONDS = {429: 60, 503: 2}
RETRY_A_CODE_SECONDS = int(WINDOW.total_seconds())
"""By then every wrong code that was counted is forgotten."""


@dataclass(frozen=True)
class ProblemType:
    """One kind of problem: its name in the URI, its status, and where its sentence stands."""

    name: str
    title: str
    status: int
    key: str
    meaning: str

    @property
    def uri(self) -> str:
        """The stable URI, relative to the site, that a page explains."""
        return f"/problems/{self.name}"


@dataclass(frozen=True)
class Problem:
    """One problem as it is answered."""

    kind: ProblemType
    detail: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    def body(self, instance: str) -> dict[str, Any]:
        """The members of the problem; `instance` names the request in the logs."""
        return {
            "type": self.kind.uri,
            "title": self.kind.title,
            "status": self.kind.status,
            "detail": self.detail,
            "instance": f"urn:uuid:{instance}",
            **self.facts,
        }


def problem_types() -> Mapping[str, ProblemType]:
    """Every problem that can be answered, by its name in the URI."""
    kinds = (problem_type(each) for tree in TREES for each in _leaves(tree) if each not in ALIKE)
    return {kind.name: kind for kind in sorted(kinds, key=lambda kind: kind.name)}


def problem_of(trouble: Exception, language: str) -> Problem:
    """Say a refusal, a fault, or what was turned away at the door, as a problem."""
    told = ALIKE.get(type(trouble), type(trouble))
    kind = problem_type(told)
    is_alike = told in ALIKE.values()  # Then a fact more or less would tell which one it was.
    facts: dict[str, str] = {} if is_alike else getattr(trouble, "facts", {})
    headers = dict(getattr(trouble, "headers", {}))
    if told is refusals.TooManyAttempts:
        headers["Retry-After"] = str(RETRY_A_CODE_SECONDS)
    if kind.status in RETRY_SECONDS:
        headers.setdefault("Retry-After", str(RETRY_SECONDS[kind.status]))
    if told is refusals.PetitionMovedOn:
        headers["ETag"] = f'"{facts["version"]}"'
    if kind.status == HTTPStatus.UNAUTHORIZED:
        headers.setdefault("WWW-Authenticate", 'Bearer realm="petition_es"')
    # A fault's own sentence is for who keeps the machine: it names folders and servers.
    is_ours = isinstance(trouble, faults.StoreFault) and kind.status >= FIRST_OF_OURS
    key = "door.InternalFault" if is_ours else kind.key
    detail = say(key, language, **facts) if has(key) else kind.meaning
    return Problem(kind, detail, _told(facts, kind), headers)


def problem_type(trouble: type[Exception]) -> ProblemType:
    """The problem that a class of refusals, faults or turned-away requests is answered as."""
    family = next(family for tree, family in TREES.items() if issubclass(trouble, tree))
    words = re.findall(r"[A-Z][a-z]*", trouble.__name__)
    return ProblemType(
        name="-".join(words).lower(),
        title=" ".join([words[0], *(word.lower() for word in words[1:])]),
        status=next(STATUS[each] for each in trouble.__mro__ if each in STATUS),
        key=f"{family}.{trouble.__name__}",
        meaning=(trouble.__doc__ or "").strip().split("\n")[0],
    )


def _leaves(tree: type[Exception]) -> Iterator[type[Exception]]:
    below = tree.__subclasses__()
    if not below:
        yield tree
    for each in below:
        yield from _leaves(each)


def _told(facts: Mapping[str, str], kind: ProblemType) -> dict[str, Any]:
    """What a program is told; of our own faults nothing that an outsider need not know."""
    return {"facts": dict(facts)} if facts and kind.status < FIRST_OF_OURS else {}
