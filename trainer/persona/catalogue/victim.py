"""What a victim can be made to say."""

from __future__ import annotations

from trainer.persona.catalogue.by_act import RAPPORT

VICTIM: dict[str, str] = {
    "enter": "answers the phone or the door",
    "enter.again": "again",
    "hurt": "what it did to them (scenario overrides)",
    "demand": "what they want; slots: yuan",
    "ask.account": "their account (scenario overrides)",
    "ask.other": "any other question",
    "apology.cold": "an apology at second hand does not reach them",
    "apology.soft": "an apology begins to reach them",
    "empathy": "somebody listens to them",
    "restitution.low": "the sum is too low; slots: yuan, offered",
    "restitution.near": "nearly; slots: yuan, offered",
    "restitution.accept": "the sum will do; slots: yuan",
    "restitution.parts": "so much now and the rest later will do; slots: yuan (all), now",
    "restitution.slow": "too little of it comes at once; slots: yuan (all), now",
    "restitution.when": "the sum would do, but is the money there, and when; slots: yuan",
    "restitution.whose": "the sum would do, but nobody who could pay has been asked; slots: yuan",
    "restitution.vague": "repayment without sum or date",
    "forgive": "will write a letter of understanding",
    "forgive.no": "will not",
    "explain": "is told how the system works and that their view counts",
    "pressed": "is pressed or bargained with coldly",
    "insult": "is insulted or blamed",
    "promise": "is promised something",
    "gift": "is offered a gift instead of the loss made good; does not want it",
    "kindness": "is offered tea or a seat, or asked how they are",
    **dict.fromkeys(RAPPORT, "a human word"),
    "unclear": "cannot place it",
    "unclear.again": "again",
    "smalltalk": "talk beside the matter",
    "idle": "fills a silence",
}
