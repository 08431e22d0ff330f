"""Pictures (图片), drawn anew: only the pixels come through, whatever else a file carried.

EXIF with its places and times, thumbnails, profiles, comments and trailing bytes stay behind,
because nothing but pixels is copied. The colours of a wide-gamut profile are lost with it.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from PIL import Image, ImageOps

from petition_es.api.at_the_door import Busy
from petition_es.api.attachments.refusals import PictureBroken, PictureMoves, PictureTooLarge

PIXELS_MAX = {"image/jpeg": 25_000_000, "image/png": 25_000_000, "image/webp": 16_000_000}
"""What phones write unless told otherwise, up to 24.5 megapixels.

WebP is slow to write: 16 megapixels take up to five seconds, 40 took nearly a minute.
"""

SCANS_MAX = 100
"""Parts of a progressive JPEG; cameras write about ten, and each costs a walk over all pixels."""

QUALITY = 90
START_OF_SCAN = b"\xff\xda"
FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}

ONE_AT_A_TIME = threading.Lock()
"""The largest pictures take some 300 MB while they are drawn anew."""

WAIT_SECONDS = 20.0
"""How long a picture waits for those before it; a thread that waits does nothing else."""


def redrawn(content: bytes, media_type: str) -> bytes:
    """Draw a picture anew, upright as its EXIF says, in the format that it came in.

    Refuses what is broken, animated, or has more pixels than its kind may have; and any picture
    when others are drawn for too long.
    """
    if media_type == "image/jpeg" and content.count(START_OF_SCAN) > SCANS_MAX:
        raise PictureBroken
    with _alone():
        try:
            return _drawn(content, FORMATS[media_type], PIXELS_MAX[media_type])
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            raise PictureTooLarge(pixels=PIXELS_MAX[media_type]) from None
        except (PictureTooLarge, PictureMoves):
            raise
        except Exception as reason:  # a decoder of broken files may raise anything
            raise PictureBroken from reason


@contextmanager
def _alone() -> Iterator[None]:
    if not ONE_AT_A_TIME.acquire(timeout=WAIT_SECONDS):
        raise Busy
    try:
        yield
    finally:
        ONE_AT_A_TIME.release()


def _drawn(content: bytes, form: str, most: int) -> bytes:
    with Image.open(BytesIO(content), formats=[form]) as picture:
        if picture.width * picture.height > most:
            raise PictureTooLarge(pixels=most)
        # A phone's JPEG may hold a second picture (depth, brightness): the first one is the photo.
        if form != "JPEG" and getattr(picture, "is_animated", False):
            raise PictureMoves
        upright = _plain(ImageOps.exif_transpose(picture), form)
    drawn = BytesIO()
    upright.save(drawn, form, quality=QUALITY)
    return drawn.getvalue()


def _plain(picture: Image.Image, form: str) -> Image.Image:
    """The pixels alone, in a mode that the format can hold."""
    if form == "JPEG" and picture.mode not in ("L", "RGB"):
        picture = picture.convert("RGB")
    if form == "PNG" and picture.has_transparency_data:
        picture = picture.convert("RGBA")
    picture.info = {}  # What stands here, encoders would write: comments, profiles, texts.
    return picture
