"""Chats and the messages in them, as the fake Telegram keeps them and as it describes them to the bot."""

import copy
import time
from dataclasses import dataclass, field

from tests.telegram_server.contents import Content
from tests.telegram_server.refusals import ApiError, JsonObject


@dataclass(frozen=True, slots=True)
class Document:
    """A file the bot sent."""

    file_id: str
    name: str
    mime_type: str
    data: bytes

    def as_json(self) -> JsonObject:
        """Return the Bot API's Document."""
        return {
            "file_id": self.file_id,
            "file_unique_id": f"u{self.file_id}",
            "file_name": self.name,
            "mime_type": self.mime_type,
            "file_size": len(self.data),
        }


@dataclass(slots=True, eq=False)
class Message:
    """A message as it stands now; `edits` holds the texts it had before."""

    message_id: int
    chat: "Chat" = field(repr=False)
    sender: JsonObject = field(repr=False)
    content: Content
    date: int = field(default_factory=lambda: int(time.time()), repr=False)
    reply_markup: JsonObject | None = None
    document: Document | None = None
    reply_to: "Message | None" = field(default=None, repr=False)
    quote: JsonObject | None = None
    thread: int | None = None
    via_bot: JsonObject | None = field(default=None, repr=False)
    inline_message_id: str | None = None
    guest_query_id: str | None = None
    edits: list[str] = field(default_factory=list)
    edit_date: int | None = None
    deleted: bool = False
    reactions: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text, the caption, or the plain text of a rich message."""
        return self.content.text

    @property
    def entities(self) -> list[JsonObject]:
        """The entities of the text or caption, in UTF-16 code units."""
        return self.content.entities

    @property
    def rich_message(self) -> JsonObject | None:
        """The InputRichMessage the bot sent, if it was one."""
        return self.content.rich_message

    @property
    def from_bot(self) -> bool:
        """Whether the bot wrote it, itself or through a person who chose an inline result."""
        return bool(self.sender["is_bot"]) or self.via_bot is not None

    @property
    def buttons(self) -> list[list[JsonObject]]:
        """The rows of its inline keyboard."""
        rows: list[list[JsonObject]] = (self.reply_markup or {}).get("inline_keyboard", [])
        return rows

    def snapshot(self) -> "Message":
        """Return the message as it is at this moment."""
        return copy.copy(self)

    def replace(self, content: Content, markup: JsonObject | None) -> None:
        """Edit the message; an edit that changes nothing is refused, as Telegram does."""
        markup = markup if markup and markup.get("inline_keyboard") else None
        if (content, markup) == (self.content, self.reply_markup):
            raise ApiError(
                "Bad Request: message is not modified: specified new message content and reply markup are "
                "exactly the same as a current content and reply markup of the message"
            )
        if content != self.content:
            self.edits = [*self.edits, self.text]
        self.content, self.reply_markup, self.edit_date = content, markup, int(time.time())

    def as_json(self, *, with_reply: bool = True) -> JsonObject:
        """Return the Bot API's Message."""
        described: JsonObject = {
            "message_id": self.message_id,
            "from": self.sender,
            "chat": self.chat.as_json(),
            "date": self.date,
            **self._content_as_json(),
        }
        if self.thread is not None:
            described |= {"message_thread_id": self.thread, "is_topic_message": True}
        if with_reply and self.reply_to:
            described["reply_to_message"] = self.reply_to.as_json(with_reply=False)
        optional = {
            "quote": self.quote,
            "via_bot": self.via_bot,
            "edit_date": self.edit_date,
            "guest_query_id": self.guest_query_id,
            "reply_markup": self.reply_markup if self.buttons else None,
        }
        return described | {name: value for name, value in optional.items() if value is not None}

    def _content_as_json(self) -> JsonObject:
        if self.rich_message is not None:
            return {"rich_message": {"blocks": [{"type": "paragraph", "text": self.text}]}}
        if self.document is not None:
            described: JsonObject = {"document": self.document.as_json()}
            described |= {"caption": self.text} if self.text else {}
            return described | ({"caption_entities": self.entities} if self.entities else {})
        return {"text": self.text} | ({"entities": self.entities} if self.entities else {})


@dataclass(slots=True, eq=False)
class Chat:
    """A private chat, a group, or a forum with topics."""

    id: int
    type: str
    name: str
    is_forum: bool = False
    messages: list[Message] = field(default_factory=list, repr=False)
    topics: dict[int, str] = field(default_factory=dict)
    actions: list[str] = field(default_factory=list)
    drafts: dict[int, Content] = field(default_factory=dict, repr=False)
    bot_events: list[Message] = field(default_factory=list, repr=False)
    bot_is_member: bool = True
    bot_is_blocked: bool = False
    migrated_to: int | None = None
    _last_id: int = 0

    def as_json(self) -> JsonObject:
        """Return the Bot API's Chat."""
        naming = {"first_name": self.name} if self.type == "private" else {"title": self.name}
        return {"id": self.id, "type": self.type, **naming} | ({"is_forum": True} if self.is_forum else {})

    def next_id(self) -> int:
        """Return the next message id; ids begin anew in each chat, so that mixing chats up shows."""
        self._last_id += 1
        return self._last_id

    def create_topic(self, name: str) -> int:
        """Open a topic of a forum and return its message_thread_id."""
        thread = self.next_id()
        self.topics[thread] = name
        return thread

    def add(self, message: Message) -> Message:
        """Post a message."""
        self.messages.append(message)
        if message.sender["is_bot"]:
            self.note(message)
        return message

    def note(self, message: Message) -> None:
        """Remember what the bot did to a message, for those who wait for a reply."""
        self.bot_events.append(message.snapshot())

    def find(self, message_id: int) -> Message | None:
        """Return a message that is still there."""
        found = (message for message in self.messages if message.message_id == message_id)
        return next((message for message in found if not message.deleted), None)
