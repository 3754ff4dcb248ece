"""What a line may presume: conditions authors put into lines as slots, `{{ heard }}`, that hold or do not hold now.

A line with a slot that is not there is not used; a condition that holds is a slot filled with nothing. So a line that
takes for granted that they have talked is only said when they have.
"""

from __future__ import annotations

from trainer.scenario.loader import Play
from trainer.state import State

CONDITIONS: dict[str, str] = {
    "detained": "the accused is in custody",
    "at_large": "the accused is not in custody",
    "admitted": "the case counts a confession of the accused",
    "heard": "the trainee has spoken with this one before",
    "unheard": "... has not",
    "saw_client": "defence counsel and the client have talked where nobody else listened",
    "let_talk": "the lawyer has been given a talk alone with the client",
    "read": "the lawyer has been given the file",
    "unread": "... has not",
    "signed": "the paper is signed",
    "unsigned": "... is not",
    "explained": "the trainee has explained at least one duty",
    "unexplained": "... has not explained any",
    "figure": "the trainee has told what sentence is recommended",
    "basis": "the trainee has told how a sentence is reckoned",
    "appeal": "the trainee has told of the appeal",
    "evidence": "the trainee has told of the evidence",
    "listened": "the trainee has asked the accused how it was",
    "asked": "something has been asked of the prosecution",
}


def holding(play: Play, state: State, who: str) -> dict[str, str]:
    """The conditions that hold for this speaker, as slots filled with nothing."""
    private = {r.id for r in play.script.rooms if r.private}
    true = {
        "detained": play.script.params.detained,
        "admitted": play.calculation.has("confession.own_crime"),
        "heard": any(state.turns_by_room.get(r.id) for r in play.script.rooms if who in r.listeners),
        "saw_client": any(state.turns_by_room.get(room) for room in private),
        "let_talk": "grant:private_talk" in state.done,
        "read": "grant:file" in state.done,
        "signed": state.signed,
        "explained": bool(state.explained),
        "figure": "inform:sentence" in state.done,
        "basis": "inform:sentence_basis" in state.done,
        "appeal": "inform:appeal" in state.done,
        "evidence": "inform:evidence" in state.done,
        "listened": "ask:account" in state.done,
        "asked": bool(state.granted | state.refused),
    }
    true |= {"at_large": not true["detained"], "unheard": not true["heard"], "unsigned": not true["signed"]}
    true |= {"unexplained": not true["explained"], "unread": not true["read"]}
    return {name: "" for name in CONDITIONS if true[name]}
