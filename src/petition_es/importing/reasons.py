"""Why a record was not imported, and what to do about it, in English and Chinese."""

from enum import StrEnum
from typing import Literal


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
    REPLY_BEFORE_MESSAGE = "reply_before_message"
    DUPLICATE_ID_OTHER_CONTENT = "duplicate_id_other_content"
    UNMAPPED_ACTIVITY = "unmapped_activity"
    UNMAPPED_VALUE = "unmapped_value"
    REFUSED_BY_RULE = "refused_by_rule"
    MALFORMED_XML = "malformed_xml"
    FORBIDDEN_XML = "forbidden_xml"
    BROKEN_ARCHIVE = "broken_archive"

    def sentence(self, language: Literal["en", "zh"] = "en") -> str:
        """Say in one sentence what is wrong and what to do."""
        english, chinese = _SENTENCES[self]
        return chinese if language == "zh" else english


_SENTENCES: dict[Reason, tuple[str, str]] = {
    Reason.CUT_LINE: (
        "The line has fewer fields than the header: complete it from the source.",
        "该行字段少于表头：请对照原始数据补全。",
    ),
    Reason.EXTRA_FIELDS: (
        "The line has more fields than the header: put quotes around text that contains commas.",
        "该行字段多于表头：请给含逗号的文本加上双引号。",
    ),
    Reason.UNCLOSED_QUOTE: (
        "A quote opens in this field and is never closed: close it, or double it if it is text.",
        "该字段的双引号没有结束：请补上结束引号；若引号属于正文，请写成两个。",
    ),
    Reason.STRAY_QUOTE: (
        "Text follows the closing quote of this field: double the quotes that are text.",
        "结束引号之后还有文字：属于正文的引号请写成两个。",
    ),
    Reason.WRONG_ENCODING: (
        "The field has bytes of another encoding: save the row as UTF-8, or pass --encoding.",
        "该字段的字节不符合文件编码：请将该行重新存为 UTF-8，或用 --encoding 指明编码。",
    ),
    Reason.NUL_BYTE: (
        "The field holds a NUL byte, which no text has: export the row again.",
        "该字段含有空字节（NUL）：请重新导出该行。",
    ),
    Reason.FIELD_TOO_LONG: (
        "The field is longer than one mebi-character: shorten it, or attach it as a document.",
        "该字段超过长度上限（1,048,576 字）：请缩短，或改作附件提交。",
    ),
    Reason.MISSING_VALUE: (
        "A value that is needed is empty: fill it in from the source.",
        "必填的值为空：请对照原始数据补填。",
    ),
    Reason.BAD_IDENTIFIER: (
        "The identifier is too long or holds blanks or control characters: correct it.",
        "编号过长，或含有空格、控制字符：请更正。",
    ),
    Reason.UNREADABLE_DATE: (
        "The date is spelled in a way that is not known: write it as 2019-04-25 09:32:09.",
        "无法识别日期写法：请写成 2019-04-25 09:32:09 的形式。",
    ),
    Reason.IMPOSSIBLE_DATE: (
        "There is no such day or time: correct it from the source.",
        "没有这样的日期或时间：请对照原始数据更正。",
    ),
    Reason.FUTURE_DATE: (
        "The date is still to come: correct it, or import the record after that day.",
        "日期尚未到来：请更正，或在该日之后再导入。",
    ),
    Reason.REPLY_BEFORE_MESSAGE: (
        "The reply is dated before the message it answers: correct one of the two times.",
        "答复时间早于来信时间：请更正其中之一。",
    ),
    Reason.DUPLICATE_ID_OTHER_CONTENT: (
        "The same identifier was imported with other content: find out which of the two is right.",
        "相同编号已以不同内容导入：请核实哪一条正确。",
    ),
    Reason.UNMAPPED_ACTIVITY: (
        "The mapping does not say what this activity becomes: add it under [activities].",
        "映射文件没有说明该活动如何转换：请在 [activities] 下补充。",
    ),
    Reason.UNMAPPED_VALUE: (
        "The mapping has no word for this value: add it under values, or say otherwise.",
        "映射文件没有与该值对应的词：请在 values 下补充，或写明 otherwise。",
    ),
    Reason.REFUSED_BY_RULE: (
        "A rule of the petition's life refuses this step: map the activity to a weaker event.",
        "信访件办理规则不允许这一步：请把该活动映射为较弱的事件。",
    ),
    Reason.MALFORMED_XML: (
        "The XML is damaged here and nothing after it could be read: export the file again.",
        "XML 在此处损坏，其后内容无法读取：请重新导出该文件。",
    ),
    Reason.FORBIDDEN_XML: (
        "The XML declares a document type or entities, which a case log never needs: remove them.",
        "XML 含有文档类型或实体声明，案件日志不需要它们：请删除。",
    ),
    Reason.BROKEN_ARCHIVE: (
        "The compressed file is cut or damaged here: fetch or compress it again.",
        "压缩文件在此处被截断或损坏：请重新获取或重新压缩。",
    ),
}
