"""What a model's voice did in a session, for the instructor: counted from the record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from trainer import events as ev
from trainer.report.model import VoiceFigures


def figures_of(events: Sequence[ev.Event]) -> VoiceFigures | None:
    """The figures, or None for a session in which no model was asked."""
    if not any(isinstance(e, ev.VOICE_EVENTS) for e in events):
        return None
    said = [e for e in events if isinstance(e, ev.Said) and e.speaker != ev.TRAINEE]
    used = [e for e in events if isinstance(e, ev.VoiceUsed)]
    stopped = Counter(e.kind for e in events if isinstance(e, ev.VoiceGuarded))
    chars = sum(u.chars for u in used)
    return VoiceFigures(
        turns=sum(e.voice == "llm" for e in said), of_all=len(said),
        stopped=tuple(sorted(stopped.items(), key=lambda pair: (-pair[1], pair[0]))),
        failed=sum(isinstance(e, ev.VoiceFailed) for e in events),
        prompt=sum(u.prompt for u in used), answer=sum(u.answer for u in used), cached=sum(u.cached for u in used),
        stable=sum(u.stable_chars for u in used) / chars if chars else 0.0,
    )  # fmt: skip
