"""Any entries and any questions, through the whole bot: Telegram accepts all it sends, and it quotes the entries."""

import asyncio
import json
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.running_bot import build_index, quotations, running_bot

AWKWARD = [
    "😀", "👩\u200d👩\u200d👧", "🇰🇷", "שלום עולם", "مرحبا", "\u202e", "<b>", "</blockquote>", "&amp;", "_*[](`",
    "e\u0301", "한글", "Widget", "widgets are things.", "When was it?", "1899", "/ask", "@wipiverse_bot", "#",
]  # fmt: skip
words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12)
lines = st.lists(st.one_of(st.sampled_from(AWKWARD), words), min_size=1, max_size=20).map(" ".join)
texts = st.tuples(lines, st.sampled_from([1, 1, 3, 100, 2_000])).map(lambda p: ((p[0] + " ") * p[1])[:20_000])
paragraphs = st.lists(texts, min_size=1, max_size=4).map("\n\n".join)


async def talk(entries: list[tuple[str, str]], questions: list[str], *, rich: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "any.jsonl"
        rows = [{"id": f"e{n}", "title": title, "text": text} for n, (title, text) in enumerate(entries)]
        rows.append({"id": "w", "title": "Widget", "text": "A widget is a thing."})
        source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        # That what is sent is accepted is asserted where the bot ends.
        async with running_bot(build_index(Path(folder) / "data", source), Path(folder)) as bot:
            if rich:
                await bot.ask("/rich on")
            for text in [*questions, *(f"/entry {title}" for title, _ in entries)]:
                if text.strip():
                    await bot.user.send(text)
                    await bot.user.reply()
            await bot.user.settled(quiet=0.05)
            said = [entry.text for entry in bot.entries()]
            for message in bot.user.private().messages:
                assert all(any(words in text for text in said) for words in quotations(message))
            assert bot.state.today().get("errors", 0) == 0


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    entries=st.lists(st.tuples(lines, paragraphs), min_size=1, max_size=4),
    questions=st.lists(texts, min_size=1, max_size=4),
    rich=st.booleans(),
)
def test_any_question_of_any_entries(entries: list[tuple[str, str]], questions: list[str], *, rich: bool) -> None:
    asyncio.run(asyncio.wait_for(talk(entries, questions, rich=rich), 60))
