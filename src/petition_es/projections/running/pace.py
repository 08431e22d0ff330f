"""How much of the log is folded in one batch: what takes about half a second, never much more."""

ALONE_SECONDS, AMONG_OTHERS_SECONDS = 0.5, 0.1
"""How long a batch may take; shorter where others wait for their turn."""

LEAST, FIRST, MOST = 256, 2048, 65_536
"""Positions of the log."""


class Pace:
    """Grows with every batch that was quick, and shrinks with every one that was not."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._positions = min(FIRST, most)

    def positions(self) -> int:
        """How many positions to fold at once."""
        return self._positions

    def took(self, positions: int, seconds: float, *, is_alone: bool) -> None:
        """Note how long a batch took."""
        limit = ALONE_SECONDS if is_alone else AMONG_OTHERS_SECONDS
        if seconds > limit:
            self._positions = max(min(LEAST, self._most), self._positions // 2)
        elif seconds < limit / 3 and positions >= self._positions:
            self._positions = min(self._most, self._positions * 2)
