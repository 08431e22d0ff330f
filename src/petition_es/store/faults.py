"""Everything that can go wrong with the store, in one tree.

    StoreFault
    ├── StoreUnusable              the store cannot be opened
    │   ├── DatabaseUnreachable    nobody answers, or the address makes no sense
    │   ├── DatabaseTooOld         a PostgreSQL before 15
    │   ├── DatabaseNotWritable    the account may not create or write what is needed
    │   ├── HomeNotWritable        the data home cannot be written
    │   ├── StoreIsNewer           written by a later version of this program
    │   ├── StoreIsIncomplete      only a part of a backup was restored
    │   ├── MasterKeyMissing       the store has a master key, and it is not here
    │   ├── MasterKeyMalformed     what stands in the key's place is no key
    │   ├── WrongMasterKey         a key, but not the one of this store
    │   └── TombstonesDamaged      the record of erasures cannot be read
    ├── NotAppended                the events were not recorded, none of them
    │   ├── ConcurrentChange       somebody else wrote to the same stream first
    │   ├── AlreadyRecorded        an event with this id is in the store
    │   ├── NumberTaken            another petition has this number
    │   ├── WordsErased            sealed words for a petition or person that was erased
    │   └── UnstorableEvent        a value that cannot be written down
    └── Unreadable                 what was read is not what was written
        ├── UnknownTopic           an event of a kind that this version does not know
        ├── UnreadableEvent        a state that does not fit its topic
        ├── SealBroken             an envelope that was changed, moved, or is under another key
        ├── SealNotFetched         a scan that left the sealed words behind was asked for them
        ├── AttachmentMissing      a document that was never erased is gone
        └── KeysLost               the key is neither there nor was it destroyed

A fault carries a code (its name) and facts; `str` is one English line that says what to do, and the
catalogues of `petition_es/messages` may say it in other languages.
"""

from typing import ClassVar


class StoreFault(Exception):
    """The store could not do its work; the message says what to do."""

    text: ClassVar[str] = "The store could not do its work."

    def __init__(self, **facts: object) -> None:
        self.facts = {name: str(fact) for name, fact in facts.items()}
        super().__init__(self.text.format_map(self.facts))

    @property
    def code(self) -> str:
        """The name under which catalogues and documentation know the fault."""
        return type(self).__name__


class StoreUnusable(StoreFault):
    """The store cannot be opened."""


class DatabaseUnreachable(StoreUnusable):
    """Nobody answers at the address of the database, or the address makes no sense."""

    text = (
        "The database cannot be reached ({reason}): "
        "check that it runs and that PETITION_DATABASE_URL names it."
    )


class DatabaseTooOld(StoreUnusable):
    """The server is older than the oldest PostgreSQL that was tried."""

    text = "The database is PostgreSQL {found}; use {needed} or later."


class DatabaseNotWritable(StoreUnusable):
    """The database account may not create or write what the store needs."""

    text = (
        "The database cannot be written ({reason}): "
        "give its user the right to create schemas and tables, or use the primary server."
    )


class HomeNotWritable(StoreUnusable):
    """The data home cannot be written."""

    text = (
        "The data home {home} cannot be written ({reason}): "
        "choose a folder that this user may write."
    )


class StoreIsNewer(StoreUnusable):
    """A later version of this program wrote the store."""

    text = (
        "The store has format {found}, written by petition_es {writer}; "
        "this version reads up to {known}: install that version or a later one."
    )


class StoreIsIncomplete(StoreUnusable):
    """Only a part of the store is in the database."""

    text = (
        "The database holds a part of a store ({missing} is missing): "
        "restore the backups of both the events and the schema petition_keys, "
        "or use an empty database."
    )


class MasterKeyMissing(StoreUnusable):
    """The store was written under a master key that is not here."""

    text = (
        "The master key of this store is not in {place}: put the key file back there, "
        "or set PETITION_MASTER_KEY; without it no sealed text can ever be read."
    )


class MasterKeyMalformed(StoreUnusable):
    """What stands in the place of the master key is no key."""

    text = "{place} holds no master key (32 bytes in base64): put the key of this store there."


class WrongMasterKey(StoreUnusable):
    """The key is a key, but not that of this store."""

    text = (
        "The master key in {place} is not the one this store was written under: "
        "put the right key there."
    )


class TombstonesDamaged(StoreUnusable):
    """The record of erasures cannot be read."""

    text = (
        "{path} is damaged, so it is not certain who was erased: "
        "restore the newest copy of that file."
    )


class NotAppended(StoreFault):
    """The events were not recorded, none of them."""


class ConcurrentChange(NotAppended):
    """Somebody else wrote to the same stream first."""

    text = (
        "Somebody else changed the same record at the same moment: "
        "look at it again, and repeat what you did if it is still right."
    )


class AlreadyRecorded(NotAppended):
    """An event with the same id stands in the store already."""

    text = "An event with the same id is recorded already: nothing was recorded a second time."


class NumberTaken(NotAppended):
    """Another petition has this number."""

    text = "Another petition has this number already: register the petition under a new one."


class WordsErased(NotAppended):
    """Sealed words cannot be added for a petition or a person that was erased."""

    text = "{whose} was erased, so no sealed text can be added there; record the step without text."


class UnstorableEvent(NotAppended):
    """An event holds a value that cannot be written down."""

    text = "The event {topic} cannot be stored: {reason}."


class Unreadable(StoreFault):
    """What was read is not what was written."""


class UnknownTopic(Unreadable):
    """No event of that kind is known to this version."""

    text = (
        "The event {event_id} is of a kind that this version does not know ({topic}): "
        "install the version that wrote it, or a later one."
    )


class UnreadableEvent(Unreadable):
    """A state does not fit its topic."""

    text = (
        "Event {version} of {stream} ({topic}) cannot be read ({reason}): "
        "restore it from a backup, or install the version that wrote it."
    )


class SealBroken(Unreadable):
    """An envelope does not open: changed, moved to another event, or under another key."""

    text = (
        "The seal of {what} does not open: it was changed, moved or sealed under another key; "
        "restore it from a backup."
    )


class SealNotFetched(Unreadable):
    """The scan left the sealed words behind, and was asked for them."""

    text = "The sealed words of event {event_id} were not fetched: scan with sealed=True."


class AttachmentMissing(Unreadable):
    """A document that was never erased is gone."""

    text = "The attachment {attachment} is not at {path}: restore that file from a backup."


class KeysLost(Unreadable):
    """A key is neither there nor was it destroyed."""

    text = (
        "The key {key_id} is missing, though nobody was erased: "
        "restore the backup of the schema petition_keys that belongs to these events."
    )
