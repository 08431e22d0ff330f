"""Files with one of every damage in them, and what the importer has to say about each.

Every damaged record carries SECRET, which no reject may repeat; between them stand good records.
"""

import gzip
from dataclasses import dataclass
from pathlib import Path

from case_logs import TOML, as_xes

from petition_es.importing.csv_record import FIELD_CHARS_MAX
from petition_es.importing.reasons import Reason

SECRET = "机密甲乙丙"
HEADER = b"message_id,user,subject,submitted_at,body,reply,replied_at\n"


@dataclass(frozen=True)
class Damage:
    """A damaged record, the lines it takes, and the column and reason it is rejected with."""

    record: bytes
    column: str
    reason: Reason
    lines: int = 1


def row(
    name: str,
    *,
    user: str = "A1",
    subject: str = "路灯不亮",
    sent: str = "2019/4/25 9:32:09",
    body: str = SECRET,
    reply: str = "已修好",
    replied: str = "2019/5/9 10:00:00",
) -> bytes:
    return f"{name},{user},{subject},{sent},{body},{reply},{replied}\n".encode()


def damages() -> list[Damage]:
    long_text = "长" * (FIELD_CHARS_MAX + 1)
    huge_text = "x" * (10 * 1024 * 1024)
    return [
        Damage(f"b1,A1,{SECRET},2019/4/25 9:32:09\n".encode(), "body", Reason.CUT_LINE),
        Damage(row("b2", reply="好,的"), "replied_at", Reason.EXTRA_FIELDS),
        Damage(row("b3", body=f'"{SECRET}'), "body", Reason.UNCLOSED_QUOTE),
        Damage(row("b4", body=f'"{SECRET}" 说'), "body", Reason.STRAY_QUOTE),
        Damage(
            row("b5", subject="GB").replace(b"GB", b"\xc2\xb7\xb5\xc6"),
            "subject",
            Reason.WRONG_ENCODING,
        ),
        Damage(row("b6", body=f"{SECRET}\0"), "body", Reason.NUL_BYTE),
        Damage(row("b7", reply=long_text), "reply", Reason.FIELD_TOO_LONG),
        Damage(row("b8", body=huge_text), "body", Reason.FIELD_TOO_LONG),
        Damage(row("b9", subject="   "), "subject", Reason.MISSING_VALUE),
        Damage(row("b10", body="\u3000"), "body", Reason.MISSING_VALUE),
        Damage(row("b11", reply=""), "reply", Reason.MISSING_VALUE),
        Damage(row("b12", replied=""), "replied_at", Reason.MISSING_VALUE),
        Damage(row("b 13"), "message_id", Reason.BAD_IDENTIFIER),
        Damage(row("b14", user="u" * 65), "user", Reason.BAD_IDENTIFIER),
        Damage(row("b15", sent="four o'clock"), "submitted_at", Reason.UNREADABLE_DATE),
        Damage(row("b16", sent="2019/2/30 9:00:00"), "submitted_at", Reason.IMPOSSIBLE_DATE),
        Damage(row("b17", sent="2019/4/25 25:61:00"), "submitted_at", Reason.IMPOSSIBLE_DATE),
        Damage(row("b18", replied="2099/1/1 9:00:00"), "replied_at", Reason.FUTURE_DATE),
        Damage(row("b19", replied="2019/4/25 9:32:08"), "replied_at", Reason.REPLY_BEFORE_MESSAGE),
        Damage(row("g1", subject="另一件事"), "message_id", Reason.DUPLICATE_ID_OTHER_CONTENT),
    ]


def broken_complaints() -> tuple[bytes, list[tuple[int, str, Reason]], int]:
    """Return the file, its rejects in order (line, column, reason) and how many rows are good."""
    content, line, good = [HEADER, row("g1")], 2, 1
    expected: list[tuple[int, str, Reason]] = []
    for damage in damages():
        content += [damage.record, row(f"g{good + 1}")]
        expected.append((line + 1, damage.column, damage.reason))
        line += damage.lines + 1
        good += 1
    return b"".join(content), expected, good


RULES = """
[activities]
Look = { event = "Replied", kind = { column = "org:resource" } }
Done = { event = "Resolved", scope = "whole", outcome = "other" }
[otherwise]
reject = true
"""


DEADLINES = """
[assignment]
to_unit = "desk"
due = "case:due-date"
done_at = "case:end-date"
"""


def broken_case_logs() -> dict[str, tuple[bytes, str]]:
    """Return the reasons' worth that only a case log has: by file name the log and its mapping."""
    of_case, when = {"case:concept:name": "c1"}, "2011-01-03T10:00:00+01:00"
    steps = [
        {"concept:name": "Look", "time:timestamp": when, "org:resource": "somebody"},
        {"concept:name": "Done", "time:timestamp": when},
        {"concept:name": "Open", "time:timestamp": when},
    ]
    good = as_xes([(of_case, steps)])
    over = {"case:due-date": when, "case:end-date": "2010-12-31T10:00:00+01:00"}
    backwards = as_xes([(of_case | over, steps)])
    return {
        "backwards.xes": (backwards, TOML + DEADLINES),
        "rules.xes": (good, TOML + RULES),
        "cut.xes": (good[:-20], TOML),
        "entity.xes": (b"<!DOCTYPE log [<!ENTITY a 'b'>]>" + good, TOML),
        "cut.xes.gz": (gzip.compress(good)[:-9], TOML),
    }


if __name__ == "__main__":  # To see the rejects with your own eyes.
    Path("broken.csv").write_bytes(broken_complaints()[0])
    for name, (log, mapping) in broken_case_logs().items():
        Path(name).write_bytes(log)
        Path(f"{name}.toml").write_text(mapping, encoding="utf-8")
