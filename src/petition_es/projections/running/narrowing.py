"""Finding the event at which a projection fails: smaller and smaller batches, until one is left."""

from petition_es.projections.kit.faults import HandlerFailed


class Narrowing:
    """How far a projection may read on after it failed somewhere behind its bookmark."""

    def __init__(self) -> None:
        self._fails_upto: int | None = None
        self._suspect: int | None = None
        """The position that a handler failed at, to be left out of the next batch."""

    @property
    def is_at_work(self) -> bool:
        """Tell whether an event is being looked for."""
        return self._fails_upto is not None

    def failed(self, after: int, upto: int, trouble: BaseException) -> bool:
        """Note that a batch failed; answer whether it was a single event."""
        self._fails_upto, self._suspect = upto, None
        if isinstance(trouble, HandlerFailed) and after < trouble.position <= upto:
            self._suspect = trouble.position
        return upto == after + 1

    def next_upto(self, after: int) -> int | None:
        """Up to where to try next; None: as far as there is anything."""
        if self._fails_upto is None or after >= self._fails_upto:
            self._fails_upto = self._suspect = None
            return None
        if self._suspect is not None and after < self._suspect:
            return max(after + 1, self._suspect - 1)
        return after + max(1, (self._fails_upto - after) // 2)
