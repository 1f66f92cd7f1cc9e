"""What a person meets in a private chat with the bot."""

from tests.bot.conftest import Start
from tests.telegram_server import covered_text


def texts_of(message: object) -> list[str]:
    return [button["text"] for row in message.buttons for button in row]  # type: ignore[attr-defined]


async def test_a_question_is_answered_with_quotations_and_citations(start_both: Start) -> None:
    async with start_both() as bot:
        await bot.user.send("How long does Mercury take to go around the Sun?")
        answer = await bot.user.reply()
        quoted = covered_text(answer, "blockquote") + covered_text(answer, "expandable_blockquote")
        assert "88 Earth days" in quoted[0]
        for text in quoted:
            assert any(text in entry.text for entry in _entries(bot))
        assert "[1] Mercury (planet)" in answer.text
        assert "typing" in bot.user.private().actions
        assert "📖 Read 1" in texts_of(answer)


def _entries(bot):
    store = bot.encyclopedia._index.store
    return [store.by_key(key) for (key,) in store.connection.execute("SELECT key FROM entries")]
