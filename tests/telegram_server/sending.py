"""The methods that put messages into chats, change them, and take them away."""

from collections.abc import Mapping
from typing import Any

from telegram.constants import ReactionEmoji

from tests.telegram_server.chats import Chat, Document, Message
from tests.telegram_server.contents import Content, read_caption, read_draft, read_rich, read_text
from tests.telegram_server.entities import utf16_length
from tests.telegram_server.limits import CHAT_ACTIONS, check_reply_markup
from tests.telegram_server.refusals import ApiError, JsonObject, ViolationError
from tests.telegram_server.state import TelegramState

Parameters = Mapping[str, Any]
Files = Mapping[str, Document]


async def send_message(state: TelegramState, parameters: Parameters, files: Files) -> JsonObject:
    """Send text."""
    return _post(state, parameters, read_text(parameters))


async def send_rich_message(state: TelegramState, parameters: Parameters, files: Files) -> JsonObject:
    """Send a rich message."""
    return _post(state, parameters, read_rich(parameters))


async def send_document(state: TelegramState, parameters: Parameters, files: Files) -> JsonObject:
    """Send a file: an uploaded one, or a known one by its id."""
    document = files.get("document") or state.documents.get(parameters.get("document", ""))
    if document is None:
        raise ApiError("Bad Request: wrong file identifier/HTTP URL specified")
    if not document.data:
        raise ApiError("Bad Request: file must be non-empty")
    state.documents[document.file_id] = document
    return _post(state, parameters, read_caption(parameters), document)


async def send_message_draft(state: TelegramState, parameters: Parameters, files: Files) -> bool:
    """Show text that is still being written."""
    return _draft(state, parameters, read_draft(parameters))


async def send_rich_message_draft(state: TelegramState, parameters: Parameters, files: Files) -> bool:
    """Show a rich message that is still being written."""
    return _draft(state, parameters, read_rich(parameters, draft=True))


async def send_chat_action(state: TelegramState, parameters: Parameters, files: Files) -> bool:
    """Say that the bot is at work."""
    if parameters["action"] not in CHAT_ACTIONS:
        raise ViolationError("Bad Request: wrong parameter action in request")
    chat = state.writable_chat(parameters["chat_id"])
    _check_thread(chat, parameters)
    chat.actions.append(parameters["action"])
    return True


async def edit_message_text(state: TelegramState, parameters: Parameters, files: Files) -> JsonObject | bool:
    """Change what a message says."""
    if parameters.get("rich_message") and parameters.get("text"):
        raise ViolationError("Bad Request: exactly one of text and rich_message is needed")
    rich = bool(parameters.get("rich_message"))
    if rich and state.without_rich_messages:
        # An older server overlooks the parameter it does not know, and then finds no text.
        raise ApiError("Bad Request: message text is empty")
    content = read_rich(parameters) if rich else read_text(parameters)
    message = _to_edit(state, parameters)
    if message.document is not None:
        raise ApiError("Bad Request: there is no text in the message to edit")
    return _edit(state, message, content, parameters)


async def edit_message_reply_markup(state: TelegramState, parameters: Parameters, files: Files) -> JsonObject | bool:
    """Change the buttons under a message."""
    message = _to_edit(state, parameters)
    return _edit(state, message, message.content, parameters)


async def delete_message(state: TelegramState, parameters: Parameters, files: Files) -> bool:
    """Delete a message: any in a private chat, the bot's own elsewhere."""
    chat = state.known_chat(parameters["chat_id"])
    message = chat.find(parameters["message_id"])
    if message is None:
        raise ApiError("Bad Request: message to delete not found")
    if not message.from_bot and chat.type != "private":
        raise ApiError("Bad Request: message can't be deleted")
    message.deleted = True
    state.signal()
    return True


