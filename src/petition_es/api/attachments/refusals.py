"""Refusals of files that are not what they say, and of vouchers that are no good."""

from petition_es.domain.refusals import NoSuchThing, RuleNotMet


class FileEmpty(RuleNotMet):
    """A file holds something."""


class FileNotAsNamed(RuleNotMet):
    """The ending of a file's name fits its kind."""


class FileNotAsClaimed(RuleNotMet):
    """A file is of the kind that its media type claims."""


class PictureBroken(RuleNotMet):
    """A picture can be decoded to its end."""


class PictureTooLarge(RuleNotMet):
    """A picture has no more pixels than can be decoded safely."""


class PictureMoves(RuleNotMet):
    """A picture is one picture, not an animation."""


class PdfBroken(RuleNotMet):
    """A PDF is there from its header to its end marker, with nothing behind."""


class PdfEncrypted(RuleNotMet):
    """A PDF opens without a password."""


class PdfActive(RuleNotMet):
    """A PDF is for reading: no scripts, no programs to start, no files inside."""


class TextNotReadable(RuleNotMet):
    """A text is written in UTF-8 or GB18030."""


class TextWithControls(RuleNotMet):
    """A text holds letters, tabs and line ends, no other control characters."""


class VoucherUnknown(NoSuchThing):
    """A voucher was handed out here, for a document of this petition."""


class VoucherExpired(RuleNotMet):
    """A voucher is redeemed within a day."""


class DocumentErased(NoSuchThing):
    """The document was erased at a person's request; that it was there stays on record."""
