"""What to say of the accuracy that quantisation costs."""

from ..evaluation.paired import Paired

# Share of all pictures that int8 may cost before it is worth a warning, where it is no chance.
MAX_LOSS = 0.02


def explain_loss(loss: Paired) -> str | None:
    """What to say of the first model (float) against the second (int8); None where nothing is lost, or chance may have lost it."""
    low, high = loss["interval"]
    if loss["difference"] <= MAX_LOSS or low <= 0:
        return None
    return (
        f"The int8 model is right {loss['difference']:.1%} less often than the float one (95 % interval {low:.1%} to {high:.1%}): of "
        f"{loss['images']} pictures it loses {loss['only_first']} and wins {loss['only_second']}. More and more varied training pictures help."
    )
