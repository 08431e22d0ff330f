"""Only the pixels of a picture come through."""

from io import BytesIO

import pytest
from PIL import Image
from strangers_files import (
    HTML,
    SECRET,
    animation,
    bomb,
    exif,
    huge_webp,
    many_scans,
    picture,
    saved,
)

from petition_es.api.at_the_door import Busy
from petition_es.api.attachments import pictures
from petition_es.api.attachments.pictures import SCANS_MAX, redrawn
from petition_es.api.attachments.refusals import PictureBroken, PictureMoves, PictureTooLarge

FORMS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}


def opened(content):
    image = Image.open(BytesIO(content))
    image.load()
    return image


@pytest.mark.parametrize("media_type", FORMS)
def test_what_a_phone_writes_beside_a_photo_is_gone(media_type):
    form = FORMS[media_type]
    content = picture(form, exif=exif(), xmp=b"<x:xmpmeta>" + SECRET, icc_profile=SECRET)
    assert SECRET in content
    drawn = redrawn(content, media_type)
    assert SECRET not in drawn
    image = opened(drawn)
    assert (image.format, image.size) == (form, (60, 40))
    assert not image.getexif()
    assert not {"icc_profile", "xmp", "exif", "comment"} & set(image.info)


def test_comments_and_texts_are_gone():
    jpeg = redrawn(picture(comment=SECRET), "image/jpeg")
    assert SECRET not in jpeg


@pytest.mark.parametrize("media_type", FORMS)
def test_a_photo_held_sideways_is_turned_upright(media_type):
    drawn = opened(redrawn(picture(FORMS[media_type], exif=exif(6)), media_type)).convert("RGB")
    assert drawn.size == (40, 60)
    red, _, blue = drawn.getpixel((20, 10))
    assert red > 200
    assert blue < 100
    assert min(drawn.getpixel((20, 50))) > 200


def test_a_page_hidden_behind_a_picture_is_gone():
    for media_type, form in FORMS.items():
        assert HTML not in redrawn(picture(form) + HTML, media_type)


def test_a_page_hidden_in_a_comment_is_gone():
    assert HTML not in redrawn(picture(comment=HTML), "image/jpeg")


def test_a_transparent_picture_stays_transparent():
    image = Image.new("P", (4, 4), 0)
    drawn = opened(redrawn(saved(image, "PNG", transparency=0), "image/png"))
    assert drawn.convert("RGBA").getpixel((1, 1))[3] == 0


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
def test_a_jpeg_of_any_colours_comes_through(mode):
    assert opened(redrawn(saved(Image.new(mode, (9, 9)), "JPEG"), "image/jpeg")).size == (9, 9)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_a_png_of_any_colours_comes_through(mode):
    assert opened(redrawn(saved(Image.new(mode, (9, 9)), "PNG"), "image/png")).size == (9, 9)


def test_a_photo_with_a_second_picture_in_it_is_that_photo():
    first, second = Image.new("RGB", (30, 20), "red"), Image.new("RGB", (30, 20), "blue")
    content = saved(first, "MPO", save_all=True, append_images=[second])
    drawn = opened(redrawn(content, "image/jpeg"))
    assert drawn.format == "JPEG"
    assert drawn.getpixel((5, 5))[0] > 200


@pytest.mark.parametrize(
    "content", [bomb(5_001, 5_000), bomb(7_000, 7_000), bomb(12_000, 12_000), bomb(60_000, 60_000)]
)
def test_a_picture_that_would_fill_the_memory_is_refused_before_it_is_decoded(content):
    with pytest.raises(PictureTooLarge):
        redrawn(content, "image/png")


def test_a_webp_of_a_huge_canvas_is_refused():
    with pytest.raises((PictureTooLarge, PictureBroken)):
        redrawn(huge_webp(), "image/webp")


def test_a_webp_may_have_fewer_pixels_for_it_is_slow_to_write():
    wide = Image.new("1", (16_001, 1_000)).convert("RGB")
    with pytest.raises(PictureTooLarge) as refusal:
        redrawn(saved(wide, "WEBP", method=0), "image/webp")
    assert refusal.value.facts == {"pixels": "16000000"}


@pytest.mark.parametrize(("form", "media_type"), [("WEBP", "image/webp"), ("PNG", "image/png")])
def test_an_animation_is_refused(form, media_type):
    with pytest.raises(PictureMoves):
        redrawn(animation(form), media_type)


@pytest.mark.parametrize("media_type", FORMS)
def test_a_truncated_picture_is_refused(media_type):
    image = Image.effect_noise((200, 200), 90)
    content = saved(image, FORMS[media_type])
    for length in (13, len(content) // 2):
        with pytest.raises(PictureBroken):
            redrawn(content[:length], media_type)


def test_a_jpeg_that_walks_over_its_pixels_without_end_is_refused():
    with pytest.raises(PictureBroken):
        redrawn(many_scans(SCANS_MAX), "image/jpeg")
    assert redrawn(many_scans(2), "image/jpeg")


def test_a_picture_does_not_wait_for_others_without_end(monkeypatch):
    monkeypatch.setattr(pictures, "WAIT_SECONDS", 0.01)
    with pictures.ONE_AT_A_TIME, pytest.raises(Busy):
        redrawn(picture(), "image/jpeg")
    assert redrawn(picture(), "image/jpeg")
