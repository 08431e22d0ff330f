"""Places that a text names: enough of them to notice that two texts speak of different ones.

No list of places is needed, only the endings that divisions have in Chinese (市, 区, 县, 镇, 乡,
街道). What else ends so (小区, 超市) is left out.
"""

import re

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


def named_divisions(words: str) -> frozenset[str]:
    """The cities, districts and counties that a plain text names."""
    return frozenset(
        found[0]
        for found in ENDING.finditer(words.replace(" ", ""))
        if found[2] in UPPER and not NO_PLACE.search(found[0])
    )


def named_spots(words: str) -> frozenset[str]:
    """The streets, estates, schools and the like that a plain text names, by their names' ends."""
    run = words.replace(" ", "")
    return frozenset(
        found[1][-2:] + found[2] for found in SPOT.finditer(run) if not NO_SPOT.search(found[1])
    )


def apart(some: frozenset[str], others: frozenset[str]) -> bool:
    """Tell whether there are some of both, and none in common."""
    return bool(some and others and some.isdisjoint(others))
