"""How far a measured share can be from the true one."""

import math

# Of the standard normal distribution, for 95 %.
Z = 1.959964


def wilson(right: int, images: int) -> tuple[float, float]:
    """The 95 % interval of Wilson for `right` of `images` >= 1; it holds for few pictures and for shares near 0 and 1 too."""
    share, weight = right / images, Z * Z / images
    middle = (share + weight / 2) / (1 + weight)
    reach = Z * math.sqrt(share * (1 - share) / images + weight / (4 * images)) / (1 + weight)
    return max(0.0, middle - reach), min(1.0, middle + reach)


def doubt(evaluation: dict[str, object]) -> str | None:
    """What to say when an evaluation does not show that the model is better than one that sees nothing; else None."""
    low, high = evaluation["interval"]
    if low > evaluation["majority"]:
        return None
    return (
        f"The accuracy of {evaluation['accuracy']:.1%} was measured on {evaluation['images']} pictures and may truly be anywhere from "
        f"{low:.1%} to {high:.1%}. Always naming the most frequent class is right in {evaluation['majority']:.1%}: "
        "nothing shows yet that the model has learned more than that. More pictures help, to train and to measure."
    )
