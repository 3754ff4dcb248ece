"""Settings of a model that speaks: which service, which models, a key for the keyring, and a test of all that."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Input, Static

from trainer.errors import TrainerError
from trainer.i18n.faults import said
from trainer.tui.screens.base import TrainerScreen
from trainer.tui.widgets.choice import Choice, Value
from trainer.tui.widgets.keys import Key

if TYPE_CHECKING:
    from trainer.llm.settings import Settings

_MODELS = ("voice_model", "interpreter_model", "judge_model")
_ENVIRONMENT = {
    "base_url": "OPENAI_BASE_URL", "voice_model": "PLEA_TRAINER_MODEL", "key": "OPENAI_API_KEY",
    "budget": "PLEA_TRAINER_BUDGET",
}  # fmt: skip
_OWN = "own"


class Field(Horizontal):
    """A label and a line of text."""

    def __init__(self, label: str, value: str, *, id: str, secret: bool = False) -> None:
        super().__init__()
        self._label, self._input = label, Input(value, id=id, password=secret, compact=True)

    def compose(self) -> ComposeResult:
        """See Textual."""
        yield Static(self._label, markup=False)
        yield self._input


class SettingsScreen(TrainerScreen):
    """A form; Ctrl+S keeps it, F7 tries it out."""

    CSS_PATH = "settings.tcss"
    BINDINGS = [
        ("ctrl+s", "save", ""), ("f7", "test", ""), ("escape", "back", ""), ("up", "app.focus_previous", ""),
        ("down", "app.focus_next", ""),
    ]  # fmt: skip

    def compose(self) -> ComposeResult:
        """See Textual."""
        kept, fault = self._kept()
        with Vertical(id="settings"):
            yield Static(self.say("settings.title"), id="title", markup=False)
            with VerticalScroll(id="form", can_focus=False):
                yield from self._form(kept)
            yield Static(f"! {fault}" if fault else self.say("settings.about"), id="told", markup=False)
        yield self.key_line()

    def keys(self) -> list[Key]:
        """See `TrainerScreen.keys`."""
        return [
            ("Ctrl+S", self.say("key.save"), "screen.save"), ("F7", self.say("key.test"), "screen.test"),
            (self.say("key.up_down"), self.say("key.field"), ""), ("‹ ›", self.say("key.change"), ""),
            ("Esc", self.say("key.back"), "screen.back"), ("F2", self.say("key.language"), "app.language"),
        ]  # fmt: skip

    def on_mount(self) -> None:
        """See Textual."""
        self.query_one("#preset", Choice).focus()

    def _kept(self) -> tuple[Settings, str]:
        """The settings, and what is wrong with their file."""
        from trainer.llm.settings import Settings, load

        try:
            return load(), ""
        except TrainerError as error:
            return Settings(), said(error, self.lang)

    def _form(self, kept: Settings) -> ComposeResult:
        from trainer.llm.settings import presets

        known = [Value(i, p.name[self.lang], p.hint[self.lang]) for i, p in presets().items()]
        own = Value(_OWN, self.say("settings.own"))
        chosen = kept.preset or (_OWN if kept.base_url else "openai")
        yield Choice(self.say("settings.preset"), [*known, own], chosen=chosen, id="preset")
        yield Field(self.say("settings.base_url"), kept.base_url or self._address(chosen), id="base_url")
        for name in _MODELS:
            value = getattr(kept, name) or (kept.model if name == "voice_model" else None)
            yield Field(self.say(f"settings.{name}"), value or "", id=name)
        voices = [Value(v, self.say(f"settings.voice_{v}")) for v in ("embedded", "llm")]
        yield Choice(self.say("settings.voice"), voices, chosen=kept.voice or "embedded", id="voice")
        yield Field(self.say("settings.budget"), "" if kept.budget is None else str(kept.budget), id="budget")
        yield Field(self.say("settings.key"), "", id="key", secret=True)

    def _address(self, preset: str) -> str:
        from trainer.llm.settings import presets

        found = presets().get(preset)
        return found.base_url if found else ""

    def tell(self, text: str) -> None:
        """What is to be said about the line, or about what was done."""
        self.query_one("#told", Static).update(text)

    @on(Choice.Changed)
    def _chosen(self, event: Choice.Changed) -> None:
        if event.choice.id == "preset":
            address, box = self._address(event.choice.value.id), self.query_one("#base_url", Input)
            addresses = [self._address(v.id) for v in event.choice.values]
            if address and (not box.value or box.value in addresses):
                box.value = address
        self.tell(event.choice.value.about or self.say("settings.about"))

    def on_descendant_focus(self) -> None:
        """A word on the line one is in."""
        name = self.focused.id if isinstance(self.focused, Input) and self.focused.id else ""
        variable = _ENVIRONMENT.get(name, "")
        about = {"key": "key_about", "budget": "unlimited", "interpreter_model": "unused", "judge_model": "unused"}
        if variable and os.environ.get(variable):
            self.tell(self.say("settings.env", name=variable))
        elif name:
            self.tell(self.say(f"settings.{about[name]}") if name in about else self.say("settings.about"))

    @on(Input.Submitted)
    def _entered(self) -> None:
        self.action_save()

    def _text(self, name: str) -> str:
        return self.query_one(f"#{name}", Input).value.strip()

    def _filled(self) -> Settings:
        """The form as settings; TrainerError names the line that is wrong."""
        from pydantic import ValidationError

        from trainer.errors import UsageError
        from trainer.llm.settings import Settings

        kept, _ = self._kept()
        preset = self.query_one("#preset", Choice).value.id
        address = self._text("base_url")
        own = preset == _OWN or address != self._address(preset)
        values = kept.model_dump() | {
            "preset": None if preset == _OWN else preset, "base_url": (address or None) if own else None, "model": None,
            "voice": self.query_one("#voice", Choice).value.id, "budget": self._text("budget") or None,
            **{name: self._text(name) or None for name in _MODELS},
        }  # fmt: skip
        if values["voice_model"]:
            # Whoever names one model means it for everything that has none of its own.
            values["model"] = values["voice_model"]
        try:
            return Settings.model_validate(values)
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            raise UsageError(f"{first['loc'][0]}: {first['msg']}") from None

    def action_save(self) -> bool:
        """Keep the settings in their file, the key in the keyring."""
        from trainer.llm.settings import keep_key, save

        try:
            settings = self._filled()
            save(settings)
        except TrainerError as error:
            self.tell(f"! {said(error, self.lang)}")
            return False
        except OSError as error:
            self.tell(f"! {error}")
            return False
        told = self.say("settings.saved")
        box = self.query_one("#key", Input)
        if box.value.strip():
            where = settings.base_url or self._address(settings.preset or "")
            kept = keep_key(where, box.value.strip())
            box.value = ""
            told = f"{told} {self.say('settings.key_kept' if kept else 'settings.key_not_kept')}"
        self.tell(told)
        return True

    def action_test(self) -> None:
        """Keep the settings and try them out."""
        if self.action_save():
            self.examine()

    @work(exclusive=True)
    async def examine(self) -> None:
        """What the doctor finds."""
        from trainer.llm.doctor import examine
        from trainer.llm.settings import endpoint

        try:
            where = endpoint("voice")
        except TrainerError as error:
            self.tell(f"! {said(error, self.lang)}")
            return
        if where is None:
            self.tell(f"! {self.say('settings.no_model')}")
            return
        self.tell(self.say("settings.testing", host=where.host))
        found = await examine(where)
        mark = {"ok": "✓", "note": "·", "fault": "!"}
        self.tell("\n".join(f"{mark[c.state]} {c.line(self.lang)}" for c in found))

    def action_back(self) -> None:
        """Back to the first screen."""
        self.app.pop_screen()
