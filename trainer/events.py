"""What happened, as immutable records. A session is its opening record and the list of what followed."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from trainer.acts import Act, ReadBy
from trainer.law.terms import Terms
from trainer.text import Lang

FORMAT = 1
"""Version of the event format; raised when a reader of old sessions would need to know."""

Mode = Literal["coached", "practice", "exam"]
Waits = Literal["", "paid", "forgiven", "or"]
DecisionName = Literal["sign", "sign_with_reservation", "decline", "ask_time", "withdraw"]
DECISIONS: tuple[DecisionName, ...] = ("sign", "sign_with_reservation", "decline", "ask_time", "withdraw")
"""What can be decided at the table."""
TRAINEE = "trainee"


class Event(BaseModel):
    """Base of all records. `minutes` is what it costs on the clock."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    minutes: int = 0


class Started(Event):
    """The opening record: all that a replay needs besides the events themselves."""

    type: Literal["started"] = "started"
    format: int = FORMAT
    program: str
    scenario: str
    scenario_version: str
    scenario_sha256: str
    role: Literal["defence", "prosecutor"]
    lang: Lang
    mode: Mode
    seed: int
    personas: dict[str, str] = Field(description="cast member -> disposition")
    interpreter: str = Field(description="name and hash of the interpreter's data")
    forked_from: str = ""


class Moved(Event):
    """The trainee went to another room."""

    type: Literal["moved"] = "moved"
    room: str


class Read(Event):
    """The trainee read a document; `facts` are those learnt from it."""

    type: Literal["read"] = "read"
    document: str
    facts: tuple[str, ...] = ()


class Waited(Event):
    """The trainee let time pass."""

    type: Literal["waited"] = "waited"


class Said(Event):
    """Somebody spoke. Trainee turns carry their acts; persona turns what they revealed and named."""

    type: Literal["said"] = "said"
    turn: int
    speaker: str = Field(description="`trainee` or a cast id")
    role: str
    to: tuple[str, ...] = Field(default=(), description="cast ids of the listeners, the one addressed first")
    room: str
    text: str
    acts: tuple[Act, ...] = ()
    facts: tuple[str, ...] = Field(default=(), description="facts told in this turn")
    terms: Terms | None = None
    gist: tuple[str, ...] = Field(default=(), description="keys of the moves spoken, e.g. teach.retraction.right")
    claims: tuple[str, ...] = Field(default=(), description="wrong statements of law recognised in the turn")
    plain: tuple[str, ...] = Field(default=(), description="duties explained in plain words in this turn")
    voice: Literal["trainee", "embedded", "llm"] = "embedded"
    read_by: ReadBy = Field(default="embedded", description="who understood a trainee's turn")


class MindMoved(Event):
    """Hidden: how the accused (or the victim) changed."""

    type: Literal["mind"] = "mind"
    who: str
    why: str
    understanding: dict[str, float] = Field(default={}, description="duty -> change")
    believes: tuple[str, ...] = ()
    drops: tuple[str, ...] = ()
    trust: float = 0.0
    pressure: dict[str, float] = {}
    disclosed: tuple[str, ...] = Field(default=(), description="pressure sources now spoken about")
    dealt: tuple[str, ...] = Field(default=(), description="pressure sources dealt with")
    mood: float = 0.0


class OfferMade(Event):
    """A figure is on the table."""

    type: Literal["offer"] = "offer"
    by: str
    terms: Terms
    lawful: bool = True
    breaches: tuple[str, ...] = ()
    reason: str = ""
    when: Waits = Field(
        default="", description="what the figure waits for; `or`: the other of two ways, that nobody has to take"
    )


class OfferAnswered(Event):
    """An offer was accepted or refused."""

    type: Literal["answer"] = "answer"
    by: str
    accepted: bool
    terms: Terms


class GroundAnswered(Event):
    """A ground raised was taken up, or not."""

    type: Literal["ground"] = "ground"
    ground: str
    circumstance: str = ""
    outcome: Literal["accepted", "noproof", "known", "repeat", "rejected", "later", "conceded"]
    share: float = Field(default=0.0, description="share of its effect granted so far, 0-1")
    by: str = Field(default="", description="`trainee` where a prosecuting trainee gave the point up unasked")
    factor: float = Field(default=1.0, ge=0.8, le=1.2, description="how well it was argued, where a model was asked")


class Established(Event):
    """A circumstance is now shown, e.g. the money was paid."""

    type: Literal["established"] = "established"
    circumstance: str


class VictimMoved(Event):
    """Hidden: where the victim stands. `offered_yuan` is the latest sum put to them."""

    type: Literal["victim"] = "victim"
    softened: float = 0.0
    offered_yuan: float | None = None
    forgave: bool = False
    refused: bool = False