async def set_message_reaction(state: TelegramState, parameters: Parameters, files: Files) -> bool:
    """React to a message with at most one emoji of Telegram's list."""
    reactions = [reaction.get("emoji") for reaction in parameters.get("reaction", [])]
    if len(reactions) > 1:
        raise ViolationError("Bad Request: REACTIONS_TOO_MANY")
    if any(emoji not in {str(known) for known in ReactionEmoji} for emoji in reactions):
        raise ViolationError("Bad Request: REACTION_INVALID")
    message = state.writable_chat(parameters["chat_id"]).find(parameters["message_id"])
    if message is None:
        raise ApiError("Bad Request: message to react not found")
    message.reactions = reactions
    state.signal()
    return True


def _post(
    state: TelegramState, parameters: Parameters, content: Content, document: Document | None = None
) -> JsonObject:
    markup = parameters.get("reply_markup")
    check_reply_markup(markup)
    chat = state.writable_chat(parameters["chat_id"])
    thread = _check_thread(chat, parameters)
    reply_to, quote = _replied(chat, parameters.get("reply_parameters"))
    if reply_to is not None:
        if thread not in {None, reply_to.thread}:
            raise ApiError("Bad Request: message to be replied not found: it is in another topic")
        thread = reply_to.thread
    message = Message(
        chat.next_id(), chat, state.me, content, reply_markup=markup, document=document,
        reply_to=reply_to, quote=quote, thread=thread,
    )  # fmt: skip
    chat.add(message)
    chat.drafts.clear()
    state.signal()
    return message.as_json()


def _check_thread(chat: Chat, parameters: Parameters) -> int | None:
    thread: int | None = parameters.get("message_thread_id")
    if thread is not None and thread not in chat.topics:
        raise ApiError("Bad Request: message thread not found")
    return thread


def _replied(chat: Chat, reply: JsonObject | None) -> tuple[Message | None, JsonObject | None]:
    """Return the message replied to and the quoted part of it."""
    if reply is None:
        return None, None
    if reply.get("chat_id", chat.id) != chat.id:
        raise ViolationError("Bad Request: the fake server knows replies within one chat only")
    message = chat.find(reply["message_id"])
    if message is None and not reply.get("allow_sending_without_reply"):
        raise ApiError("Bad Request: message to be replied not found")
    quote = reply.get("quote")
    if message is None or not quote:
        return message, None
    if quote not in message.text or utf16_length(quote) > 1024:
        raise ViolationError("Bad Request: QUOTE_TEXT_INVALID: not a part of the message replied to")
    position = utf16_length(message.text[: message.text.index(quote)])
    return message, {"text": quote, "position": position, "is_manual": True}


def _draft(state: TelegramState, parameters: Parameters, content: Content) -> bool:
    chat = state.writable_chat(parameters["chat_id"])
    if chat.type != "private":
        raise ViolationError("Bad Request: drafts can be sent in private chats only")
    if parameters["draft_id"] == 0:
        raise ViolationError("Bad Request: DRAFT_ID_INVALID: must be non-zero")
    _check_thread(chat, parameters)
    chat.drafts[parameters["draft_id"]] = content
    state.signal()
    return True


def _to_edit(state: TelegramState, parameters: Parameters) -> Message:
    if "inline_message_id" in parameters:
        message = state.inline_messages.get(parameters["inline_message_id"])
        if message is None:
            raise ApiError("Bad Request: MESSAGE_ID_INVALID")
        return message
    if "chat_id" not in parameters or "message_id" not in parameters:
        raise ViolationError("Bad Request: message identifier is not specified")
    message = state.writable_chat(parameters["chat_id"]).find(parameters["message_id"])
    if message is None:
        raise ApiError("Bad Request: message to edit not found")
    if message.sender != state.me:
        raise ApiError("Bad Request: message can't be edited")
    if message.reply_markup and "inline_keyboard" not in message.reply_markup:
        raise ApiError("Bad Request: message can't be edited")
    return message


def _edit(state: TelegramState, message: Message, content: Content, parameters: Parameters) -> JsonObject | bool:
    markup = parameters.get("reply_markup")
    check_reply_markup(markup)
    message.replace(content, markup)
    message.chat.note(message)
    state.signal()
    return True if "inline_message_id" in parameters else message.as_json()
