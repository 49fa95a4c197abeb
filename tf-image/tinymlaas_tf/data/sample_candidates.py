"""The few original files from which the answer's sample picture is taken."""

import heapq

from .rank import rank

KEPT = 8
MAX_BYTES = 8 * 1024 * 1024


class SampleCandidates:
    """Keeps the files that come first in the order of the split: those become validation pictures.

    `known` are digests that are validation pictures from an earlier training and go before all others.
    """

    def __init__(self, seed: int, known: frozenset[bytes] = frozenset()) -> None:
        self._seed = seed
        self._known = known
        self._heap: list[tuple[tuple[int, int], int, bytes]] = []

    def offer(self, digest: bytes, file_id: int, data: bytes, is_held_out: bool = False) -> None:
        """Keep this file if it comes before one that is kept; those that the user holds out come before others."""
        if len(data) > MAX_BYTES:
            return
        order = (0 if is_held_out or digest in self._known else 1, int.from_bytes(rank(digest, self._seed)[:8], "big"))
        entry = ((-order[0], -order[1]), file_id, data)
        if len(self._heap) < KEPT:
            heapq.heappush(self._heap, entry)
        else:
            heapq.heappushpop(self._heap, entry)

    def files(self) -> dict[int, bytes]:
        """File id -> original bytes, first in order first."""
        return {file_id: data for _, file_id, data in sorted(self._heap, reverse=True)}