class BeatPlayed(Event):
    """Something written into the play happened."""

    type: Literal["beat"] = "beat"
    beat: str
    note: str = ""
    flags: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    trust: float = 0.0
    pressure: dict[str, float] = {}


class Learnt(Event):
    """The trainee learnt facts by asking."""

    type: Literal["learnt"] = "learnt"
    facts: tuple[str, ...]
    source: str


class Asked(Event):
    """A formal request and what became of it (file, private meeting, time, record, bail, ...)."""

    type: Literal["asked"] = "asked"
    what: str
    granted: bool


class Hinted(Event):
    """A hint was shown."""

    type: Literal["hint"] = "hint"
    about: str


class Noted(Event):
    """The trainee wrote a note, or filed a written opinion."""

    type: Literal["note"] = "note"
    text: str
    filed: bool = False


class Decided(Event):
    """A decision at the signing table."""

    type: Literal["decided"] = "decided"
    decision: DecisionName
    by: str
    terms: Terms | None = None
    reason: str = ""


class Printed(Event):
    """The affidavit was printed anew; `without` are the weak points that its facts no longer rest on."""

    type: Literal["printed"] = "printed"
    terms: Terms
    without: tuple[str, ...] = ()


class Held(Event):
    """The affidavit was put before the accused and not signed; nothing is decided by it."""

    type: Literal["held"] = "held"
    by: str


class Closed(Event):
    """The session is over."""

    type: Literal["closed"] = "closed"
    ending: str
    court: str
    terms: Terms | None = None
    told: tuple[int, ...] | None = Field(default=None, description="places of the passages that were told")


# What a model adds: none of these change what was decided, and none is in a session spoken by the embedded voice.


class Part(BaseModel):
    """One thing decided to be said: the authored words for it, and what it tells and names."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    gist: str
    text: str
    facts: tuple[str, ...] = ()
    terms: Terms | None = None


class Speaking(Event):
    """Somebody is about to speak in a model's words: the decision, on disk before the first of them.

    With the sentences that follow, it is enough to finish the turn should the program be killed in the middle of it.
    """

    type: Literal["speaking"] = "speaking"
    speaker: str
    role: str
    to: tuple[str, ...]
    room: str
    parts: tuple[Part, ...]
    then: tuple[str, ...] = Field(default=(), description="events that follow once it has been spoken, each as JSON")


class Sentence(Event):
    """One sentence of the turn under way, let through by the guard, on disk before it is shown."""

    type: Literal["sentence"] = "sentence"
    speaker: str
    text: str


class VoiceGuarded(Event):
    """A sentence of a model that was not let through. The sentence itself is not kept: it may hold anything."""

    type: Literal["guarded"] = "guarded"
    version: int = Field(default=1, description="version of the guard's rules")
    speaker: str
    kind: str = Field(description="which rule, see trainer/persona/stream_guard.py")
    reason: str = Field(default="", description="what in it broke the rule: a fact's id, an act, the rule's own word")
    outcome: Literal["again", "embedded"]


class VoiceFailed(Event):
    """The endpoint of the voice did not do what was asked; the embedded voice went on."""

    type: Literal["voice_failed"] = "voice_failed"
    speaker: str
    kind: str
    off: bool = Field(default=False, description="the model is not asked any more in this session")


class VoiceUsed(Event):
    """What one turn of a model took: tokens, calls, and characters of the prompt that a prefix cache can serve."""

    type: Literal["voice_used"] = "voice_used"
    prompt: int
    answer: int
    cached: int = 0
    calls: int = 1
    chars: int = 0
    stable_chars: int = 0


VOICE_EVENTS = (Speaking, Sentence, VoiceGuarded, VoiceFailed, VoiceUsed)
"""Records of how something was worded. They move no clock, no state and no seed."""


AnyEvent = Annotated[
    Started | Moved | Read | Waited | Said | MindMoved | OfferMade | OfferAnswered | GroundAnswered | Established
    | VictimMoved | BeatPlayed | Learnt | Asked | Hinted | Noted | Decided | Printed | Held | Closed
    | Speaking | Sentence | VoiceGuarded | VoiceFailed | VoiceUsed,
    Field(discriminator="type"),
]  # fmt: skip

_ADAPTER: TypeAdapter[AnyEvent] = TypeAdapter(AnyEvent)


def dump(event: Event) -> str:
    """One event as one line of JSON."""
    return event.model_dump_json(exclude_defaults=False)


def load(data: str | bytes | dict[str, Any]) -> AnyEvent:
    """An event from its JSON; raises `pydantic.ValidationError` on anything else."""
    if isinstance(data, dict):
        return _ADAPTER.validate_python(data)
    return _ADAPTER.validate_json(data)
