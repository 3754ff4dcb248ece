"""A scenario as written: file, cast, rooms, law, beats and endings. Read from YAML, never changed in play."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from trainer.law.terms import Terms
from trainer.scenario.conditions import When
from trainer.text import Lang, joined, unspaced

Role = Literal["defence", "prosecutor"]
CastRole = Literal["accused", "prosecutor", "defence", "victim", "judge", "guardian", "family", "police", "clerk"]
RoomKind = Literal["file", "meeting", "consultation", "victim", "signing", "court"]
Stage = Literal["investigation", "prosecution", "trial"]


class Content(BaseModel):
    """Base of everything an author writes: unknown keys are errors, nothing changes after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Words(Content):
    """A text in both languages."""

    en: str = Field(min_length=1)
    zh: Annotated[str, AfterValidator(unspaced)] = Field(min_length=1)

    def __getitem__(self, lang: Lang) -> str:
        return self.zh if lang == "zh" else self.en


class Patterns(Content):
    """Ways a thing is spoken of, as regular expressions, per language."""

    en: list[str] = []
    zh: list[str] = []

    def __getitem__(self, lang: Lang) -> list[str]:
        return self.zh if lang == "zh" else self.en


class Room(Content):
    """A place with its listeners. `minutes` is what going there costs."""

    id: str
    kind: RoomKind
    name: Words
    arrive: Words = Field(description="what one sees on entering, one or two sentences")
    minutes: int = Field(ge=0, le=120)
    listeners: list[str] = Field(default=[], description="cast members present, the one who answers first")
    private: bool = False
    roles: list[Role] = ["defence", "prosecutor"]
    opens: When | None = Field(default=None, description="when the room may be entered; always, if left out")
    closed: Words | None = Field(default=None, description="what is said to somebody who comes too early")


class CastMember(Content):
    """Somebody in the case: who they are here, and which dispositions may play them."""

    id: str
    role: CastRole
    name: Words
    call: Words = Field(description="short form of address used as label in the conversation")
    about: Words
    sex: Literal["female", "male"] | None = Field(default=None, description="he or she, when others speak of them")
    personas: list[str] = Field(min_length=1)
    played_when: list[Role] = Field(
        default=["defence", "prosecutor"], description="trainee roles in which this one is played by the program"
    )


class Document(Content):
    """A paper of the file; its text stands in `documents/<id>.<lang>.md`."""

    id: str
    title: Words
    minutes: int = Field(ge=1, le=60, description="time it takes to read")
    facts: list[str] = Field(default=[], description="facts one learns from it")
    roles: list[Role] = ["defence", "prosecutor"]
    rooms: list[str] = Field(default=[], description="rooms in which it can be read; the file room, if left out")
    opens: When | None = None


class Hidden(Content):
    """When somebody tells what they keep back."""

    by: str
    rooms: list[str]
    trust: float = Field(ge=0, le=1)
    asked: list[str] = Field(description="acts that can bring it out, e.g. ask:pressure")


class Detail(Content):
    """What more can be asked of a fact once it is told; spoken under `<who>.fact.<fact>.<id>`."""

    id: str
    topics: Patterns


class Fact(Content):
    """One thing that is so, or is claimed."""

    id: str
    text: Words
    known_by: list[str] = []
    topics: Patterns = Field(default=Patterns(), description="how a question on it is recognised")
    named: Patterns = Field(
        default=Patterns(), description="words that name it so plainly that any question with one is a question on it"
    )
    hinted_by: list[str] = Field(
        default=[], description="lines that let it slip, as `cast.key`: asking on from there is a question on it"
    )
    details: list[Detail] = []
    hidden: Hidden | None = None
    confidential: bool = Field(default=False, description="a client's confidence; telling the other side is a leak")
    harmful: bool = Field(default=False, description="it would hurt the client if told")
    favourable: bool = Field(default=False, description="evidence that helps the accused")
    told: Patterns = Field(
        default=Patterns(),
        description="words that tell a favourable fact, where its topic alone may be used against it",
    )
    contrary: Patterns = Field(
        default=Patterns(), description="words that claim what this fact belies: from a prosecutor, a bluff"
    )


