"""The two ways a job ends early on purpose."""

EXIT_BAD_INPUT = 65
EXIT_DEFECT = 70
EXIT_TERMINATED = 143

Loc = list[str | int]


class BadInput(Exception):
    """The pictures or the parameters are at fault; tells the user what to do about it.

    `loc` names the field of the REST request, as in a 422 answer: `["body", "epochs"]`.
    """

    def __init__(self, code: str, message: str, hint: str, loc: Loc | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint
        self.loc = loc

    def as_json(self) -> dict[str, object]:
        """The `error` of result.json and the fields of an `error` event."""
        fields: dict[str, object] = {
            "code": self.code,
            "message": self.message[:2000],
            "hint": self.hint[:2000],
        }
        if self.loc is not None:
            fields["loc"] = self.loc
        return fields


class Terminated(BaseException):
    """SIGTERM came. A BaseException, so that no library's `except Exception` keeps the job alive."""
