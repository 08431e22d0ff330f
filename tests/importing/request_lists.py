"""Lists of service requests as the tests make them up: a mapping, a header, rows."""

from pathlib import Path

MAPPING = """
[source]
system = "city-311"
timezone = "America/New_York"
empty = ["N/A"]

[request]
id = "number"
opened = "opened"
title = "title"
text = "text"
address = "address"
latitude = "latitude"
longitude = "longitude"
channel = { column = "how", values = { Call = "phone" }, otherwise = "other" }

[category]
column = "kind"
scheme = "city-kind"
version = "1"

[closing]
closed = "closed"
note = "note"
unit = "desk"
"""
COLUMNS = (
    "number", "opened", "title", "text", "address", "latitude", "longitude", "how", "kind",
    "closed", "note", "desk", "ward",
)  # fmt: skip
GIVEN = (
    "1", "2019-04-25 09:32:09", "Pothole", "deep", "7 Main St", "42.3469", "-71.1508", "Call",
    "Road damage", "2019-04-26 10:00:00", "filled", "Public Works", "3",
)  # fmt: skip
HEADER = ",".join(COLUMNS) + "\n"


def request(number: str = "1", **said: str) -> str:
    """A row; what is not said is as in GIVEN."""
    fields = dict(zip(COLUMNS, GIVEN, strict=True)) | {"number": number} | said
    return ",".join(fields.values()) + "\n"


def mapping_file(folder: Path, text: str = MAPPING) -> Path:
    path = folder / "city.toml"
    path.write_text(text, encoding="utf-8")
    return path


def request_list(folder: Path, *rows: str) -> Path:
    path = folder / "requests.csv"
    path.write_text(HEADER + "".join(rows), encoding="utf-8")
    return path
