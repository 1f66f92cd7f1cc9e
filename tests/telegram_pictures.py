"""A chat of the fake Telegram in a chat's look, as HTML, photographed by headless Chromium."""

import html
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from tests.telegram_server import Chat, Message
from tests.telegram_server.entities import utf16_length
from tests.telegram_server.refusals import JsonObject

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
WIDTH = 560
STYLE = """
* { box-sizing: border-box; }
body { margin: 0; padding: 0 0 14px; width: 560px; background: #d7e5d3; color: #111;
       font: 15px/1.38 "Noto Sans", "DejaVu Sans", "Noto Sans CJK KR", "Noto Color Emoji", sans-serif; }
header { background: #fff; padding: 12px 18px; font-weight: 700; border-bottom: 1px solid #c8d4c4;
         margin-bottom: 12px; }
.message { max-width: 460px; margin: 0 12px 10px; width: fit-content; }
.message:has(.row) { min-width: 260px; }
.own { margin-left: auto; }
.bubble { background: #fff; border-radius: 14px; padding: 8px 12px; white-space: pre-wrap;
          overflow-wrap: anywhere; box-shadow: 0 1px 1px #0002; }
.own .bubble { background: #e3fbcf; }
.name { color: #2a7fbd; font-weight: 600; font-size: 13.5px; }
.reply { border-left: 3px solid #2a7fbd; padding-left: 8px; color: #555; font-size: 13px;
         margin-bottom: 4px; }
blockquote { margin: 3px 0; padding: 4px 10px; border-left: 3px solid #4a9b4a; background: #4a9b4a18;
             border-radius: 4px; }
.folds { position: relative; padding: 0 24px 0 10px; border-block: 4px solid transparent; background-clip: border-box;
         display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 3; overflow: hidden; }
.folds::after { content: "⌄"; position: absolute; right: 8px; bottom: 0; color: #4a9b4a; }
a { color: #2a7fbd; text-decoration: none; }
mark { background: #ffe9a8; }
.row { display: flex; gap: 4px; margin-top: 4px; }
.button { flex: 1; text-align: center; background: #5a7f5acc; color: #fff; border-radius: 9px;
          padding: 6px 4px; font-size: 13.5px; overflow: hidden; white-space: nowrap;
          text-overflow: ellipsis; }
.edited { color: #888; font-size: 11.5px; text-align: right; }
.rich { white-space: normal; }
.rich h1 { font-size: 18px; margin: 2px 0; }
.rich h2 { font-size: 16px; margin: 8px 0 2px; }
.rich p { margin: 4px 0; }
cite { display: block; font-style: normal; color: #555; }
"""
# How tall the page is, for the second look at it.
MEASURE = "<script>document.title = Math.ceil(document.body.getBoundingClientRect().height)</script>"
TAGS = {"bold": "b", "italic": "i", "underline": "u", "code": "code", "bot_command": "a", "mention": "a",
        "text_link": "a", "blockquote": "blockquote", "expandable_blockquote": 'blockquote class="folds"'}  # fmt: skip


def chat_html(chat: Chat, name: str) -> str:
    """A chat as a page; messages of the person called `name` stand on the right."""
    shown = "".join(_message(message, name) for message in chat.messages if not message.deleted)
    title = chat.name if chat.type != "private" else "WIPIVERSE"
    return (
        f'<!doctype html><html><head><meta charset="utf-8"><style>{STYLE}</style></head>'
        f"<body><header>{html.escape(title)}</header>{shown}{MEASURE}</body></html>"
    )


def _message(message: Message, name: str) -> str:
    sender = str(message.sender["first_name"])
    own = sender == name
    via = f" via @{message.via_bot['username']}" if message.via_bot else ""
    above = "" if own and not via else f'<div class="name">{html.escape(sender + via)}</div>'
    if message.reply_to is not None:
        above += f'<div class="reply">{html.escape(" ".join(message.reply_to.text.split())[:60])}</div>'
    if message.rich_message is not None:
        body = f'<div class="rich">{message.rich_message["html"]}</div>'
    else:
        body = _with_entities(message.text, message.entities)
    edited = '<div class="edited">edited</div>' if message.edit_date else ""
    rows = "".join(
        '<div class="row">' + "".join(f'<div class="button">{html.escape(b["text"])}</div>' for b in row) + "</div>"
        for row in message.buttons
    )
    side = "message own" if own else "message"
    return f'<div class="{side}"><div class="bubble">{above}{body}{edited}</div>{rows}</div>'


def _with_entities(text: str, entities: list[JsonObject]) -> str:
    opened: dict[int, str] = {}
    closed: dict[int, str] = {}
    for entity in entities:
        tag = TAGS.get(entity["type"])
        if tag is not None:
            end = entity["offset"] + entity["length"]
            opened[entity["offset"]] = opened.get(entity["offset"], "") + f"<{tag}>"
            closed[end] = f"</{tag.partition(' ')[0]}>" + closed.get(end, "")
    shown, position = "", 0
    for character in [*text, ""]:
        shown += closed.get(position, "") + opened.get(position, "") + html.escape(character)
        position += utf16_length(character)
    # A quotation is a block: the line break behind it would be an empty line.
    return re.sub(r"(</?blockquote[^>]*>)\n", r"\1", shown)


def photograph(chat: Chat, picture: Path) -> str:
    """Write the picture of a chat, and say where; or say what is missing."""
    browser = next((found for found in map(shutil.which, BROWSERS) if found), None)
    if browser is None:
        return f"no {picture.name}: there is no Chromium (apt-get install chromium)"
    if _without_korean():
        return f"no {picture.name}: no font has Korean (apt-get install fonts-noto-cjk fonts-noto-color-emoji)"
    own = next(str(m.sender["first_name"]) for m in chat.messages if not m.sender["is_bot"])
    picture.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "chat.html"
        page.write_text(chat_html(chat, own), encoding="utf-8")
        measured = re.search(r"<title>(\d+)</title>", _run(browser, folder, page, 100, "--dump-dom"))
        height = int(measured[1]) if measured else 2_000
        _run(browser, folder, page, height, f"--screenshot={picture.absolute()}")
    return str(picture)


def _without_korean() -> bool:
    """Whether Korean would be empty boxes; where nothing tells, it is hoped not."""
    lister = shutil.which("fc-list")
    return lister is not None and not subprocess.run([lister, ":lang=ko"], check=True, capture_output=True).stdout


def _run(browser: str, folder: str, page: Path, height: int, what: str) -> str:
    options = (
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--hide-scrollbars",
        f"--user-data-dir={folder}",
    )
    command = [browser, *options, f"--window-size={WIDTH},{height}", what, page.as_uri()]
    return subprocess.run(command, check=True, capture_output=True, timeout=120).stdout.decode()
