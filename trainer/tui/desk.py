"""The way from the screens to sessions. Everything heavy is imported when it is first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trainer.dialogue.interpreter import Interpreter
    from trainer.scenario.headlines import Broken, Headline
    from trainer.scenario.loader import Play
    from trainer.session.director import Session
    from trainer.store.base import SessionInfo, Store
    from trainer.text import Lang


class Desk:
    """Opens the store and makes sessions. Its methods raise `TrainerError`."""

    def __init__(self, store: Store | None = None, interpreter: Interpreter | None = None, *, voice: str = "") -> None:
        self._store, self._interpreter = store, interpreter
        self.voice = voice
        """`embedded`, `llm`, or empty for what the settings say."""

    @property
    def store(self) -> Store:
        """The store of this machine, opened on first use."""
        if self._store is None:
            from trainer.store.places import default_url
            from trainer.store.sql import SqlStore

            self._store = SqlStore(default_url())
        return self._store

    @property
    def interpreter(self) -> Interpreter:
        """The interpreter: the one given, or what is at hand (a model beside the embedded one, if one is set)."""
        if self._interpreter is not None:
            return self._interpreter
        from trainer.dialogue.llm_interpreter import interpreter_at_hand

        return interpreter_at_hand()  # asked anew for each session: the settings may have changed

    def headlines(self) -> list[Headline]:
        """All scenarios for the list."""
        from trainer.scenario.headlines import headlines

        return headlines()

    def broken(self) -> list[Broken]:
        """The scenarios that cannot be listed, and why."""
        from trainer.scenario.headlines import broken

        return broken()

    def play(self, scenario: str) -> Play:
        """A scenario in full."""
        from trainer.scenario.loader import load_play

        return load_play(scenario)

    def sessions(self) -> list[SessionInfo]:
        """All sessions, the latest first."""
        return self.store.sessions()

    def delete(self, session: str) -> None:
        """Forget a session, with what was typed into it and not sent."""
        from trainer.tui import drafts

        self.store.delete(session)
        drafts.keep(session, "")

    def latest_open(self) -> SessionInfo | None:
        """The session to go on with."""
        return next((s for s in self.sessions() if not s.closed), None)

    def create(
        self, scenario: str, *, role: str | None, lang: Lang, mode: str, seed: int, personas: dict[str, str] | None
    ) -> Session:
        """A new session."""
        from typing import cast

        from trainer.dialogue.embedded import models_hash
        from trainer.events import Mode
        from trainer.session.director import Session

        return self._voiced(Session.create(
            scenario, role=role, lang=lang, mode=cast(Mode, mode), seed=seed, personas=personas, store=self.store,
            interpreter=self.interpreter, fingerprint=models_hash(),
        ))  # fmt: skip

    def resume(self, session: str) -> Session:
        """A kept session, at the very event where it stopped."""
        from trainer.session.director import Session

        return self._voiced(Session.resume(session, store=self.store, interpreter=self.interpreter))

    def _voiced(self, session: Session) -> Session:
        from trainer.persona.llm_voice import give_voice

        give_voice(session.voices, self.voice)
        return session

    async def warm(self, lang: Lang) -> None:
        """Load what the first answer will need, before it is needed."""
        from trainer.dialogue.embedded import understand
        from trainer.dialogue.interpreter import Turn

        text = "你好。" if lang == "zh" else "Good morning."
        understand(Turn(text, lang, "defence", "accused"))

    def close(self) -> None:
        """Let go of the store."""
        if self._store is not None:
            self._store.close()
