"""Makes the inline markup of Markdown plain: links, images, emphasis, code spans, escapes."""

import html
import re

# Every pattern stops at the next bracket or mark of its own kind, so none rescans what another has seen.
_CODE_SPAN = re.compile(r"(?<!`)(`{1,3})(?!`)([^`]+)\1(?!`)")
_TARGET = r"\((?:[^()]|\([^()]*\)){0,2000}\)"
_IMAGE = re.compile(rf"!\[[^\[\]]*\](?:{_TARGET}|\[[^\[\]]*\])")
_LINK = re.compile(rf"\[([^\[\]]*)\]{_TARGET}")
# Not after a word: "cells[i][j]" is no link.
_REFERENCE_LINK = re.compile(r"(?<!\w)\[([^\[\]]*)\]\[[^\[\]]*\]")
_FOOTNOTE = re.compile(r"\[\^[^\[\]]*\]")
_AUTOLINK = re.compile(r"<((?:https?|mailto):[^<>\s]*)>")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_STARS = re.compile(r"(?<!\*)(\*{1,3})(?=[^\s*])([^*]*[^\s*])\1(?!\*)")
_UNDERSCORES = re.compile(r"(?<!\w)(_{1,3})(?=[^\s_])([^_]*[^\s_])\1(?!\w)")
_STRUCK = re.compile(r"~~(?=[^\s~])([^~]*[^\s~])~~")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")

# Characters that were escaped or in a code span sit out the other rules in a private use area.
_HIDDEN = 0xF0000
_SHOWN = {_HIDDEN + code: code for code in range(0x21, 0x7F)}


def plain(line: str) -> str:
    """Return the text that a reader of this line of Markdown sees."""
    if not any(mark in line for mark in "`!*_[\\<~&"):
        return line
    line = _ESCAPED.sub(lambda found: _hide(found[1]), line)
    line = _CODE_SPAN.sub(lambda found: _hide(found[2].strip()), line)
    line = _FOOTNOTE.sub("", _IMAGE.sub("", line))
    line = _REFERENCE_LINK.sub(r"\1", _LINK.sub(r"\1", line))
    line = _TAG.sub("", _AUTOLINK.sub(r"\1", line))
    for _ in range(2):  # emphasis inside emphasis
        line = _UNDERSCORES.sub(r"\2", _STARS.sub(r"\2", line))
    line = html.unescape(_STRUCK.sub(r"\1", line))
    return line.translate(_SHOWN).strip()


def _hide(text: str) -> str:
    return "".join(chr(_HIDDEN + ord(char)) if "!" <= char <= "~" else char for char in text)
