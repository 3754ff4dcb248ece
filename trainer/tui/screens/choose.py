"""How to play: chair, language, mode, who sits opposite, and the seed."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, cast

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from trainer.errors import ContentError, TrainerError
from trainer.i18n.faults import said
from trainer.tui.screens.base import TrainerScreen
from trainer.tui.widgets.choice import Choice, Number, Value
from trainer.tui.widgets.keys import Key

if TYPE_CHECKING:
    from trainer.scenario.loader import Play
    from trainer.scenario.models import CastMember
    from trainer.text import Lang

_NAMES = {"en": "English", "zh": "简体中文"}


class ChooseScreen(TrainerScreen):
    """A short form with sensible answers already in it; Enter starts from anywhere."""

    CSS_PATH = "choose.tcss"
    BINDINGS = [
        ("enter", "begin", ""), ("escape", "back", ""), ("up", "app.focus_previous", ""),
        ("down", "app.focus_next", ""),
    ]  # fmt: skip

    def __init__(self, scenario: str, seed: int | None = None) -> None:
        super().__init__()
        self.scenario = scenario
        self.seed = secrets.randbelow(10_000) if seed is None else seed
        self.play: Play | None = None
        self.picked: dict[str, str] = {}
        self.drawn_in = ""

    def compose(self) -> ComposeResult:
        """See Textual."""
        with Vertical(id="choose"):
            yield Static(self.play.script.title[self.lang] if self.play else "", id="title", markup=False)
            yield Static(self.play.script.tagline[self.lang] if self.play else "", id="tagline", markup=False)
            with VerticalScroll(id="form", can_focus=False):
                if self.play:
                    yield from self._form(self.play)
            yield Static("", id="about", markup=False)
        yield self.key_line()

    def keys(self) -> list[Key]:
        """See `TrainerScreen.keys`."""
        return [
            ("Enter", self.say("key.start"), "screen.begin"), (self.say("key.up_down"), self.say("key.field"), ""),
            ("‹ ›", self.say("key.change"), ""), ("Esc", self.say("key.back"), "screen.back"),
            ("F2", self.say("key.language"), "app.language"), ("F9", self.say("key.theme"), "app.theme_next"),
        ]  # fmt: skip

    def on_mount(self) -> None:
        """See Textual."""
        self.call_after_refresh(self.load)

    @work(thread=True)
    def load(self) -> None:
        """Read the whole play."""
        try:
            play = self.trainer.desk.play(self.scenario)
        except TrainerError as error:
            self.app.call_from_thread(self.query_one("#tagline", Static).update, f"! {said(error, self.lang)}")
            return
        self.app.call_from_thread(self._loaded, play)

    async def _loaded(self, play: Play) -> None:
        self.play = play
        await self.relabel()

    async def relabel(self) -> None:
        """See `TrainerScreen.relabel`."""
        at = self.focused.id if self.focused else None
        self._remember()
        if self.drawn_in != self.lang:
            self.picked.pop("lang", None)
            self.drawn_in = self.lang
        await super().relabel()
        rows = list(self.query(Choice))
        if rows:
            next((r for r in rows if r.id == at), rows[0]).focus()

    def _remember(self) -> None:
        self.picked |= {c.id or "": c.value.id for c in self.query(Choice)}

    def _form(self, play: Play) -> ComposeResult:
        picked = self.picked
        roles = [Value(r, self.say(f"role.{r}"), self.say(f"role_about.{r}")) for r in play.script.roles]
        modes = [Value(m, self.say(f"mode.{m}"), self.say(f"mode_about.{m}")) for m in ("practice", "coached", "exam")]
        langs = [Value(code, name, self.say("lang_about")) for code, name in _NAMES.items()]
        role = Choice(self.say("form.role"), roles, chosen=picked.get("role", ""), id="role")
        yield role
        yield Choice(self.say("form.mode"), modes, chosen=picked.get("mode", ""), id="mode")
        for member in self._opposite(play, role.value.id):
            label = self.say("form.plays", name=member.name[self.lang])
            name = f"cast-{member.id}"
            yield Choice(label, self._dispositions(member), chosen=picked.get(name, ""), id=name)
        yield Choice(self.say("form.lang"), langs, chosen=picked.get("lang", self.lang), id="lang")
        yield Number(self.say("form.seed"), int(picked.get("seed", self.seed)), self.say("seed_about"), id="seed")

    def _opposite(self, play: Play, role: str) -> list[CastMember]:
        roles = ("accused", "prosecutor" if role == "defence" else "defence")
        return [c for c in play.script.cast if c.role in roles and role in c.played_when and len(c.personas) > 1]

    def _dispositions(self, member: CastMember) -> list[Value]:
        from trainer.persona.bank import load_persona

        values = [Value("", self.say("form.draw"), self.say("draw_about"))]
        for name in member.personas:
            try:
                persona = load_persona(name)
            except ContentError:
                continue
            values.append(Value(name, persona.name[self.lang], persona.about[self.lang]))
        return values

    @on(Choice.Changed)
    async def _changed(self, event: Choice.Changed) -> None:
        self.query_one("#about", Static).update(event.choice.value.about)
        if event.choice.id == "role" and self.picked.get("role", "") != event.choice.value.id:
            first = "role" not in self.picked
            self._remember()
            if not first:
                await self.relabel()

    def action_begin(self) -> None:
        """Start with what the form says."""
        if self.play is None:
            return
        self._remember()
        cast_ids = {k.removeprefix("cast-"): v for k, v in self.picked.items() if k.startswith("cast-") and v}
        present = {c.id for c in self._opposite(self.play, self.picked["role"])}
        self.trainer.begin(
            self.scenario, role=self.picked["role"], lang=cast("Lang", self.picked["lang"]), mode=self.picked["mode"],
            seed=int(self.picked["seed"]), personas={k: v for k, v in cast_ids.items() if k in present} or None,
        )  # fmt: skip

    def action_back(self) -> None:
        """Back to the list."""
        self.app.pop_screen()
