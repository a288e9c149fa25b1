"""Pictures: checked, and drawn anew."""

import io
from typing import BinaryIO

from PIL import Image, ImageOps

from core.foreign.polyglots import refuse_second_kind
from core.foreign.verdicts import Unfit

MAX_PIXELS = 60_000_000
# Above this a smaller PNG is not worth the minutes that it takes.
OPTIMISED_PIXELS = 8_000_000
FORMATS = ("PNG", "JPEG")
Image.MAX_IMAGE_PIXELS = MAX_PIXELS


def check_picture(content: BinaryIO) -> bytes:
    """Nothing, if the picture is sound and not too large; its size is read before it is drawn."""
    refuse_second_kind(content)
    with _open(content) as image:
        image.verify()
    return b""


def clean_picture(content: BinaryIO, *, kind: str) -> bytes:
    """The same pixels, upright, and nothing else."""
    with _open(content) as image:
        ImageOps.exif_transpose(image, in_place=True)
        mode = image.mode if image.mode in ("L", "RGB") else ("RGBA" if kind == "png" else "RGB")
        pixels = image if image.mode == mode else image.convert(mode)
        bare = Image.new(pixels.mode, pixels.size)
        bare.paste(pixels)
    out = io.BytesIO()
    small = bare.width * bare.height <= OPTIMISED_PIXELS
    bare.save(out, format=kind.upper(), **({"quality": 92} if kind == "jpeg" else {"optimize": small}))
    return out.getvalue()


def _open(content: BinaryIO) -> Image.Image:
    try:
        image = Image.open(content, formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Unfit("picture_large") from error
    if image.width * image.height > MAX_PIXELS:
        raise Unfit("picture_large")
    return image
