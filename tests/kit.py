"""What many tests need: a session in memory, a scene for a persona, lines typed and what came of them."""

import asyncio
from dataclasses import replace
from random import Random

from trainer import events as ev
from trainer.acts import Act
from trainer.dialogue.embedded import EmbeddedInterpreter, understand
from trainer.dialogue.interpreter import Reading, Turn
from trainer.persona.bank import Traits
from trainer.persona.scene import Scene
from trainer.scenario.loader import load_play
from trainer.session import cast
from trainer.state import Mind, State, begin, fold
from trainer.store.memory import MemoryStore

SCENARIO = "courier-theft"


def started(scenario=SCENARIO, role="defence", lang="en", seed=7, personas=None, mode="practice"):
    play = load_play(scenario)
    return ev.Started(
        program="0",
        scenario=scenario,
        scenario_version="1",
        scenario_sha256="0",
        role=role,
        lang=lang,
        mode=mode,
        seed=seed,
        personas=cast.draw(play, seed, personas),
        interpreter="test",
    )


def opening(scenario=SCENARIO, **options) -> State:
    """The state before the first event."""
    first = started(scenario, **options)
    return begin(first, cast.opening_mind(load_play(scenario), first.personas))


def in_room(state: State, room: str, *events) -> State:
    return fold(state, [ev.Moved(room=room), *events])


def scene(
    state: State, who: str, *acts: Act, text="", traits=None, seed=1, plain=(), claims=(), terms=None, duties=()
) -> Scene:
    """A moment in which the trainee has just done these acts."""
    play = load_play(state.opening.scenario)
    reading = Reading(
        acts=acts or (Act(verb="other", topic="other"),), terms=terms, plain=plain, claims=claims, duties=duties
    )
    return Scene(
        play=play,
        state=state,
        who=who,
        traits=traits or cast.traits_of(state.opening.personas, who),
        rng=Random(seed),
        text=text,
        reading=reading,
    )


def heard(state: State, who: str, text: str, *, speaker="defence", traits=None, seed=1) -> Scene:
    """The same, with the acts read from real words."""
    lang = state.opening.lang
    play = load_play(state.opening.scenario)
    reading = understand(Turn(text, lang, speaker, play.cast[who].role))
    return replace(scene(state, who, traits=traits, seed=seed), text=text, reading=reading)


def act(name: str, polarity: str = "", **slots) -> Act:
    verb, topic = name.split(":")
    return Act(verb=verb, topic=topic, polarity=polarity or ("question" if verb == "ask" else "asserted"), slots=slots)


def minded(state: State, **changes) -> State:
    """The state with another mind."""
    return replace(state, mind=replace(state.mind, **changes))


def gists(reply) -> list[str]:
    return [m.gist for m in reply.moves]


def of(reply, kind):
    return [e for e in reply.events if isinstance(e, kind)]


def new_session(scenario=SCENARIO, *, store=None, **options):
    from trainer.session.director import Session

    settings = {"role": None, "lang": "en", "seed": 7, "personas": None, **options}
    return Session.create(scenario, store=store or MemoryStore(), interpreter=EmbeddedInterpreter(), **settings)


async def _typed(session, lines):
    from trainer.session.commands import enter

    shown = [e async for e in session.begin()]
    for line in lines:
        shown += [thing async for thing in enter(session, line)]
    return shown


def typed(session, *lines):
    """Type lines into a session; everything that was shown, in order."""
    return asyncio.run(_typed(session, lines))


def infos(shown):
    from trainer.session.commands import Info

    return [s for s in shown if isinstance(s, Info)]


def said_by(events, who):
    return [e for e in events if isinstance(e, ev.Said) and e.speaker == who]


__all__ = [n for n in dir() if not n.startswith("_")] + ["Mind", "Traits"]
