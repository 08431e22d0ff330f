"""A hot issue in words: how it grew, where it lies, and why it is taken for one."""

from petition_es.audits.hot.issue import HotIssue
from petition_es.messages import label, say


def many(issue: HotIssue, language: str) -> str:
    """How many persons, in how many petitions."""
    return say("hot.many", language, persons=issue.persons, petitions=issue.petitions)


def grew(issue: HotIssue, language: str) -> str:
    """By how many persons it grew, and from how many."""
    return say("hot.grew", language, growth=f"{issue.growth:+d}", before=issue.persons_before)


def when(issue: HotIssue) -> str:
    """The days of its first and its latest petition."""
    return f"{issue.first} – {issue.latest}"


def where(issue: HotIssue, language: str) -> str:
    """Division, kind of matter, and the rounded point, as far as they are known."""
    category = label("category", issue.category, language) if issue.category else ""
    point = ", ".join(map(str, issue.place)) if issue.place else ""
    return " · ".join(filter(None, [issue.division, category, point]))


def why(issue: HotIssue, language: str) -> str:
    """What makes it one matter: how many bonds of each kind, and within how many metres."""
    counted = ((kind, number) for kind, number in issue.bonds.items() if number)
    said = [say(f"hot.by.{kind}", language, number=number) for kind, number in counted]
    if issue.metres is not None:
        said.append(say("hot.by.metres", language, metres=issue.metres))
    return " · ".join(said)
