"""Which rows go together."""

Spans = list[tuple[int, int]]


def plan_batches(count: int, size: int) -> Spans:
    """Begin and end of every batch of `count` >= 1 rows: `size` each, the last one what is left over.

    A single row left over joins the batch before it: batch norm over one picture teaches nothing. Only a `size` or a
    `count` of 1 makes batches of one.
    """
    whole, rest = divmod(count, size)
    batches = whole if rest == 0 or (rest == 1 and whole > 0) else whole + 1
    begins = [number * size for number in range(batches)]
    return list(zip(begins, [*begins[1:], count], strict=True))
