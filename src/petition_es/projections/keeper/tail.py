"""How far the clocks are kept, asked without threads, for who waits in a loop."""

from psycopg import errors

from petition_es.projections.keeper.late import OVERDUE
from petition_es.projections.running.bookmark_tail import BookmarkTail

KEPT = "SELECT %s::text, bookmark FROM petition_views.clock_keeper WHERE bookmark >= whole_from"


class KeeperTail(BookmarkTail):
    """The bookmark of the clock keeper, in the place of those of projections."""

    async def bookmarks(self) -> dict[str, int]:
        """Up to where `overdue` tells of all petitions; nothing while they are first counted."""
        try:
            return dict(await self._ask(KEPT, [OVERDUE.name]))
        except (errors.UndefinedTable, errors.UndefinedColumn):
            return {}
