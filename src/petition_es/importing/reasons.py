"""Why a record was not imported; what to do about it stands in the catalogues."""

from enum import StrEnum
from typing import Literal

from petition_es.messages import say


class Reason(StrEnum):
    """The code in the reject file.  Codes are public: scripts sort by them."""

    CUT_LINE = "cut_line"
    EXTRA_FIELDS = "extra_fields"
    UNCLOSED_QUOTE = "unclosed_quote"
    STRAY_QUOTE = "stray_quote"
    WRONG_ENCODING = "wrong_encoding"
    NUL_BYTE = "nul_byte"
    FIELD_TOO_LONG = "field_too_long"
    MISSING_VALUE = "missing_value"
    BAD_IDENTIFIER = "bad_identifier"
    UNREADABLE_DATE = "unreadable_date"
    IMPOSSIBLE_DATE = "impossible_date"
    FUTURE_DATE = "future_date"
    BAD_COORDINATES = "bad_coordinates"
    REPLY_BEFORE_MESSAGE = "reply_before_message"
    DONE_BEFORE_START = "done_before_start"
    DUPLICATE_ID_OTHER_CONTENT = "duplicate_id_other_content"
    UNMAPPED_ACTIVITY = "unmapped_activity"
    UNMAPPED_VALUE = "unmapped_value"
    REFUSED_BY_RULE = "refused_by_rule"
    MALFORMED_XML = "malformed_xml"
    FORBIDDEN_XML = "forbidden_xml"
    BROKEN_ARCHIVE = "broken_archive"

    def sentence(self, language: Literal["en", "zh"] = "en") -> str:
        """Say in one sentence what is wrong and what to do."""
        return say(f"reason.{self.value}", language)
