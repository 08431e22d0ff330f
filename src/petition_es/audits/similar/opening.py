"""Opening what petitions say, for few of them and fast: only their submissions are read."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import closing, contextmanager
from uuid import UUID

from petition_es.audits.links.likeness import Writing
from petition_es.audits.similar.finding import Writings
from petition_es.domain.petition import Submitted
from petition_es.store.log_reader import LogReader
from petition_es.store.unsealing import Unsealing


@contextmanager
def opened_writings(unsealing: Unsealing) -> Iterator[Writings]:
    """Have a way at hand to what petitions say, on connections of one's own."""
    with closing(LogReader(unsealing.address)) as reader, unsealing.at_hand() as unsealed:

        def writings(petitions: Collection[UUID]) -> Mapping[UUID, Writing]:
            rows = reader.streams(petitions, None, topics=[Submitted.TOPIC], sealed=True)
            found = {}
            for event in unsealed(rows):
                if isinstance(event, Submitted) and (text := event.text.reveal()) is not None:
                    found[event.originator_id] = Writing(event.title.reveal() or "", text)
            return found

        yield writings
