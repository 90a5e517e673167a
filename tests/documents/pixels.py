"""Counting the pixels of a colour on a picture."""

from PIL import Image, ImageChops, ImageColor


def amount(picture: Image.Image, colour: str, apart: int = 12) -> int:
    """How many pixels have about this colour: each of red, green and blue less than `apart` from it."""
    near = [
        band.point([255 * (abs(value - wanted) < apart) for value in range(256)])
        for band, wanted in zip(picture.convert("RGB").split(), ImageColor.getrgb(colour), strict=False)
    ]
    return ImageChops.darker(ImageChops.darker(near[0], near[1]), near[2]).histogram()[255]
