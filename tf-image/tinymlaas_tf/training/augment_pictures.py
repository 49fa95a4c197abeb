"""Slightly different pictures of the same things."""

import numpy as np
from PIL import Image

from ..job.parameters import Augmentation

MARGIN = 0.25


def augment_pictures(pixels: np.ndarray, how: Augmentation, random: np.random.Generator) -> np.ndarray:
    """uint8 [n, height, width, channels] -> float32 0..255 of the same shape; `random` decides everything.

    Only moving is done one by one, by Pillow, which is quicker at it than NumPy; light and noise are for all at once.
    """
    light = _moved(pixels, how, random)
    contrast = 1 + _each(random.uniform(-how.contrast, how.contrast, len(pixels)))
    brightness = 255 * _each(random.uniform(-how.brightness, how.brightness, len(pixels)))
    light *= contrast
    light += 127.5 * (1 - contrast) + brightness
    if how.noise:
        light += 255 * how.noise * random.standard_normal(light.shape, np.float32)
    return np.clip(light, 0, 255, out=light)


def _each(values: np.ndarray) -> np.ndarray:
    return values.astype(np.float32)[:, None, None, None]


def _moved(pixels: np.ndarray, how: Augmentation, random: np.random.Generator) -> np.ndarray:
    """Shift, zoom, turn and mirror in one step; what comes into view repeats the edge."""
    count, height, width, channels = pixels.shape
    margin = int(np.ceil(max(height, width) * MARGIN))
    padded = np.pad(pixels, ((0, 0), (margin, margin), (margin, margin), (0, 0)), mode="edge")
    moved = np.empty(pixels.shape, np.float32)
    for row, coefficients in enumerate(_coefficients(count, (width, height), margin, how, random).tolist()):
        picture = Image.fromarray(padded[row, ..., 0] if channels == 1 else padded[row])
        result = picture.transform((width, height), Image.Transform.AFFINE, coefficients, Image.Resampling.BILINEAR)
        moved[row] = np.asarray(result).reshape(height, width, channels)
    return moved


def _coefficients(count: int, size: tuple[int, int], margin: int, how: Augmentation, random: np.random.Generator) -> np.ndarray:
    """[count, 6] of Pillow's affine transform, from a result without margin to a source with it."""
    angle = np.deg2rad(random.uniform(-how.rotation, how.rotation, count))
    scale = 1 + random.uniform(-how.zoom, how.zoom, count)
    mirror = np.where(random.random(count) < 0.5, -1, 1) if how.flip else np.ones(count)
    shift = random.uniform(-how.shift, how.shift, (count, 2)) * size
    cos, sin = np.cos(angle) * scale, np.sin(angle) * scale
    matrix = np.stack([np.stack([cos * mirror, -sin], 1), np.stack([sin * mirror, cos], 1)], 1)
    # Pillow maps pixel centres (x + 0.5), so the middle of n pixels is at n / 2.
    middle = np.array(size) / 2
    start = middle + shift + margin - matrix @ middle
    return np.concatenate([matrix, start[..., None]], 2).reshape(count, 6)
