"""Handlers of what users and admins set and see: /settings, /rich, /admin."""

from dataclasses import replace

from telegram import Update
from telegram.constants import ChatType

from bot.memory.latency import percentile
from bot.messages.keyboards import rich_buttons, settings_buttons
from bot.messages.measure import cut
from bot.messages.render import Text, plain
from bot.preferences import MOST_QUOTATIONS, Preferences
from bot.telegram.delivery import Reply, alert, deliver, tell
from bot.telegram.desk import Context, Desk, desk_of, preferences_of, sender, set_preferences, words_of
from bot.wording import Wording, languages
from retrieval.index_folder import Manifest

__all__ = ["change_setting", "on_admin", "on_rich", "on_settings"]

QUESTIONS_SHOWN = 10


async def on_settings(update: Update, context: Context) -> None:
    """/settings"""
    words = words_of(update, context)
    preferences = preferences_of(context)
    await deliver(update, context, Reply(_settings(preferences, words), settings_buttons(preferences, words)))


def _settings(preferences: Preferences, words: Wording) -> Text:
    chosen = languages().get(preferences.language or "")
    lines = [
        words.settings,
        "",
        words.settings_language.format(language=chosen.name if chosen else words.automatic),
        words.settings_rich.format(state=words.on if preferences.rich else words.off),
        words.settings_quotations.format(number=preferences.quotations),
    ]
    return plain("\n".join(lines))


async def change_setting(update: Update, context: Context, name: str, value: str) -> None:
    """A button of /settings was pressed."""
    message, _, user = sender(update)
    before = preferences_of(context)
    if name == "forget":
        _forget(context, user.id)
    else:
        set_preferences(update, context, changed(before, name, value))
    words, after = words_of(update, context), preferences_of(context)
    await alert(update, words.forgotten if name == "forget" else "")
    if after != before:
        reply = Reply(_settings(after, words), settings_buttons(after, words))
        await deliver(update, context, reply, replace=message.message_id)


def _forget(context: Context, user: int) -> None:
    if context.user_data is not None:
        context.user_data.clear()
    desk_of(context).state.forget(user)


def changed(preferences: Preferences, name: str, value: str) -> Preferences:
    """These preferences with one changed; as they are if there is no such choice."""
    if name == "language" and value in {"auto", *languages()}:
        return replace(preferences, language=None if value == "auto" else value)
    if name == "rich" and value in {"on", "off"}:
        return replace(preferences, rich=value == "on")
    if name == "quotations" and value in map(str, range(1, MOST_QUOTATIONS + 1)):
        return replace(preferences, quotations=int(value))
    return preferences


async def on_rich(update: Update, context: Context) -> None:
    """/rich on, /rich off"""
    words, wanted = words_of(update, context), (context.args or [""])[0].lower()
    if wanted not in {"on", "off"}:
        await deliver(update, context, Reply(plain(words.rich_how), rich_buttons(preferences_of(context), words)))
        return
    set_preferences(update, context, replace(preferences_of(context), rich=wanted == "on"))
    if wanted == "on" and desk_of(context).rich_refused:
        await tell(update, context, words.rich_refused)
    else:
        await tell(update, context, words.rich_on if wanted == "on" else words.rich_off)


async def on_admin(update: Update, context: Context) -> None:
    """/admin, for admins in private; for all others, and where others read along, a command there is not."""
    words, desk = words_of(update, context), desk_of(context)
    _, chat, user = sender(update)
    if not desk.access.is_admin(user.id) or chat.type != ChatType.PRIVATE:
        await tell(update, context, words.unknown_command)
        return
    manifest = await desk.search.call(lambda e: e.manifest)
    await tell(update, context, cut(_report(desk, manifest, words), 3_800))


def _report(desk: Desk, manifest: Manifest, words: Wording) -> str:
    counts = desk.state.today()
    parts = [
        words.admin.format(
            questions=counts.get("questions", 0),
            unanswered=counts.get("unanswered", 0),
            helpful=counts.get("helpful", 0),
            unhelpful=counts.get("unhelpful", 0),
            p50=percentile(counts, 0.5),
            p95=percentile(counts, 0.95),
            folder=manifest.folder,
            built=manifest.built,
            model=manifest.model,
            entries=f"{manifest.entries:,}",
            errors=counts.get("errors", 0),
        )
    ]
    if desk.keep_questions:
        latest = desk.state.latest_unanswered(QUESTIONS_SHOWN)
        shown = "\n".join(f"· {cut(question, 150)}" for question in latest) or words.none
        parts.append(words.admin_unanswered.format(questions=shown))
    if desk.last_error:
        parts.append(words.admin_error.format(error=desk.last_error))
    return "\n\n".join(parts)
