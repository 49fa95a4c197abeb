"""Plans of networks that nobody trained, which the relay's own estimate must equal: ../fixtures/plans.json."""

from tinymlaas_tf.architectures.build import build_network
from tinymlaas_tf.architectures.plan_network import plan_network
from tinymlaas_tf.boards.fit_boards import fit_boards
from tinymlaas_tf.job.parameters import NETWORKS, Preprocessing

# Height, width, channels, classes: the smallest, usual and odd ones, more classes than a board can have.
SIZES = ((8, 8, 1, 2), (32, 32, 1, 10), (17, 23, 3, 5), (96, 96, 1, 2), (130, 97, 3, 600))
# Large and long ones.
FURTHER = {"tiny_cnn": ((512, 512, 3, 3), (10, 64, 3, 3)), "resnet8": ((24, 161, 1, 7),)}
JUDGED = ("tiny_cnn", "resnet8")


def make_plans() -> list[dict[str, object]]:
    """One row for each network and size; the verdicts of a few."""
    rows = []
    for name in NETWORKS:
        for size in (*SIZES, *FURTHER.get(name, ())):
            height, width, channels, classes = size
            plan = plan_network(build_network(name, Preprocessing(width, height, channels, "stretch"), classes))
            need = plan.need
            rows.append({
                "architecture": name, "img_height": height, "img_width": width, "color": "grayscale" if channels == 1 else "rgb",
                "classes": classes, "model_bytes": plan.model_bytes, "activation_bytes": plan.arena.activations,
                "arena_bytes": plan.arena.recommended, "macs": plan.macs, "instructions": plan.instructions,
                "c": {"flash_bytes": need.code.flash_bytes, "ram_bytes": need.code.ram_bytes, "stack_bytes": need.code.stack_bytes},
                "boards": fit_boards(need) if name in JUDGED and size[0] >= 96 else None,
            })  # fmt: skip
    return rows
