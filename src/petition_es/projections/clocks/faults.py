"""What can go wrong when the clocks of all petitions are asked for."""

from petition_es.projections.kit.faults import ToldFault


class ScanFailed(ToldFault):
    """A process that read a share of the petitions could not go on."""

    text = "The clocks were not counted: a process that read the log failed ({reason})."
