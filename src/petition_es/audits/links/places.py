"""Places that a text names: enough of them to notice that two texts speak of different ones.

No list of places is needed, only the endings that divisions have in Chinese (市, 区, 县, 镇, 乡,
街道). What else ends so (小区, 超市) is left out.
"""

import re
from functools import lru_cache

from petition_es.audits.texts.plain import plain

ENDING = re.compile(r"(\w{1,2}?)(市|区|县|旗|镇|乡|街道)")
UPPER = frozenset("市区县旗")
NO_PLACE = re.compile(
    r"(?:[小社地园山片辖城校宅发景市全我该本新灾郊库港战禁特湖片老那这]区"
    r"|[城超门全我本该菜股楼夜都上房]市|[我本该全外各]县|[我本该全城集乡村]镇"
    r"|[家老城故下水返]乡|[本该各]街道)$"
)
SPOT = re.compile(
    r"([一-鿿a-z0-9]{2,3})"
    r"(路|街|大道|巷|小区|花园|花城|公馆|嘉园|苑|村|社区|中学|小学|学校|幼儿园|医院|公司|广场|市场"
    r"|车站|大桥|楼盘|项目|厂)"
)
NO_SPOT = re.compile(
    r"(?:我们|[这那]个|[该本全在的是和与到对从等为有个住新各条修农马道铁公大小老]|附近|周边|开发|物业|高速|步行)$"
)


@lru_cache(maxsize=4096)
def named_places(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """The cities, districts and counties that a text names, and the towns and streets."""
    upper: set[str] = set()
    lower: set[str] = set()
    for found in ENDING.finditer(plain(text).replace(" ", "")):
        name = found[0]
        if NO_PLACE.search(name):
            continue
        (upper if found[2] in UPPER else lower).add(name)
    return frozenset(upper), frozenset(lower)


@lru_cache(maxsize=4096)
def named_spots(text: str) -> frozenset[str]:
    """The streets, estates, schools and the like that a text names, by the end of their names."""
    words = plain(text).replace(" ", "")
    return frozenset(
        found[1][-2:] + found[2] for found in SPOT.finditer(words) if not NO_SPOT.search(found[1])
    )


def disagree(one: str, other: str) -> bool:
    """Tell whether both name cities, districts or counties, and not one of them in common."""
    first, second = named_places(one)[0], named_places(other)[0]
    return bool(first and second and first.isdisjoint(second))
