"""What a refusal is, and the five kinds of them."""


class Refusal(Exception):
    """The office does not do what was asked, for a reason it can name."""

    def __init__(self, **facts: object) -> None:
        self.facts = {name: str(fact) for name, fact in facts.items()}
        super().__init__(", ".join(f"{name}={fact}" for name, fact in self.facts.items()))

    @property
    def rule(self) -> str:
        """The name of the rule, as it stands in the table, the catalogues and the documentation."""
        return type(self).__name__


class OutOfTurn(Refusal):
    """The act does not follow the state that the petition is in."""


class RuleNotMet(Refusal):
    """The act is in turn, but a rule of its own is not met."""


class NoSuchThing(Refusal):
    """The act names something that the file does not hold."""


class TimeNotPossible(Refusal):
    """The times given cannot be true."""


class NotPermitted(Refusal):
    """The actor may not do this."""
