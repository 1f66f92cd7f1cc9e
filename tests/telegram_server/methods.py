"""Every method the fake Telegram knows, by the name the Bot API gives it."""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any

from tests.telegram_server import sending
from tests.telegram_server.chats import Document, Message
from tests.telegram_server.contents import read_result
from tests.telegram_server.delivery import Webhook
from tests.telegram_server.limits import (
    check_callback_answer,
    check_commands,
    check_inline_answer,
    check_language,
    check_profile,
    check_result,
    check_webhook,
)
from tests.telegram_server.refusals import ApiError, JsonObject, ViolationError
from tests.telegram_server.state import TelegramState, commands_key

Parameters = Mapping[str, Any]
Files = Mapping[str, Document]
Method = Callable[[TelegramState, Parameters, Files], Awaitable[object]]


async def get_me(state: TelegramState, parameters: Parameters, files: Files) -> JsonObject:
    """Describe the bot."""
    return {
        **state.me,
        "can_join_groups": True,
        "can_read_all_group_messages": not state.privacy_mode,
        "supports_guest_queries": True,
        "supports_inline_queries": True,
    }


async def get_updates(state: TelegramState, parameters: Parameters, files: Files) -> list[JsonObject]:
    """Hand out updates, waiting for some up to `timeout` seconds; a newer poller ends an older one."""
    if state.webhook is not None:
        raise ApiError(
            "Conflict: can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first",
            code=409,
        )
    limit, patience = parameters.get("limit", 100), parameters.get("timeout", 0)
    if not 1 <= limit <= 100 or patience < 0:
        raise ViolationError("Bad Request: limit is 1-100, timeout is not negative")
    queue = state.updates
    queue.allowed = parameters.get("allowed_updates", queue.allowed)
    queue.confirm(parameters.get("offset", 0))
    state.poll_ticket += 1
    ticket = state.poll_ticket
    state.signal()

    def probe() -> list[JsonObject] | None:
        if state.poll_ticket != ticket:
            raise ApiError(
                "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
                code=409,
            )
        return queue.pending[:limit] or None

    try:
        return await state.until(probe, min(patience, 50), "getUpdates")
    except TimeoutError:
        return []


async def set_webhook(state: TelegramState, parameters: Parameters, files: Files) -> bool:
    """Push updates to a URL from now on; an empty one ends it."""
    check_webhook(parameters)
    state.updates.allowed = parameters.get("allowed_updates", state.updates.allowed)
    if parameters.get("drop_pending_updates"):
        state.updates.pending.clear()
    url = parameters["url"]
    state.webhook = Webhook(
        url, parameters.get("secret_token"), parameters.get("max_connections", 40)
    ) if url else None  # fmt: skip
    state.signal()
    return True


async def delete_webhook(state: TelegramState, parameters: Parameters, files: Files) -> bool:
    """Go back to polling."""
    return await set_webhook(state, {**parameters, "url": ""}, files)


async def get_webhook_info(state: TelegramState, parameters: Parameters, files: Files) -> JsonObject:
    """Describe the webhook."""
    return {
        "url": state.webhook.url if state.webhook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(state.updates.pending),
    }


async def answer_callback_query(state: TelegramState, parameters: Parameters, files: Files) -> bool:
    """Answer a button that was pressed."""
    check_callback_answer(parameters)
    state.close_query(parameters["callback_query_id"], "callback", dict(parameters))
    state.signal()
    return True


def _check_content(state: TelegramState, result: JsonObject) -> None:
    """An older server does not know rich messages as the content of a result."""
    if state.without_rich_messages and "rich_message" in result.get("input_message_content", {}):
        raise ApiError("Bad Request: message text is empty")


async def answer_inline_query(state: TelegramState, parameters: Parameters, files: Files) -> bool:
    """Answer an inline query."""
    check_inline_answer(parameters)
    for result in parameters["results"]:
        _check_content(state, result)
    state.close_query(parameters["inline_query_id"], "inline", dict(parameters))
    state.signal()
    return True


async def answer_guest_query(state: TelegramState, parameters: Parameters, files: Files) -> JsonObject:
    """Answer in a chat the bot was summoned to."""
    result = parameters["result"]
    check_result(result)
    _check_content(state, result)
    query = state.close_query(parameters["guest_query_id"], "guest", dict(parameters))
    if query.chat is None:
        raise ApiError("Bad Request: chat not found")
    message = Message(
        query.chat.next_id(), query.chat, state.me, read_result(result),
        reply_markup=result.get("reply_markup"), reply_to=query.asked,
        inline_message_id=f"guest-message-{state.next_number()}",
    )  # fmt: skip
    state.inline_messages[str(message.inline_message_id)] = message
    query.chat.add(message)
    state.signal()
    return {"inline_message_id": message.inline_message_id}


