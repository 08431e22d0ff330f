"""The pictures of docs/screenshots, taken on the walks when PETITION_SCREENSHOTS names a folder."""

import io
from pathlib import Path

from PIL import Image

WANTED = {
    ("front", "zh"): "light",
    ("form", "zh"): "light",
    ("receipt", "zh"): "light",
    ("tracking", "zh"): "light",
    ("tracking", "en"): "dark",
    ("steps", "zh"): "light",
    ("evaluation", "en"): "light",
}
"""Which pages, in which language, by which light."""

COLOURS = 96
LARGEST = 150_000
"""Bytes; what stands in a repository is fetched by everybody."""


class Camera:
    """Takes the pictures that are wanted, where a walk comes past them; without a folder, none."""

    def __init__(self, folder):
        self._folder = Path(folder) if folder else None

    def __call__(self, name, visitor):
        scheme = WANTED.get((name, visitor.language))
        if self._folder and scheme and visitor.scripts:
            visitor.page.emulate_media(color_scheme=scheme)
            self._keep(f"{name}-{visitor.language}.png", visitor.page.screenshot())
            visitor.page.emulate_media(color_scheme="light")

    def _keep(self, name, shot):
        self._folder.mkdir(parents=True, exist_ok=True)
        small = Image.open(io.BytesIO(shot)).convert("RGB").quantize(COLOURS)
        small.save(self._folder / name, optimize=True)
        assert (self._folder / name).stat().st_size < LARGEST, name
