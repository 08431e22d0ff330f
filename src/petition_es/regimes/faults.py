"""What can be wrong with a file of rules; every fault names file, line and key."""

from typing import ClassVar


class RegimeFault(Exception):
    """The rules cannot be used; nothing of them is loaded. The message says what to mend where."""

    text: ClassVar[str] = ""

    def __init__(self, **facts: object) -> None:
        self.facts = {name: str(fact) for name, fact in facts.items()}
        super().__init__(self.text.format_map(self.facts))

    @property
    def code(self) -> str:
        """The name under which the catalogues know the fault."""
        return type(self).__name__


class RegimeUnreadable(RegimeFault):
    """A file is no TOML, or a key of it holds what it is not for."""

    text = "{file}:{line}: {place}: {reason}. Nothing was loaded; mend this line."


class InstrumentUnknown(RegimeFault):
    """A basis names an instrument that the file does not list."""

    text = (
        "{file}:{line}: {place}: the instrument {instrument} is not under [instruments]. "
        "Add it there, with its name in zh and en."
    )


class RulesOverlap(RegimeFault):
    """Two rules of one regime say something about the same clock at the same time."""

    text = (
        "{file}:{line}: {place}: the clock {clock} has another rule for the same procedure, level "
        "and desk on {day}. Give each its own in_force_from and in_force_to."
    )


class TimesBackwards(RegimeFault):
    """Something ends before it begins."""

    text = "{file}:{line}: {place}: it ends on {ends}, before it begins on {begins}."


class ParentUnknown(RegimeFault):
    """A regime extends one that is not there."""

    text = (
        "{file}:{line}: {place}: there is no regime {parent} to extend. "
        "Known are: {known}; load its file too, or mend the name."
    )


class RegimesInACircle(RegimeFault):
    """A regime extends, over others, itself."""

    text = "{file}:{line}: {place}: {circle} is a circle of `extends`. Take one of them out."


class RegimeTwice(RegimeFault):
    """Two files have the same regime."""

    text = "{file}:{line}: {place}: the regime {regime} stands in {other} already. Rename one."


class RegimesOverlap(RegimeFault):
    """Two regimes hold for the same divisions at the same time."""

    text = (
        "{file}:{line}: {place}: {regime} and {other} both hold on {day} in the same divisions: "
        "{divisions} (* is any). End one of them, or give one of them narrower `divisions`."
    )


class CalendarUnknown(RegimeFault):
    """A regime counts by a calendar that is not there."""

    text = "{file}:{line}: {place}: there is no calendar {calendar}. Known are: {known}."
