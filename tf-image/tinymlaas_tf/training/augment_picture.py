"""A slightly different picture of the same thing."""

import numpy as np
from PIL import Image

from ..parameters import Augmentation


def augment_picture(pixels: np.ndarray, how: Augmentation, random: np.random.Generator) -> np.ndarray:
    """uint8 [height, width, channels] -> the same shape and type; `random` decides everything."""
    moved = _move(pixels, how, random)
    contrast = 1 + random.uniform(-how.contrast, how.contrast)
    brightness = 255 * random.uniform(-how.brightness, how.brightness)
    light = (moved.astype(np.float32) - 127.5) * contrast + 127.5 + brightness
    if how.noise:
        light += random.normal(0, 255 * how.noise, light.shape).astype(np.float32)
    return np.clip(np.rint(light), 0, 255).astype(np.uint8)


def _move(pixels: np.ndarray, how: Augmentation, random: np.random.Generator) -> np.ndarray:
    """Shift, zoom, turn and mirror in one step; what comes into view repeats the edge."""
    height, width, channels = pixels.shape
    angle = np.deg2rad(random.uniform(-how.rotation, how.rotation))
    scale = 1 + random.uniform(-how.zoom, how.zoom)
    mirror = -1 if how.flip and random.random() < 0.5 else 1
    shift = random.uniform(-how.shift, how.shift, 2) * (width, height)
    cos, sin = np.cos(angle) * scale, np.sin(angle) * scale
    center_x, center_y = (width - 1) / 2, (height - 1) / 2
    matrix = np.array([[cos * mirror, -sin], [sin * mirror, cos]])
    offset = np.array([center_x, center_y]) + shift - matrix @ (center_x, center_y)
    margin = int(np.ceil(max(height, width) * 0.25))
    padded = np.pad(pixels, ((margin, margin), (margin, margin), (0, 0)), mode="edge")
    # Pillow maps pixel centres (x + 0.5); the margin moves the origin of the source.
    half = np.array([0.5, 0.5])
    start = offset + margin + half - matrix @ half
    coefficients = (matrix[0, 0], matrix[0, 1], start[0], matrix[1, 0], matrix[1, 1], start[1])
    picture = Image.fromarray(padded[..., 0] if channels == 1 else padded)
    result = picture.transform((width, height), Image.Transform.AFFINE, coefficients, Image.Resampling.BILINEAR)
    return np.asarray(result, np.uint8).reshape(height, width, channels)
