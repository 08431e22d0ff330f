"""Which act may follow which: the one table (domain reference 3.3).

Read a row from left to right: in this state the act is in turn (+), or out of turn by the rule whose
letter stands there. An act in turn may still break a rule of its own. What the
law of a place asks besides (limits, windows, grounds) stands at the acts.
"""

# ruff: noqa: E501  # a table is read across

from petition_es.domain import refusals
from petition_es.domain.petition.state import STATES, State
from petition_es.domain.refusals import OutOfTurn

RULES: dict[str, type[OutOfTurn]] = {
    "Y": refusals.AlreadySubmitted,
    "U": refusals.NotYetRegistered,
    "R": refusals.AlreadyRegistered,
    "N": refusals.NothingReferred,
    "C": refusals.NotSignedFor,
    "B": refusals.Returned,
    "P": refusals.Disputed,
    "A": refusals.NotAccepted,
    "Q": refusals.AlreadyAnswered,
    "O": refusals.NoOpinion,
    "J": refusals.NothingReported,
    "E": refusals.NotResolved,
    "Z": refusals.AlreadyResolved,
    "L": refusals.AlreadyReopened,
    "V": refusals.UnderReview,
    "S": refusals.Suspended,
    "D": refusals.AlreadyDeclined,
    "G": refusals.AlreadyGuidedAway,
    "F": refusals.AlreadyFiled,
    "T": refusals.AlreadyTerminated,
    "W": refusals.AlreadyWithdrawn,
    "M": refusals.AlreadyMerged,
    "X": refusals.NothingDisputed,
    "K": refusals.NoReviewPending,
    "I": refusals.NotSuspended,
}

ALLOWED = "+"

