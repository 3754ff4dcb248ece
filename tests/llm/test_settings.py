"""Which endpoint is used, where each setting comes from, and that no key is written or shown."""

import json
import sys
import types

import pytest
from pydantic import SecretStr, ValidationError

from trainer.errors import TrainerError, UsageError
from trainer.llm.settings import (
    FILE,
    Endpoint,
    Settings,
    endpoint,
    is_loopback,
    keep_key,
    load,
    presets,
    save,
    settings_file,
)
from trainer.llm.wire import proxy_for

ISSUE = "openai deepseek dashscope zhipu moonshot siliconflow ollama lmstudio vllm llamacpp".split()


@pytest.fixture(autouse=True)
def no_keyring(monkeypatch):
    monkeypatch.setitem(sys.modules, "keyring", None)


def test_nothing_is_configured_at_first(monkeypatch, tmp_path):
    assert endpoint("voice", tmp_path) is None
    monkeypatch.setenv("OPENAI_API_KEY", "sk-somebodyelses")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:1/v1")
    assert endpoint("voice", tmp_path) is None


def test_from_the_environment(monkeypatch, tmp_path):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-abcdefgh")
    monkeypatch.setenv("OPENAI_BASE_URL", "https://example.org/v1/")
    monkeypatch.setenv("PLEA_TRAINER_MODEL", "small")
    monkeypatch.setenv("PLEA_TRAINER_JUDGE_MODEL", "large")
    voice, judge = endpoint("voice", tmp_path), endpoint("judge", tmp_path)
    assert (voice.base_url, voice.model, voice.secret) == ("https://example.org/v1", "small", "sk-abcdefgh")
    assert judge.model == "large"
    assert endpoint("interpreter", tmp_path).model == "small"


def test_from_the_file_below_the_environment(monkeypatch, tmp_path):
    save(Settings(preset="deepseek", model="a", judge_model="b", timeout_s=9, max_context=1000), tmp_path)
    voice = endpoint("voice", tmp_path)
    assert (voice.base_url, voice.model, voice.rung) == ("https://api.deepseek.com/v1", "a", "json_object")
    assert (voice.timeout_s, voice.max_context) == (9, 1000)
    assert endpoint("judge", tmp_path).model == "b"
    monkeypatch.setenv("PLEA_TRAINER_MODEL", "c")
    assert endpoint("judge", tmp_path).model == "c"


def test_an_address_from_the_environment_gets_what_its_preset_needs(monkeypatch, tmp_path):
    monkeypatch.setenv("OPENAI_BASE_URL", "http://localhost:11434/v1")
    monkeypatch.setenv("PLEA_TRAINER_MODEL", "qwen2.5")
    assert endpoint("voice", tmp_path).max_context == presets()["ollama"].max_context


def test_the_settings_file_lies_in_the_data_folder(data_dir):
    assert settings_file() == data_dir / FILE
    assert load() == Settings()


@pytest.mark.parametrize("name", ISSUE)
def test_the_presets(name):
    preset = presets()[name]
    assert Endpoint(base_url=preset.base_url, model="m").base_url == preset.base_url
    assert set(preset.name) == set(preset.hint) == {"en", "zh"}
    assert preset.local == is_loopback(Endpoint(base_url=preset.base_url, model="m").host.split(":")[0])
    assert preset.local or preset.base_url.startswith("https://")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("{", "JSON"),
        ("[]", "the file"),
        ('{"key": "sk-donottellthis"}', "key"),
        ('{"base_url": "ftp://x"}', "base_url"),
        ('{"base_url": "https://me:donottellthis@x/v1"}', "base_url"),
        ('{"preset": "nobody"}', "preset"),
        ('{"timeout_s": -1}', "timeout_s"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_in_one_line(text, word, tmp_path):
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        load(tmp_path)
    assert word in caught.value.line()
    assert FILE in caught.value.line()
    assert "\n" not in caught.value.line()
    assert "donottellthis" not in caught.value.line()


def test_an_address_in_the_environment_that_is_none_is_told(monkeypatch, tmp_path):
    monkeypatch.setenv("PLEA_TRAINER_MODEL", "m")
    monkeypatch.setenv("OPENAI_BASE_URL", "api.example.org")
    with pytest.raises(TrainerError, match="OPENAI_BASE_URL"):
        endpoint("voice", tmp_path)


def test_a_key_that_no_header_can_hold_is_told(monkeypatch, tmp_path):
    monkeypatch.setenv("PLEA_TRAINER_MODEL", "m")
    monkeypatch.setenv("OPENAI_API_KEY", "“sk-donottell”")
    with pytest.raises(UsageError) as caught:
        endpoint("voice", tmp_path)
    assert "donottell" not in caught.value.line()


def test_what_people_paste_is_understood():
    assert Endpoint(base_url=" http://h:1/v1/chat/completions/ ", model="m").base_url == "http://h:1/v1"


def test_a_key_is_neither_shown_nor_written(tmp_path):
    one = Endpoint(base_url="http://h/v1", model="m", key=SecretStr("sk-donottell"))
    assert "donottell" not in repr(one) + str(one) + one.model_dump_json()
    assert "key" not in Settings.model_fields
    assert "key" not in json.loads(save(Settings(model="m"), tmp_path).read_text())
    with pytest.raises(ValidationError):
        one.model = "other"


def test_the_keyring(monkeypatch, tmp_path):
    assert keep_key("http://h/v1", "k") is False
    kept = {}
    ring = types.SimpleNamespace(
        get_password=lambda service, user: kept.get((service, user)),
        set_password=lambda service, user, key: kept.update({(service, user): key}),
    )
    monkeypatch.setitem(sys.modules, "keyring", ring)
    assert keep_key("https://api.deepseek.com/v1/", "sk-kept")
    save(Settings(preset="deepseek", model="m"), tmp_path)
    assert endpoint("voice", tmp_path).secret == "sk-kept"
    monkeypatch.setenv("OPENAI_API_KEY", "sk-env")
    assert endpoint("voice", tmp_path).secret == "sk-env"


@pytest.mark.parametrize(
    ("host", "here"),
    [("localhost", True), ("127.0.0.1", True), ("::1", True), ("10.0.0.1", False), ("example.org", False)],
)
def test_this_machine(host, here):
    assert is_loopback(host) is here


def test_proxies(monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy:1")
    monkeypatch.setenv("NO_PROXY", "inside.example, .corp")
    assert proxy_for("https://api.example.org/v1") == "http://proxy:1"
    assert proxy_for("https://a.inside.example/v1") is None
    assert proxy_for("https://x.corp/v1") is None
    assert proxy_for("https://localhost/v1") is None
    assert proxy_for("http://example.org/v1") is None


def test_a_file_that_may_not_be_read_is_not_called_broken(tmp_path):
    (tmp_path / FILE).mkdir()
    with pytest.raises(UsageError) as caught:
        load(tmp_path)
    assert "Is a directory" in caught.value.line()
    assert "JSON" not in caught.value.line()
