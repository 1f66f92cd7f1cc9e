"""How the fake Telegram says no.

ApiError            an answer with "ok": false; also for what a correct bot can meet (a message just deleted)
└── ViolationError  a request no correct bot sends: against the schema, or past a limit; the server records it
"""

from typing import Any

JsonObject = dict[str, Any]


class ApiError(Exception):
    """A request answered with "ok": false."""

    def __init__(self, description: str, code: int = 400, parameters: JsonObject | None = None) -> None:
        super().__init__(description)
        self.description = description
        self.code = code
        self.parameters = parameters

    def as_json(self) -> JsonObject:
        """Return the body of the answer."""
        body: JsonObject = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


class ViolationError(ApiError):
    """A request that breaks the schema or a documented limit."""
