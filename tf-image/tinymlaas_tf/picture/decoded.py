"""One picture as its file has it, before a training decides how to see it."""

import hashlib
from dataclasses import dataclass

import numpy as np
from PIL import Image

from ..job.parameters import Preprocessing


@dataclass(frozen=True)
class Decoded:
    """An upright picture of mode L or RGB; RGBA, some of it transparent; or I, grey of up to 16 bits."""

    image: Image.Image

    @property
    def is_transparent(self) -> bool:
        """Whether a background shows through."""
        return self.image.mode == "RGBA"

    @property
    def is_deep(self) -> bool:
        """Whether the file has more than 256 levels of grey."""
        return self.image.mode == "I"

    def fingerprint(self) -> bytes:
        """32 bytes, equal for equal pixels, however they are packed; grey equals the same grey in colour."""
        image = self.image.convert("RGB") if self.image.mode == "L" else self.image
        digest = hashlib.sha256(f"{image.mode} {image.width} {image.height} ".encode())
        digest.update(image.tobytes())
        return digest.digest()

    def render(self, how: Preprocessing) -> Image.Image:
        """Mode L or RGB: transparency over the training's background, 16 bits between its levels of black and white."""
        if self.is_transparent:
            ground = Image.new("RGBA", self.image.size, (*[how.background] * 3, 255))
            return Image.alpha_composite(ground, self.image).convert("RGB")
        if self.is_deep:
            shares = (np.asarray(self.image, np.float32) - how.black_level) / (how.white_level - how.black_level)
            return Image.fromarray(np.rint(np.clip(shares, 0, 1) * 255).astype(np.uint8))
        return self.image