class Circumstance(Content):
    """A mitigating or aggravating circumstance the case shows, or could come to show."""

    id: str = Field(description="guideline id, e.g. restitution or confession.own_crime")
    ground: str = Field(description="topic of `argue` that raises it")
    name: Words
    proof: list[str] = Field(default=[], description="documents that show it")
    proof_words: Patterns = Patterns()
    article: str = Field(default="", description="e.g. CL-67")
    from_start: bool = True
    needs: When | None = Field(default=None, description="what establishes it, if not from the start")
    in_offer: bool = Field(default=False, description="already counted in the first recommendation")
    in_guideline: bool = Field(default=True, description="has a rate in the guidelines")
    weight: float = Field(default=1.0, ge=0, le=3, description="share of its effect a prosecutor grants at once")


class WeakPoint(Content):
    """A gap, a flaw in procedure, a doubtful characterisation: what a careful reader finds."""

    id: str
    kind: Literal["gap", "flaw", "wrong_charge", "illegal_evidence"]
    name: Words
    topics: Patterns
    documents: list[str] = []
    article: str = ""
    months: float = Field(default=0, le=0, description="what it is worth at the table, in months, e.g. -1")
    base_months: float = Field(default=0, le=0, description="what the base loses once it is conceded, in months")


class Belief(Content):
    """A misconception the accused brings along; spoken under `belief.<id>`."""

    id: str
    duty: str
    source: str = Field(default="", description="who planted it: police, cellmates, prosecutor, family")
    shows_on: list[str] = Field(default=[], description="other duties that are said back wrongly because of it")
    against: Patterns = Field(default=Patterns(), description="words that say it is not so")


class Mind(Content):
    """The accused at the start: what they understand, believe, fear and want. All 0-1."""

    understanding: dict[str, float] = {}
    beliefs: list[Belief] = []
    pressure: dict[str, float] = Field(default={}, description="source -> strength")
    pressure_fact: str = Field(default="", description="the fact that tells of the pressure")
    promise_fact: str = Field(default="", description="the fact that tells of a promise")
    guilty: bool = True
    not_theirs: list[str] = Field(
        default=[], description="weak points of the draft that put a deed on the accused that is not theirs"
    )
    wants: Literal["sign", "unsure", "refuse"] = "sign"
    authority_months: float | None = Field(default=None, description="the longest term the client freely accepts")


USUAL_APOLOGY = 0.4
"""How far an apology goes with a victim of whom the case says nothing else: 0 not at all, 1 as far as it can."""


class Repair(Content):
    """What the victim wants and what moves them. Yuan."""

    victim: str
    demand_yuan: int
    floor_yuan: int = Field(description="the sum below which they will not forgive")
    means_yuan: int = Field(description="what the accused's side can raise")
    agreed: list[str] = Field(
        default=[], description="facts that tell of somebody ready to pay; the accused's own yes counts besides"
    )
    apology_counts: float = Field(default=USUAL_APOLOGY, ge=0, le=1, description="how far an apology goes with them")
    paid: str = Field(default="compensation.paid_not_forgiven", description="circumstance once paid")
    forgiven: str = Field(default="compensation.paid_and_forgiven", description="... and forgiven")


class Effect(Content):
    """What a beat does."""

    say: list[str] = Field(default=[], description="lines spoken, as `cast.key` of the scenario's voice bank")
    note: Words | None = Field(default=None, description="something seen or heard, told to the trainee")
    after: Words | None = Field(default=None, description="... seen or heard once the lines were spoken")
    flags: list[str] = []
    facts: list[str] = Field(default=[], description="facts the trainee learns")
    establish: list[str] = Field(default=[], description="circumstances established")
    trust: float = 0.0
    pressure: dict[str, float] = {}
    minutes: int = 0


class Beat(Content):
    """When this holds, that happens (once)."""

    id: str
    when: When
    then: Effect


class Charge(Content):
    """The charge as it stands in court in one state of the case. The first whose condition holds is read out."""

    when: When
    text: Words


