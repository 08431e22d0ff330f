"""Small case logs, the same one written as CSV and as XES."""

from xml.sax.saxutils import quoteattr

CASES = [
    (
        {
            "case:concept:name": "c1",
            "case:channel": "Internet",
            "case:startdate": "2011-01-03T09:00:00+01:00",
        },
        [
            {
                "concept:name": "Open",
                "time:timestamp": "2011-01-03T10:00:00+01:00",
                "org:resource": "r1",
            },
            {
                "concept:name": "Look",
                "time:timestamp": "2011-01-04T10:00:00+01:00",
                "org:group": "EMPTY",
            },
            {"concept:name": "Look", "time:timestamp": "2011-01-04T10:00:00+01:00"},
        ],
    ),
    (
        {"case:concept:name": "c2", "case:channel": "Fax"},
        [{"concept:name": "Open", "time:timestamp": "2011-02-01", "org:resource": "r2"}],
    ),
]

COLUMNS = [
    "case:concept:name", "case:channel", "case:startdate",
    "concept:name", "time:timestamp", "org:resource", "org:group",
]  # fmt: skip

TOML = """
[source]
system = "small"
timezone = "Europe/Amsterdam"
empty = ["EMPTY"]

[case]
id = "case:concept:name"
started_at = "case:startdate"
channel = { column = "case:channel", values = { Internet = "web" }, otherwise = "other" }

[event]
activity = "concept:name"
at = "time:timestamp"
resource = "org:resource"
unit = "org:group"
"""


def as_csv(cases=CASES) -> bytes:
    rows = [of_case | event for of_case, events in cases for event in events]
    return csv_of(rows)


def csv_of(rows) -> bytes:
    lines = [COLUMNS, *([row.get(column, "") for column in COLUMNS] for row in rows)]
    return "".join(",".join(line) + "\n" for line in lines).encode()


def as_xes(cases=CASES, *, namespace="http://www.xes-standard.org/") -> bytes:
    lines = [f'<log xes.version="1.0" xmlns="{namespace}">', '<string key="origin" value="test"/>']
    for of_case, events in cases:
        lines += ["<trace>", *map(_attribute, of_case.items())]
        for event in events:
            lines += ["<event>", *map(_attribute, event.items()), "</event>"]
        lines += ["</trace>"]
    return "\n".join([*lines, "</log>", ""]).encode()


def _attribute(item: tuple[str, str]) -> str:
    key, value = item
    kind = "date" if "time" in key or "date" in key else "string"
    return f"<{kind} key={quoteattr(key.removeprefix('case:'))} value={quoteattr(value)}/>"
