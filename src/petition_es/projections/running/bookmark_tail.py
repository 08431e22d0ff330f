"""Bookmarks and the end of the log, asked without threads, for who waits in a loop."""

from psycopg import errors

from petition_es.store.following import Tail

BOOKMARKS = "SELECT name, bookmark FROM petition_views.projections"


class BookmarkTail(Tail):
    """One connection of its own, in the loop of whoever asks; a broken one is replaced."""

    async def bookmarks(self) -> dict[str, int]:
        """Up to where every projection is folded that was ever run here."""
        try:
            return dict(await self._ask(BOOKMARKS, []))
        except errors.UndefinedTable:
            return {}
