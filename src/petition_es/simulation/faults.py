"""What can be wrong with a simulation, apart from its store."""


class SimulationFault(Exception):
    """A simulation cannot be loaded; the message says what to do."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.facts = {"seed": seed}


class AnotherSimulation(SimulationFault):
    """The store holds a simulation of the same seed that tells another story."""

    def __str__(self) -> str:
        return (
            f"The store holds another simulation of seed {self.facts['seed']}: it began on another "
            "day, has another share of irregular cases, or was made by another version. "
            "Choose another seed, or a store of its own."
        )


class NotAStoreOfItsOwn(SimulationFault):
    """The store holds petitions that are not simulated."""

    def __str__(self) -> str:
        return (
            "The store holds petitions that are not simulated, and a load stays in it for ever: "
            "give it a store of its own (--home, PETITION_DATABASE_URL), or say --beside-others."
        )
