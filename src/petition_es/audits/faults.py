"""What can go wrong with an audit; the message says what to mend."""

from petition_es.projections.kit.faults import ToldFault


class PolicyUnreadable(ToldFault):
    """A file of thresholds cannot be used; nothing of it is loaded."""

    text = "{file}: {reason}. Nothing was loaded; mend this entry."
