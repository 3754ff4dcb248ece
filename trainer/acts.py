"""Speech acts: the closed inventory of what a turn can mean."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Polarity = Literal["asserted", "negated", "hypothetical", "reported", "question"]

ReadBy = Literal["embedded", "llm", "merged", "unanswered"]
"""Who understood a turn: the embedded interpreter, a model, both together; or the embedded one because the
model, asked, gave no answer."""

_TOPICS: dict[str, str] = {
    "inform": (
        "system charge evidence counsel opinion sentence sentence_basis procedure liberty effect retraction "
        "appeal alternatives role confidentiality fact"
    ),
    "ask": (
        "account fact goals pressure promise capacity understanding teach_back questions decision instructions "
        "evidence grounds opinion procedure victim background"
    ),
    "propose": (
        "sentence probation fine procedure release restitution apology meeting drop_count trade non_prosecution"
    ),
    "argue": (
        "self_surrender confession meritorious minor_amount restitution victim_understanding reconciliation "
        "first_offender accessory attempt minor provocation personal low_danger evidence_gap illegal_evidence "
        "procedural_flaw guideline law similar_case aggravating"
    ),
    "request": (
        "file recording private_meeting time record_opinion reasons bail custody_review evidence_collection "
        "social_report victim_contact guardian correction interpreter"
    ),
    "accept": "offer procedure signature opinion request",
    "reject": "offer procedure signature opinion request",
    "grant": "time private_talk file record",
    "advise": "sign not_sign wait procedure repair",
    "promise": "outcome effort repair leniency",
    "threaten": "heavier_charge custody heavier_sentence family",
    "press": "hurry just_sign take_it",
    "record": "opinion reservation decline_witness withdraw_plea",
    "rapport": "greet introduce empathise apologise thank reassure",
    "repair": "clarify repeat correct_self",
    "breach": "insult mislead disclose_confidence lead_witness infer_from_signature",
    "other": "other",
}
INVENTORY: dict[str, tuple[str, ...]] = {verb: tuple(topics.split()) for verb, topics in _TOPICS.items()}

ACT_IDS: tuple[str, ...] = tuple(f"{verb}:{topic}" for verb, topics in INVENTORY.items() for topic in topics)

FAULTS = frozenset(("press", "threaten", "promise", "breach"))
"""Verbs whose acts are held against whoever does them, some topics of `promise` apart."""

DUTIES: tuple[str, ...] = (
    "system", "charge", "counsel", "opinion", "sentence", "procedure", "liberty", "effect", "retraction",
    "alternatives",
)  # fmt: skip
"""The ten duties of the explanation rubric (Criminal Procedure Law 173, 190; 2019 Opinion 26, 39)."""

DUTY_OF_TOPIC: dict[str, str] = {**{d: d for d in DUTIES}, "sentence_basis": "sentence", "appeal": "retraction",
                                 "evidence": "charge"}  # fmt: skip


class Act(BaseModel):
    """One thing done by saying it. `span` is in characters of the turn; `confidence` 0-1."""

    model_config = ConfigDict(frozen=True)

    verb: str
    topic: str
    polarity: Polarity = "asserted"
    slots: dict[str, Any] = Field(default_factory=dict)
    span: tuple[int, int] = (0, 0)
    confidence: float = 1.0

    @property
    def id(self) -> str:
        """`verb:topic`, as content and rubrics write it."""
        return f"{self.verb}:{self.topic}"

    @property
    def holds(self) -> bool:
        """Whether the act is really done: asserted, or a question really asked."""
        return self.polarity == "asserted" or (self.polarity == "question" and self.verb == "ask")

    @property
    def duty(self) -> str | None:
        """The explanation duty an `inform` act serves, if any."""
        return DUTY_OF_TOPIC.get(self.topic) if self.verb == "inform" else None
