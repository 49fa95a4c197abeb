"""Learning rate over one training."""

import math

WARMUP = 0.05
FLOOR = 0.02


def learning_rate_at(step: int, steps: int, peak: float) -> float:
    """Straight up over the first 5 % of the steps, then half a cosine down to 2 % of the peak."""
    warmup = max(1, round(WARMUP * steps))
    if step < warmup:
        return peak * (step + 1) / warmup
    progress = min(1.0, (step - warmup) / max(1, steps - warmup))
    return peak * (FLOOR + (1 - FLOOR) * 0.5 * (1 + math.cos(math.pi * progress)))
