"""What can go wrong with an audit; the message says what to mend."""

from petition_es.projections.kit.faults import ToldFault


class PolicyUnreadable(ToldFault):
    """A file of thresholds cannot be used; nothing of it is loaded."""

    text = "{file}: {reason}. Nothing was loaded; mend this entry."


class LabelsUnreadable(ToldFault):
    """A file of labels cannot be used."""

    text = "{file}:{line}: {reason}. Mend this line."
