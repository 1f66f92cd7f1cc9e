"""The part of the Bot API this bot speaks, for a checkout without the official schema beside it.

Written `name:Type`; `name?:Type` is optional, `[Type]` a list, `name=value:Type` has one possible value.
"""

_TARGET = "chat_id:Integer|String message_thread_id?:Integer "
_ABOUT_SENDING = (
    "disable_notification?:Boolean protect_content?:Boolean reply_parameters?:ReplyParameters "
    "direct_messages_topic_id?:Integer "
    "reply_markup?:InlineKeyboardMarkup|ReplyKeyboardMarkup|ReplyKeyboardRemove|ForceReply"
)
_EDITED = "chat_id?:Integer|String message_id?:Integer inline_message_id?:String "
_POLLED = "allowed_updates?:[String] "
_COMMANDS = "scope?:BotCommandScope language_code?:String"

METHODS = {
    "getMe": "",
    "getUpdates": _POLLED + "offset?:Integer limit?:Integer timeout?:Integer",
    "setWebhook": _POLLED + "url:String certificate?:InputFile ip_address?:String max_connections?:Integer "
    "drop_pending_updates?:Boolean secret_token?:String",
    "deleteWebhook": "drop_pending_updates?:Boolean",
    "getWebhookInfo": "",
    "sendMessage": _TARGET + _ABOUT_SENDING + " text:String parse_mode?:String entities?:[MessageEntity] "
    "link_preview_options?:LinkPreviewOptions",
    "sendDocument": _TARGET + _ABOUT_SENDING + " document:InputFile|String caption?:String "
    "parse_mode?:String caption_entities?:[MessageEntity] disable_content_type_detection?:Boolean",
    "sendRichMessage": _TARGET + _ABOUT_SENDING + " rich_message:InputRichMessage",
    "sendRichMessageDraft": "chat_id:Integer message_thread_id?:Integer draft_id:Integer rich_message:InputRichMessage",
    "sendMessageDraft": "chat_id:Integer message_thread_id?:Integer draft_id:Integer text?:String "
    "parse_mode?:String entities?:[MessageEntity]",
    "sendChatAction": _TARGET + "action:String",
    "editMessageText": _EDITED + "text?:String parse_mode?:String entities?:[MessageEntity] "
    "link_preview_options?:LinkPreviewOptions rich_message?:InputRichMessage "
    "reply_markup?:InlineKeyboardMarkup",
    "editMessageReplyMarkup": _EDITED + "reply_markup?:InlineKeyboardMarkup",
    "deleteMessage": "chat_id:Integer|String message_id:Integer",
    "setMessageReaction": "chat_id:Integer|String message_id:Integer reaction?:[ReactionType] is_big?:Boolean",
    "answerCallbackQuery": "callback_query_id:String text?:String show_alert?:Boolean url?:String cache_time?:Integer",
    "answerInlineQuery": "inline_query_id:String results:[InlineQueryResult] cache_time?:Integer "
    "is_personal?:Boolean next_offset?:String button?:InlineQueryResultsButton",
    "answerGuestQuery": "guest_query_id:String result:InlineQueryResult",
    "setMyCommands": "commands:[BotCommand] " + _COMMANDS,
    "getMyCommands": _COMMANDS,
    "deleteMyCommands": _COMMANDS,
    "setMyName": "name?:String language_code?:String",
    "getMyName": "language_code?:String",
    "setMyDescription": "description?:String language_code?:String",
    "getMyDescription": "language_code?:String",
    "setMyShortDescription": "short_description?:String language_code?:String",
    "getMyShortDescription": "language_code?:String",
    "getChat": "chat_id:Integer|String",
    "getChatMember": "chat_id:Integer|String user_id:Integer",
    "getFile": "file_id:String",
    "leaveChat": "chat_id:Integer|String",
}

OBJECTS = {
    "MessageEntity": "type:String offset:Integer length:Integer url?:String user?:User language?:String "
    "custom_emoji_id?:String",
    "User": "id:Integer is_bot:Boolean first_name:String last_name?:String username?:String language_code?:String",
    "LinkPreviewOptions": "is_disabled?:Boolean url?:String prefer_small_media?:Boolean "
    "prefer_large_media?:Boolean show_above_text?:Boolean",
    "ReplyParameters": "message_id:Integer chat_id?:Integer|String allow_sending_without_reply?:Boolean "
    "quote?:String quote_parse_mode?:String quote_entities?:[MessageEntity] quote_position?:Integer",
    "InlineKeyboardMarkup": "inline_keyboard:[[InlineKeyboardButton]]",
    "InlineKeyboardButton": "text:String url?:String callback_data?:String switch_inline_query?:String "
    "switch_inline_query_current_chat?:String "
    "switch_inline_query_chosen_chat?:SwitchInlineQueryChosenChat copy_text?:CopyTextButton "
    "web_app?:WebAppInfo style?:String",
    "SwitchInlineQueryChosenChat": "query?:String allow_user_chats?:Boolean allow_bot_chats?:Boolean "
    "allow_group_chats?:Boolean allow_channel_chats?:Boolean",
    "CopyTextButton": "text:String",
    "WebAppInfo": "url:String",
    "KeyboardButton": "text:String",
    "ReplyKeyboardMarkup": "keyboard:[[KeyboardButton]] is_persistent?:Boolean resize_keyboard?:Boolean "
    "one_time_keyboard?:Boolean input_field_placeholder?:String selective?:Boolean",
    "ReplyKeyboardRemove": "remove_keyboard:Boolean selective?:Boolean",
    "ForceReply": "force_reply:Boolean input_field_placeholder?:String selective?:Boolean",
    "InputRichMessage": "html?:String markdown?:String is_rtl?:Boolean skip_entity_detection?:Boolean",
    "InputTextMessageContent": "message_text:String parse_mode?:String entities?:[MessageEntity] "
    "link_preview_options?:LinkPreviewOptions",
    "InputRichMessageContent": "rich_message:InputRichMessage",
    "InlineQueryResultArticle": "type=article:String id:String title:String "
    "input_message_content:InputMessageContent reply_markup?:InlineKeyboardMarkup url?:String "
    "description?:String thumbnail_url?:String thumbnail_width?:Integer thumbnail_height?:Integer",
    "InlineQueryResultsButton": "text:String web_app?:WebAppInfo start_parameter?:String",
    "BotCommand": "command:String description:String",
    "BotCommandScopeDefault": "type=default:String",
    "BotCommandScopeAllPrivateChats": "type=all_private_chats:String",
    "BotCommandScopeAllGroupChats": "type=all_group_chats:String",
    "BotCommandScopeAllChatAdministrators": "type=all_chat_administrators:String",
    "BotCommandScopeChat": "type=chat:String chat_id:Integer|String",
    "BotCommandScopeChatAdministrators": "type=chat_administrators:String chat_id:Integer|String",
    "BotCommandScopeChatMember": "type=chat_member:String chat_id:Integer|String user_id:Integer",
    "ReactionTypeEmoji": "type=emoji:String emoji:String",
}

UNIONS = {
    "InputMessageContent": "InputTextMessageContent InputRichMessageContent",
    "InlineQueryResult": "InlineQueryResultArticle",
    "ReactionType": "ReactionTypeEmoji",
    "BotCommandScope": "BotCommandScopeDefault BotCommandScopeAllPrivateChats BotCommandScopeAllGroupChats "
    "BotCommandScopeAllChatAdministrators BotCommandScopeChat BotCommandScopeChatAdministrators "
    "BotCommandScopeChatMember",
}