class Anew(Content):
    """How the facts of the affidavit read once the prosecution has given these weak points up."""

    conceded: list[str] = Field(min_length=1)
    facts: Words


class Affidavit(Content):
    """The sheet to be signed. Its document holds `{{ facts }}`, `{{ terms }}`, perhaps `{{ procedure }}`."""

    document: str
    facts: Words = Field(description="the facts as first printed")
    anew: list[Anew] = Field(default=[], description="... and as they stand later; the first that fits is taken")

    def facts_without(self, conceded: frozenset[str]) -> Words:
        """The facts where these weak points are given up."""
        return next((a.facts for a in self.anew if set(a.conceded) <= conceded), self.facts)


class Passage(Words):
    """Some sentences of an ending, told where the condition holds: always, if it is left out."""

    when: When | None = None


def _as_list(value: object) -> object:
    return [value] if isinstance(value, dict) else value


class Ending(Content):
    """One way it can end. The first ending whose condition holds is taken."""

    id: str
    when: When
    title: Words
    text: Annotated[list[Passage], BeforeValidator(_as_list), Field(min_length=1)] = Field(
        description="what became of it, told after the hearing: one text, or passages with conditions"
    )
    court: Literal["adopt", "adjust", "below", "convert", "ordinary", "none"] = "adopt"

    def told(self, lang: Lang, passages: tuple[int, ...] | None) -> str:
        """The passages with these places as one text; None for a record that kept none: what is told in any case."""
        chosen = (p for at, p in enumerate(self.text) if (p.when is None if passages is None else at in passages))
        return joined((p[lang] for p in chosen), lang)


class Params(Content):
    """Where-the-case-has-one parameters of the rubrics."""

    detained: bool = False
    victim: bool = False
    minor: bool = False
    affidavit: bool = True
    redflag: bool = False
    redflag_topics: Patterns = Patterns()


def _goals_per_chair(data: object) -> object:
    """A bare list of learning goals stands for every chair: enough where there is only one."""
    if not isinstance(data, dict) or not isinstance(data.get("learn"), list) or not isinstance(data.get("roles"), list):
        return data
    return {**data, "learn": {role: data["learn"] for role in data["roles"] if isinstance(role, str)}}


class Scenario(Content):
    """The whole written play. `folder` is set by the loader."""

    _goals = model_validator(mode="before")(_goals_per_chair)

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    version: str
    title: Words
    tagline: Words
    study: str = Field(description="sections of the study, e.g. 2.1, 4.2.1")
    stage: Stage
    roles: list[Role] = Field(min_length=1)
    starts: str = Field(pattern=r"^\d\d:\d\d$")
    minutes: int = Field(ge=5, le=600, description="the clock the trainee has")
    opening: dict[Role, str] = Field(description="the room in which each role begins")
    brief: dict[Role, Words]
    task: dict[Role, Words] = Field(description="what to do, in two or three lines")
    learn: dict[Role, Annotated[list[Words], Field(min_length=1)]] = Field(description="learning goals of each chair")
    rubrics: dict[Role, list[str]]
    charge: Words = Field(description="offence and alleged facts in one sentence")
    charges: list[Charge] = Field(default=[], description="the charge in court, where talks can change it")
    sentence: dict[str, object] = Field(description="input of the guideline calculation")
    range_known: When = Field(default=When(), description="when the trainee knows what `sentence` is reckoned from")
    offer: Terms = Field(description="the first recommendation")
    params: Params
    affidavit: Affidavit | None = Field(default=None, description="the sheet to be signed, which follows the deal")
    grants: list[str] = Field(
        default=[], description="topics of `request` that this office grants in this case, whatever its temper"
    )
    rooms: list[Room]
    cast: list[CastMember]
    documents: list[Document]
    facts: list[Fact]
    circumstances: list[Circumstance]
    weak_points: list[WeakPoint] = []
    mind: Mind
    repair: Repair | None = None
    beats: list[Beat] = []
    endings: Annotated[list[Ending], BeforeValidator(_as_list)]
    truth: Words = Field(description="the hidden truth, revealed in the debrief")
    sources: list[str] = Field(default=[], description="articles and papers behind the case")
