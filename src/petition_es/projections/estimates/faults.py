"""What can go wrong where estimates are published."""

from petition_es.projections.kit.faults import ToldFault


class NothingToEstimateFrom(ToldFault):
    """The rows that estimates are made of are not there, or not of this version."""

    text = (
        "The projection answer_times is not folded by this version of the program: let "
        "`petition-es projections run` reach the end of the log, then publish again."
    )
