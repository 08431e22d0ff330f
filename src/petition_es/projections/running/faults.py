"""Everything that can go wrong with a projection that runs, in one tree; each says what to do.

RunningFault
├── NoSuchProjection      nothing of that name was ever run here
├── ProjectionIsNewer     its rows were written by a newer version of the program
├── NotStopped            it did not stop at an event
├── NoKeyToPark           it stopped for a reason that leaving a key alone does not cure
├── NothingParked         no key of it is parked
├── RunElsewhere          another process runs it just now
├── RebuiltElsewhere      another process builds it anew just now
├── RebuildFailed         a handler raised while it was built anew; the old rows still answer
├── Superseded            somebody else moved the bookmark, or changed what it stands for
├── NotYetFolded          a position was not reached in the time that was given
└── SealsNotOpened        it reads words under seal, and nobody here has the keys
"""

from petition_es.projections.kit.faults import ToldFault


class RunningFault(ToldFault):
    """A projection cannot run, or cannot do what was asked; the message says what to do."""


class NoSuchProjection(RunningFault):
    """Nothing of that name was ever run here."""

    text = "No projection {projection} was ever run here; known are: {known}."


class ProjectionIsNewer(RunningFault):
    """The rows were written by a newer version of the program."""

    text = (
        "The rows of {projection} were written by version {found} of it, and this program knows "
        "version {known}: run the newer program, or rebuild the projection with this one."
    )


class NotStopped(RunningFault):
    """The projection did not stop at an event, so there is nothing to try again."""

    text = "{projection} did not stop: there is nothing to try again and nothing to park."


class NoKeyToPark(RunningFault):
    """The projection stopped for a reason that leaving one key alone does not cure."""

    text = "{projection} stopped before its event led to a key: mend its code, then retry."


class NothingParked(RunningFault):
    """No key of the projection is parked."""

    text = "No key of {projection} is parked: `petition-es projections` lists those that are."


class RunElsewhere(RunningFault):
    """Another process runs the projection just now."""

    text = "{projection} is run by another process: this one stands by."


class RebuiltElsewhere(RunningFault):
    """Another process builds the projection anew just now."""

    text = "{projection} is being rebuilt by another process: wait for it to end."


class RebuildFailed(RunningFault):
    """A handler raised while the projection was built anew; its old rows still answer."""

    text = "{projection} was not rebuilt, and its old rows still answer: {reason}."


class Superseded(RunningFault):
    """Somebody else moved the bookmark, or changed what it stands for."""

    text = "The bookmark of {projection} was moved by somebody else: run it again."


class NotYetFolded(RunningFault):
    """The projection did not reach a position in the time that was given."""

    text = "{projection} is folded up to {bookmark}, not yet up to {position}: ask again."


class SealsNotOpened(RunningFault):
    """The projection reads words under seal, and was started where nobody has the keys."""

    text = "{projection} reads sealed words: run it with `petition-es projections run`."
