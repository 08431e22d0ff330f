"""How much work each unit has."""

from petition_es.domain.petition import Received, Resolved, Returned
from petition_es.projections.kit.handlers import on
from petition_es.projections.kit.merging import Sum
from petition_es.projections.kit.projection import Projection


class UnitWorkload(Projection):
    """How many petitions each unit took in, sent back, and says it resolved."""

    key = "unit_id"
    only = (Received, Returned, Resolved)
    received: Sum[int] = 0
    returned: Sum[int] = 0
    resolved: Sum[int] = 0

    @on(Received)
    def took_in(self, _: Received) -> None:
        """Signed for a referral."""
        self.received += 1

    @on(Returned)
    def sent_back(self, _: Returned) -> None:
        """Sent a referral back."""
        self.returned += 1

    @on(Resolved)
    def finished(self, _: Resolved) -> None:
        """Says that its part, or the whole, is finished."""
        self.resolved += 1