# fmt: off
_TABLE = """
                  submitted registered referred received returned disputed accepted declined guided_away filed in_handling suspended answered delivered resolved under_review reopened terminated withdrawn merged
submit            Y         Y          Y        Y        Y        Y        Y        Y        Y           Y     Y           Y         Y        Y         Y        Y            Y        Y          Y         Y
register          +         R          R        R        R        R        R        R        R           R     R           R         R        R         R        R            R        R          R         R
classify          U         +          +        +        +        +        +        +        +           +     +           +         +        +         +        +            +        +          +         M
record_claims     U         +          +        +        +        +        +        D        G           F     +           +         +        +         Z        V            +        T          W         M
join_party        U         +          +        +        +        +        +        D        G           F     +           +         +        +         Z        V            +        T          W         M
leave_party       U         +          +        +        +        +        +        D        G           F     +           +         +        +         Z        V            +        T          W         M
link              U         +          +        +        +        +        +        +        +           +     +           +         +        +         +        +            +        +          +         M
unlink            U         +          +        +        +        +        +        +        +           +     +           +         +        +         +        +            +        +          +         M
refer             U         +          +        +        +        P        +        D        G           F     +           S         +        +         +        V            +        T          W         M
receive           U         +          +        +        B        P        +        D        G           F     +           S         +        +         Z        V            +        T          W         M
return_referral   U         N          +        +        B        P        +        D        G           F     +           S         +        +         Z        V            +        T          W         M
refuse_return     U         N          +        +        +        P        +        D        G           F     +           S         +        +         Z        V            +        T          W         M
accept            U         +          +        +        B        P        +        D        G           F     +           S         +        +         Z        +            +        T          W         M
decline           +         +          +        +        +        P        +        D        G           F     +           S         Q        Q         Z        V            +        T          W         M
contact           U         +          +        +        +        +        +        +        +           +     +           +         +        +         +        +            +        +          W         M
take_action       U         +          +        +        B        P        +        D        G           F     +           S         +        +         +        +            +        T          W         M
add_material      +         +          +        +        +        +        +        D        G           F     +           +         +        +         Z        V            +        T          W         M
urge              U         +          +        +        +        +        +        D        G           F     +           +         +        +         Z        V            +        T          W         M
withdraw          +         +          +        +        +        +        +        D        G           F     +           +         +        +         Z        V            +        T          W         M
reply             U         +          +        +        +        +        +        D        G           F     +           S         +        +         +        V            +        T          W         M
issue_opinion     U         A          A        A        B        P        +        D        G           F     +           S         +        +         Z        +            +        T          W         M
deliver           U         +          +        +        +        +        +        +        +           +     +           +         +        +         +        +            +        +          +         M
report_result     U         N          C        +        B        P        +        D        G           F     +           S         +        +         Z        V            +        T          W         M
approve_report    U         J          +        +        B        P        +        D        G           F     +           S         +        +         Z        V            +        T          W         M
send_back_report  U         J          +        +        B        P        +        D        G           F     +           S         +        +         Z        V            +        T          W         M
carry_out         U         O          +        +        +        +        +        D        G           F     +           +         +        +         +        +            +        +          W         M
resolve           U         O          C        +        B        P        +        D        G           F     +           S         +        +         Z        V            +        T          W         M
reopen            U         E          E        E        E        E        E        +        +           +     E           E         E        E         +        V            L        T          W         M
evaluate          U         E          E        E        E        E        E        E        E           E     E           E         E        E         +        +            E        +          W         M
follow_up         U         E          E        E        E        E        E        E        E           E     E           E         E        E         +        +            E        +          W         M
correct           +         +          +        +        +        +        +        +        +           +     +           +         +        +         +        +            +        +          +         +
merge             U         +          +        +        +        P        +        D        G           F     +           S         +        +         Z        V            +        T          W         M
disclose          +         +          +        +        +        +        +        +        +           +     +           +         +        +         +        +            +        +          +         +
raise_dispute     U         N          +        +        B        P        +        D        G           F     +           S         +        +         Z        V            +        T          W         M
decide_dispute    U         X          X        X        X        +        X        D        G           F     X           S         X        X         Z        +            X        T          W         M
take_over         U         N          +        +        B        +        +        D        G           F     +           +         +        +         Z        +            +        T          W         M
convert           U         A          A        A        B        P        +        D        G           F     +           S         +        +         Z        V            +        T          W         M
extend            U         A          A        A        B        P        +        D        G           F     +           S         +        +         Z        +            +        T          W         M
suspend           U         A          A        A        B        P        +        D        G           F     +           S         Q        Q         Z        V            +        T          W         M
resume            U         I          I        I        I        I        I        D        G           F     I           +         I        I         Z        +            I        T          W         M
open_supervision  U         +          +        +        +        +        +        +        +           +     +           +         +        +         +        +            +        T          W         M
close_supervision U         +          +        +        +        +        +        +        +           +     +           +         +        +         +        +            +        T          W         M
open_evaluation   U         E          E        E        E        E        E        E        E           E     E           E         E        E         +        +            E        +          W         M
close_evaluation  U         E          E        E        E        E        E        E        E           E     E           E         E        E         +        +            E        +          W         M
request_review    U         O          +        +        +        +        +        D        G           F     +           +         +        +         +        +            +        T          W         M
decide_review     U         K          K        K        K        K        K        D        G           F     K           S         K        K         K        +            K        T          W         M
terminate         U         +          +        +        +        P        +        D        G           F     +           +         +        +         +        V            +        T          W         M
issue_query_code  +         +          +        +        +        +        +        +        +           +     +           +         +        +         +        +            +        +          +         +
"""
# fmt: on


def _read(table: str) -> dict[tuple[State, str], str]:
    head, *rows = (line.split() for line in table.strip().splitlines())
    if tuple(head) != STATES:
        raise ValueError("the table's columns are not the states")
    return {
        (state, act): letter
        for act, *letters in rows
        for state, letter in zip(STATES, letters, strict=True)
    }


CELLS = _read(_TABLE)


def check_turn(act: str, state: State) -> None:
    """Refuse an act that is out of turn in this state, by the name of the rule."""
    letter = CELLS[state, act]
    if letter != ALLOWED:
        raise RULES[letter](act=act, state=state)