async def set_my_commands(state: TelegramState, parameters: Parameters, files: Files) -> bool:
    """Register commands for a scope and a language."""
    check_commands(parameters["commands"])
    language = parameters.get("language_code", "")
    check_language(language)
    state.commands[commands_key(parameters.get("scope"), language)] = parameters["commands"]
    return True


async def get_my_commands(state: TelegramState, parameters: Parameters, files: Files) -> list[JsonObject]:
    """Return the commands registered for a scope and a language."""
    return state.commands_of(parameters.get("scope"), parameters.get("language_code", ""))


async def delete_my_commands(state: TelegramState, parameters: Parameters, files: Files) -> bool:
    """Forget the commands of a scope and a language."""
    state.commands.pop(commands_key(parameters.get("scope"), parameters.get("language_code", "")), None)
    return True


async def set_profile(what: str, state: TelegramState, parameters: Parameters, files: Files) -> bool:
    """Set the bot's name or one of its descriptions in a language."""
    text, language = parameters.get(what, ""), parameters.get("language_code", "")
    check_profile(what, text)
    check_language(language)
    state.profile[what, language] = text
    return True


async def get_profile(what: str, state: TelegramState, parameters: Parameters, files: Files) -> JsonObject:
    """Return the bot's name or one of its descriptions in a language."""
    return {what: state.profile.get((what, parameters.get("language_code", "")), "")}


async def get_chat(state: TelegramState, parameters: Parameters, files: Files) -> JsonObject:
    """Describe a chat."""
    gifts = (
        "unlimited_gifts",
        "limited_gifts",
        "unique_gifts",
        "premium_subscription",
        "gifts_from_channels",
    )
    return {
        **state.known_chat(parameters["chat_id"]).as_json(),
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(gifts, False),
    }


async def get_chat_member(state: TelegramState, parameters: Parameters, files: Files) -> JsonObject:
    """Describe a member of a chat: whoever has written there."""
    chat, user_id = state.known_chat(parameters["chat_id"]), parameters["user_id"]
    users = [state.me, *(message.sender for message in chat.messages)]
    user = next((user for user in users if user["id"] == user_id), None)
    if user is None:
        raise ApiError("Bad Request: member not found")
    return {"status": "member", "user": user}


async def get_file(state: TelegramState, parameters: Parameters, files: Files) -> JsonObject:
    """Say where a file can be downloaded."""
    document = state.documents.get(parameters["file_id"])
    if document is None:
        raise ApiError("Bad Request: invalid file_id")
    described = document.as_json()
    kept = {name: described[name] for name in ("file_id", "file_unique_id", "file_size")}
    return {**kept, "file_path": f"documents/{document.file_id}"}


async def leave_chat(state: TelegramState, parameters: Parameters, files: Files) -> bool:
    """Leave a group."""
    state.writable_chat(parameters["chat_id"]).bot_is_member = False
    return True


METHODS: Mapping[str, Method] = {
    "getMe": get_me,
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
    "sendMessage": sending.send_message,
    "sendDocument": sending.send_document,
    "sendRichMessage": sending.send_rich_message,
    "sendRichMessageDraft": sending.send_rich_message_draft,
    "sendMessageDraft": sending.send_message_draft,
    "sendChatAction": sending.send_chat_action,
    "editMessageText": sending.edit_message_text,
    "editMessageReplyMarkup": sending.edit_message_reply_markup,
    "deleteMessage": sending.delete_message,
    "setMessageReaction": sending.set_message_reaction,
    "answerCallbackQuery": answer_callback_query,
    "answerInlineQuery": answer_inline_query,
    "answerGuestQuery": answer_guest_query,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setMyName": partial(set_profile, "name"),
    "getMyName": partial(get_profile, "name"),
    "setMyDescription": partial(set_profile, "description"),
    "getMyDescription": partial(get_profile, "description"),
    "setMyShortDescription": partial(set_profile, "short_description"),
    "getMyShortDescription": partial(get_profile, "short_description"),
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getFile": get_file,
    "leaveChat": leave_chat,
}
