"""The sentences the bot needs in every language; a language is one file beside this one.

Names in braces are filled in by the bot and must stand in every language's sentence alike.
"""

from dataclasses import dataclass

__all__ = ["Wording"]


@dataclass(frozen=True, slots=True)
class Wording:
    """Everything the bot says in one language."""

    code: str  # ISO 639-1, as Telegram's language_code begins
    name: str  # the language in itself, for /settings

    # The bot's profile and its commands
    description: str
    short_description: str
    command_ask: str
    command_entry: str
    command_check: str
    command_random: str
    command_new: str
    command_settings: str
    command_rich: str
    command_stats: str
    command_help: str
    command_admin: str

    # Greeting and help
    start: str
    help: str
    kept: str
    not_kept: str
    examples: tuple[str, str, str]

    # Small talk: what people write, in lower case and without punctuation, and what they read
    greetings: tuple[str, ...]
    thanks: tuple[str, ...]
    helps: tuple[str, ...]
    replies: tuple[str, ...]  # yes and no
    feelings: tuple[str, ...]
    translations: tuple[str, ...]
    complaints: tuple[str, ...]
    sources: tuple[str, ...]  # are you sure, who says so?
    shorter: tuple[str, ...]  # say it in fewer, simpler words
    mores: tuple[str, ...]  # more of what was just shown
    fillers: tuple[str, ...]  # what stands around these and says nothing
    checks: tuple[str, ...]  # under a message: is it true?
    greeted: str
    thanked: str
    replied: str
    felt: str
    not_translated: str
    complained: str
    sourced: str
    not_shortened: str

    # Answers
    about: str
    read_as: str
    doubtful: str
    shortened: str
    button_read: str
    button_more: str
    button_share: str
    button_drop: str
    button_about: str
    button_section: str
    unclear: str
    not_found: str
    not_found_nearest: str
    in_english: str
    did_you_mean: str
    button_search: str
    passages: str
    no_more_passages: str
    ask_how: str
    helpful_thanks: str
    unhelpful_thanks: str
    forgotten_question: str

    # Entries
    entry_how: str
    entry_none: str
    entry_gone: str
    link_damaged: str
    text_changed: str
    to_quotation: str
    text_moved: str
    part: str
    button_all: str
    button_back: str
    button_next: str
    button_contents: str
    button_file: str
    contents: str
    beginning: str

    # Claim check
    check_how: str
    check_found: str

    # Settings
    settings: str
    settings_language: str
    settings_rich: str
    settings_quotations: str
    automatic: str
    on: str
    off: str
    rich_how: str
    rich_on: str
    rich_off: str
    button_forget: str
    forgotten: str
    new_started: str

    # Numbers
    stats: str
    admin: str
    admin_unanswered: str
    admin_error: str
    none: str

    # Inline and guest mode
    inline_read: str
    inline_nothing: str
    guest_how: str

    # When something is in the way
    busy: str
    slow_down: str
    not_allowed: str
    unknown_command: str
    not_text: str
    went_wrong: str
    rich_refused: str
    perhaps_twice: str
