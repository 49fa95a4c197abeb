"""Pictures of noise that repeat with small differences."""

import numpy as np


def scenes(count: int, copies: int, seed: int = 1) -> np.ndarray:
    """uint8 [count * copies, 32, 32, 1]: each scene several times, with a little noise."""
    random = np.random.default_rng(seed)
    coarse = random.integers(0, 256, (count, 8, 9, 1)).repeat(4, 1).repeat(4, 2)[:, :, :32]
    noise = random.integers(-2, 3, (count, copies, 32, 32, 1))
    return np.clip(coarse[:, None] + noise, 0, 255).astype(np.uint8).reshape(-1, 32, 32, 1)
