"""Settings: where they come from, what is refused, and that people are shown them all."""

import os
from pathlib import Path

import pytest
from dotenv import dotenv_values

from bot.env_file import PREFIX
from bot.errors import SettingsUnusable
from bot.settings import Settings, read_settings

EXAMPLE = Path(__file__).parents[2] / ".env.example"


@pytest.fixture(autouse=True)
def _no_settings_around(monkeypatch: pytest.MonkeyPatch) -> None:

    for name in list(os.environ):
        if name.startswith(PREFIX):
            monkeypatch.delenv(name)


def test_the_example_lists_every_setting_with_its_default() -> None:
    listed = dotenv_values(EXAMPLE)
    assert set(listed) == {PREFIX + name.upper() for name in Settings.model_fields}
    assert read_settings(EXAMPLE) == read_settings(None)
    for name, field in Settings.model_fields.items():
        assert field.description is not None
        assert field.description.partition(";")[0][:40] in EXAMPLE.read_text("utf-8"), name


def test_the_environment_overrules_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / ".env"
    file.write_text("WIPIVERSE_DATA=/from/file\nWIPIVERSE_TELEGRAM_ADMINS=1, 2\nOTHER=x\n", encoding="utf-8")
    monkeypatch.setenv("WIPIVERSE_DATA", "/from/environment")
    settings = read_settings(file)
    assert settings.data == Path("/from/environment")
    assert settings.telegram_admins == {1, 2}


def test_an_unknown_name_is_refused_with_the_nearest_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / ".env"
    file.write_text("WIPIVERSE_TELEGRAM_TOKKEN=x\n", encoding="utf-8")
    with pytest.raises(SettingsUnusable, match=r"did you mean WIPIVERSE_TELEGRAM_TOKEN\?"):
        read_settings(file)
    file.write_text("wipiverse_data=x\n", encoding="utf-8")
    with pytest.raises(SettingsUnusable, match=r"unknown setting wipiverse_data in .*; did you mean WIPIVERSE_DATA\?"):
        read_settings(file)
    monkeypatch.setenv("WIPIVERSE_TELEGRAM_ADMIN", "1")
    with pytest.raises(SettingsUnusable, match=r"in the environment; did you mean WIPIVERSE_TELEGRAM_ADMINS\?"):
        read_settings(None)


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_bytes("# caf\xe9\nWIPIVERSE_TELEGRAM_TOKEN=123456:very-secret\n".encode("latin-1"))
    with pytest.raises(SettingsUnusable, match=rf"^{file} cannot be read .*; save it as UTF-8") as refused:
        read_settings(file)
    assert "very-secret" not in str(refused.value)


@pytest.mark.parametrize(
    "written",
    [
        "WIPIVERSE_DATA=data\n\n\nWIPIVERSE_TELEGRAM_TOKEN 123456:very-secret\n",
        "#\n\n#\n'123456:very-secret\nA=b\n",
        "A=b\n\n\nB\nC=d",
    ],
)
def test_a_line_that_sets_nothing_is_refused_by_number(tmp_path: Path, written: str) -> None:
    file = tmp_path / ".env"
    file.write_text(written, encoding="utf-8")
    with pytest.raises(SettingsUnusable) as refused:
        read_settings(file)
    assert str(refused.value) == f"{file}, line 4: not NAME=value; correct it, or put # before it"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("WIPIVERSE_TELEGRAM_ALLOWED= # me", "line 1: WIPIVERSE_TELEGRAM_ALLOWED holds only a comment"),
        ("export WIPIVERSE_TELEGRAM_ALLOWED =\t#12", "line 1: WIPIVERSE_TELEGRAM_ALLOWED holds only a comment"),
        ("A=b\nWIPIVERSE_TELEGRAM_ALLOWED=${TEAM}", r"line 2: .* speaks of \$\{TEAM\}, which is not set"),
        ("WIPIVERSE_TELEGRAM_ALLOWED=1\n\nWIPIVERSE_TELEGRAM_ALLOWED=", "line 3: .* a second time"),
        ("WIPIVERS_TELEGRAM_ALLOWED=1", "did you mean WIPIVERSE_TELEGRAM_ALLOWED"),
        ("WIPIVERSE-TELEGRAM_ALLOWED=1", "did you mean WIPIVERSE_TELEGRAM_ALLOWED"),
        ("\u200bWIPIVERSE_TELEGRAM_ALLOWED=1", "did you mean WIPIVERSE_TELEGRAM_ALLOWED"),
        ("TELEGRAM_ALLOWED=1", "did you mean WIPIVERSE_TELEGRAM_ALLOWED"),
        ("WIPIVERSE_DATA=# here", "line 1: the value of WIPIVERSE_DATA begins with #"),
        ("WIPIVERSE_DATA=${BASE}/data", r"line 1: .* speaks of \$\{BASE\}, which is not set"),
    ],
)
def test_what_would_be_read_as_something_else_is_refused(tmp_path: Path, written: str, said: str) -> None:
    file = tmp_path / ".env"
    file.write_text(written + "\n", encoding="utf-8")
    with pytest.raises(SettingsUnusable, match=said):
        read_settings(file)


@pytest.mark.parametrize(
    ("written", "allowed"),
    [
        ("WIPIVERSE_TELEGRAM_ALLOWED=12,-100 # us", {12, -100}),
        ("WIPIVERSE_TELEGRAM_ALLOWED='12, 13' # us", {12, 13}),
        ("TEAM=12\nWIPIVERSE_TELEGRAM_ALLOWED=${TEAM},${OTHER:-13}", {12, 13}),
        ("WIPIVERSE_TELEGRAM_ALLOWED=12\nTELEGRAM_ALLOWED=another program's\nA=${B}\nA=", {12}),
        ("WIPIVERSE_TELEGRAM_ALLOWED=''\nWIPIVERSE_METRICS_PORT= # none", set()),
    ],
)
def test_what_is_meant_is_read(tmp_path: Path, written: str, allowed: set[int]) -> None:
    file = tmp_path / ".env"
    file.write_text(written + "\n", encoding="utf-8")
    assert read_settings(file).telegram_allowed == allowed


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TELEGRAM_WEBHOOK_PORT", "99999"),
        ("TELEGRAM_ALLOWED", "12,abc"),
        ("TELEGRAM_ALLOWED", " , "),
        ("TELEGRAM_WEBHOOK_SECRET", "open sesame!"),
        ("TELEGRAM_WEBHOOK_URL", "http://example.org/"),
        ("TELEGRAM_API_URL", "api.telegram.org"),
        ("LOG_LEVEL", "LOUD"),
        ("TELEGRAM_QUESTIONS_A_MINUTE", "0"),
    ],
)
def test_an_impossible_value_is_refused_by_name(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PREFIX + name, value)
    with pytest.raises(SettingsUnusable, match=PREFIX + name):
        read_settings(None)


def test_ids_that_are_no_numbers_are_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WIPIVERSE_TELEGRAM_ADMINS", "bob")
    with pytest.raises(SettingsUnusable, match=r"^WIPIVERSE_TELEGRAM_ADMINS: must be ids, which are numbers"):
        read_settings(None)


def test_the_token_shows_in_no_representation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WIPIVERSE_TELEGRAM_TOKEN", "123456:very-secret")
    assert "very-secret" not in repr(read_settings(None))
