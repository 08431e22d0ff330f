"""What stands in for the embedded server where it does not run."""

from typing import NoReturn

from petition_es.store.embedded.faults import NotOnThisPlatformError


class EmbeddedPostgres:
    """Refuses to be made: neither file locks nor socket folders work the same way on Windows."""

    def __new__(cls, *_: object, **__: object) -> NoReturn:
        raise NotOnThisPlatformError
