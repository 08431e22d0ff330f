"""Files as people and attackers send them, made here so that nobody's photo is in the tests."""

import struct
import zlib
from io import BytesIO

from PIL import Image
from PIL.ExifTags import IFD, Base

SECRET = b"Zhang San, 5 Gulou Street"
HTML = b"<html><script>alert(document.cookie)</script></html>"


def picture(form="JPEG", size=(60, 40), mode="RGB", colour="red", **options):
    """One picture, the left half in a colour, the right half white."""
    image = Image.new(mode, size, "white")
    image.paste(colour, (0, 0, size[0] // 2, size[1]))
    return saved(image, form, **options)


def saved(image, form, **options):
    out = BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def exif(orientation=1):
    """What a phone writes beside a photo: who, where, and which side is up."""
    data = Image.Exif()
    data[Base.Orientation] = orientation
    data[Base.Artist] = SECRET.decode()
    data.get_ifd(IFD.GPSInfo).update({1: "N", 2: (33.0, 36.0, 5.0), 3: "E", 4: (119.0, 1.0, 2.0)})
    return data


def animation(form):
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "green")]
    return saved(frames[0], form, save_all=True, append_images=frames[1:])


def bomb(width, height):
    """A PNG of a few bytes that says it is huge."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(b"")), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )


def huge_webp():
    """A WebP whose canvas says 16,384 by 16,384."""
    side = (16383).to_bytes(3, "little")
    chunk = b"VP8X" + (10).to_bytes(4, "little") + b"\x02\0\0\0" + side + side
    anim = b"ANIM" + (6).to_bytes(4, "little") + bytes(6)
    body = b"WEBP" + chunk + anim
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def many_scans(count):
    """A progressive JPEG whose last scan comes again and again."""
    plain = picture(progressive=True)
    last = plain.rindex(b"\xff\xda")
    return plain[:last] + plain[last:-2] * count + plain[-2:]


def pdf(*objects, size=0):
    """A PDF of one page, with these objects besides, filled up to about a size in bytes."""
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] >>"
    listed = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        page,
        *objects,
    ]
    body = b"%PDF-1.7\n" + b"".join(
        b"%d 0 obj\n%b\nendobj\n" % (number, each) for number, each in enumerate(listed, 1)
    )
    filling = b"4711 0 obj\n<< /Length %d >>\nstream\n%b\nendstream\nendobj\n"
    room = max(0, size - len(body))
    body += filling % (room, b"0123456789abcde\n" * (room // 16)) if room else b""
    return body + b"trailer\n<< /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(body)


def in_pieces(content, size=7):
    return (content[start : start + size] for start in range(0, len(content), size))
