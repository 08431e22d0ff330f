"""The offices of the nation as a list of units: the real divisions, with ids that say nothing.

It is the tree of the simulation without its mark, and with the ministries above.
"""

from collections.abc import Iterator
from functools import cache

from petition_es.domain.identity import derived_id
from petition_es.simulation.offices import all_offices, bureau_of
from petition_es.simulation.source import MARK, OPAQUE_CHARS

COLUMNS = (
    "unit_id", "name_zh", "name_en", "level", "kind", "division", "superior", "connected_since",
)  # fmt: skip

LIST = "divisions"

MINISTRIES = (
    "外交部", "国防部", "国家发展和改革委员会", "教育部", "科学技术部", "工业和信息化部",
    "国家民族事务委员会", "公安部", "国家安全部", "民政部", "司法部", "财政部",
    "人力资源和社会保障部", "自然资源部", "生态环境部", "住房和城乡建设部", "交通运输部", "水利部",
    "农业农村部", "商务部", "文化和旅游部", "国家卫生健康委员会", "退役军人事务部", "应急管理部",
    "中国人民银行", "审计署",
)  # fmt: skip
"""The constituent departments of the State Council (国务院组成部门), of 2023 like the divisions."""

Row = tuple[str, ...]


def nation(connected_since: str = "") -> Iterator[Row]:
    """Every office as a row of a list of units, each behind its superior."""
    top = bureau_of(None).unit_id
    for office in all_offices():
        code = str(office.division.as_code) if office.division else ""
        superior = _opaque(office.superior) if office.superior else ""
        name = office.name.removesuffix(MARK)
        place = (office.level, office.kind, code, superior)
        yield (_opaque(office.unit_id), name, "", *place, connected_since)
        if office.unit_id == top:
            yield from _ministries(_opaque(top), connected_since)


def _ministries(superior: str, connected_since: str) -> Iterator[Row]:
    for name in MINISTRIES:
        place = ("national", "ministry", "", superior)
        yield (_opaque(name), name, "", *place, connected_since)


@cache
def _opaque(what: str) -> str:
    """An id that says nothing of its unit, the same in every list."""
    return f"u-{derived_id(LIST, what, 'unit').hex[:OPAQUE_CHARS]}"
