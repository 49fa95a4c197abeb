"""Why a picture was kept out."""

from dataclasses import dataclass


class BadPicture(Exception):
    """The bytes are no picture that can be used."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


@dataclass(frozen=True)
class Problem:
    """One entry of `problems` in result.json."""

    file_id: int
    code: str
    message: str

    def as_json(self) -> dict[str, object]:
        """The entry as the contract has it."""
        return {"file_id": self.file_id, "code": self.code, "message": self.message[:500]}
