"""The HTTP side of the fake Telegram: requests come in, are checked, answered, recorded, or made to fail."""

import asyncio
import re
from collections import defaultdict, deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from aiohttp import web

from tests.telegram_server.builtin_table import METHODS as LISTED_METHODS
from tests.telegram_server.builtin_table import OBJECTS, UNIONS
from tests.telegram_server.chats import Document
from tests.telegram_server.delivery import Webhook, push_updates
from tests.telegram_server.flood import LIMITED, too_many_requests
from tests.telegram_server.methods import METHODS
from tests.telegram_server.refusals import ApiError, JsonObject, ViolationError
from tests.telegram_server.schema import OFFICIAL_SCHEMA, read_official_schema, schema_from_table
from tests.telegram_server.state import TelegramState

LARGEST_UPLOAD = 50 * 2**20


@dataclass(frozen=True, slots=True)
class ApiRequest:
    """One request as it was understood."""

    method: str
    parameters: JsonObject
    files: Mapping[str, Document]


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens to a request instead of the right answer; status 0 is a dropped connection, or one held for ever."""

    status: int
    description: str | None = None
    retry_after: int | None = None
    after_processing: bool = False
    held: bool = False


class TelegramServer(TelegramState):
    """A Bot API server on the loopback for one bot, stricter than the original."""

    def __init__(
        self,
        token: str = "123456:TEST-TOKEN",
        username: str = "wipiverse_bot",
        schema_path: Path | None = OFFICIAL_SCHEMA,
    ) -> None:
        """Check requests by the schema at `schema_path`; by the built-in table where there is none."""
        super().__init__(int(token.partition(":")[0]), username)
        self.token = token
        official = schema_path is not None and schema_path.exists()
        self.schema = (
            read_official_schema(schema_path)
            if schema_path is not None and official
            else schema_from_table(LISTED_METHODS, OBJECTS, UNIONS)
        )
        self.requests: list[ApiRequest] = []
        self.violations: list[str] = []
        self.refusals: list[str] = []
        self.in_flight = 0
        self.last_activity = 0.0
        self._faults: defaultdict[str, deque[Fault]] = defaultdict(deque)
        # What may happen to any request, beside what was said will happen to the next one.
        self.chance: Callable[[str], Fault | None] = lambda _: None
        self._port = 0
        self._runner: web.AppRunner | None = None
        self._pusher: asyncio.Task[None] | None = None
        self._pushed_to: Webhook | None = None

    async def __aenter__(self) -> Self:
        """Listen on a free port of the loopback."""
        app = web.Application(client_max_size=LARGEST_UPLOAD)
        app.router.add_route("*", "/bot{token}/{method}", self._respond)
        app.router.add_get("/file/bot{token}/documents/{file_id}", self._download)
        self._runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=0.2)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self._port = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *exc: object) -> None:
        """Stop listening and pushing."""
        self.webhook = None
        await self._follow_webhook()
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def base_url(self) -> str:
        """What ApplicationBuilder.base_url wants."""
        return f"http://127.0.0.1:{self._port}/bot"

    @property
    def base_file_url(self) -> str:
        """What ApplicationBuilder.base_file_url wants."""
        return f"http://127.0.0.1:{self._port}/file/bot"

    def calls(self, method: str) -> list[JsonObject]:
        """Return the parameters of every request of a method, in order."""
        return [request.parameters for request in self.requests if request.method == method]

    def fail_next(
        self,
        method: str,
        status: int = 500,
        retry_after: int | None = None,
        times: int = 1,
        description: str | None = None,
    ) -> None:
        """Refuse the next requests of a method without processing them."""
        self._faults[method] += [Fault(status, description, retry_after)] * times

    def drop_next(self, method: str, times: int = 1, *, after_processing: bool = True) -> None:
        """Close the connection of the next requests without an answer; they are processed unless told not."""
        self._faults[method] += [Fault(0, after_processing=after_processing)] * times

    def hold_next(self, method: str, times: int = 1) -> None:
        """Process the next requests of a method, but answer them never."""
        self._faults[method] += [Fault(0, after_processing=True, held=True)] * times

    async def _respond(self, request: web.Request) -> web.StreamResponse:
        method, token = request.match_info["method"], request.match_info["token"]
        if token != self.token:
            code = 401 if re.fullmatch(r"[0-9]+:[\w-]+", token) else 404
            return _answer(ApiError("Unauthorized" if code == 401 else "Not Found", code).as_json())
        is_poll = method == "getUpdates"
        self.in_flight += not is_poll
        try:
            return await self._process(request, method)
        finally:
            self.in_flight -= not is_poll
            if not is_poll:
                self.last_activity = asyncio.get_running_loop().time()

    async def _process(self, request: web.Request, method: str) -> web.StreamResponse:
        try:
            raw, files = await self._read(request)
        except ValueError:
            self.violations.append(f"{method}: the body is no JSON")
            return _answer(ApiError("Bad Request: can't parse the body").as_json())
        faults = self._faults[method]
        fault = faults.popleft() if faults else self.chance(method)
        if fault is None:
            return _answer(await self._call(method, raw, files))
        if fault.status:
            return _answer_of_fault(fault)
        if fault.after_processing:
            await self._call(method, raw, files)
        if fault.held:
            await asyncio.Event().wait()
        if request.transport is not None:
            request.transport.abort()
        return web.Response()

    async def _read(self, request: web.Request) -> tuple[JsonObject, dict[str, Document]]:
        raw: JsonObject = dict(request.query)
        files: dict[str, Document] = {}
        if request.content_type == "application/json":
            return raw | await request.json(), files
        for name, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                file_id = f"file-{self.next_number()}"
                files[name] = Document(file_id, value.filename, value.content_type, value.file.read())
            else:
                raw[name] = value
        return raw, files

    async def _call(self, method: str, raw: JsonObject, files: Mapping[str, Document]) -> JsonObject:
        try:
            parameters = self._check(method, raw, files)
            result = await METHODS[method](self, parameters, files)
        except ApiError as refusal:
            line = f"{method}: {refusal.description}"
            self.refusals.append(line)
            if isinstance(refusal, ViolationError):
                self.violations.append(line)
            return refusal.as_json()
        await self._follow_webhook()
        return {"ok": True, "result": result}

    def _check(self, method: str, raw: JsonObject, files: Mapping[str, Document]) -> Mapping[str, Any]:
        """Return the parameters of a request that may go through; refuse any other."""
        if self.without_rich_messages and method.startswith("sendRichMessage"):
            raise ApiError("Not Found: method not found", code=404)
        if method not in self.schema.methods:
            raise ViolationError("Not Found: method not found", code=404)
        attached = {name for name in files if f"attach://{name}" in raw.values()}
        parameters, wrong = self.schema.decode(method, raw, files.keys() - attached)
        self.requests.append(ApiRequest(method, parameters, files))
        if wrong:
            self.violations += wrong[1:]
            raise ViolationError(f"Bad Request: {wrong[0]}")
        if method not in METHODS:
            raise ViolationError(f"Bad Request: the fake server does not know how to do {method} yet")
        limited = method.startswith(LIMITED) and isinstance(parameters.get("chat_id"), int)
        if self.flood_limits and limited and method != "sendChatAction":
            self.flood_gate.pass_through(parameters["chat_id"], self.clock())
        return parameters

    async def _follow_webhook(self) -> None:
        """Push to the webhook that is set now, and to no other."""
        if self.webhook == self._pushed_to:
            return
        if self._pusher is not None:
            self._pusher.cancel()
            with suppress(asyncio.CancelledError):
                await self._pusher
            self._pusher = None
        self._pushed_to = self.webhook
        if self.webhook is not None:
            self._pusher = asyncio.create_task(push_updates(self.updates, self.webhook, self.signal))

    async def _download(self, request: web.Request) -> web.StreamResponse:
        document = self.documents.get(request.match_info["file_id"])
        if request.match_info["token"] != self.token or document is None:
            return web.Response(status=404)
        return web.Response(body=document.data)


def _answer(body: JsonObject) -> web.Response:
    return web.json_response(body, status=body.get("error_code", 200))


def _answer_of_fault(fault: Fault) -> web.Response:
    if fault.status == 429:
        return _answer(too_many_requests(fault.retry_after or 1).as_json())
    if fault.status == 502:  # comes from the proxy in front of Telegram, and is no JSON
        return web.Response(status=502, text="<html><h1>502 Bad Gateway</h1></html>", content_type="text/html")
    description = fault.description or "Internal Server Error"
    return _answer(ApiError(description, fault.status).as_json())
