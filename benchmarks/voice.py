"""A model's voice: what the guard adds to the first sentence, how long prompts get, how much of them stays the same.

    python -m benchmarks.voice

A double on loopback streams one piece of four characters every 10 ms, so what is measured is the program, not a model.
"""

from __future__ import annotations

import asyncio
import sys
import time
from pathlib import Path
from statistics import median
from typing import Any

sys.path[:0] = [str(Path(__file__).parents[1] / "tests"), str(Path(__file__).parents[1] / "tests" / "llm")]

from double import USAGE, Double, Stream, piece  # noqa: E402
from kit import new_session  # noqa: E402
from voice_kit import obedient, voice_at  # noqa: E402

from benchmarks.machine import machine  # noqa: E402
from trainer import events as ev  # noqa: E402
from trainer.llm.budget import estimate, prompt_text  # noqa: E402
from trainer.session.commands import enter  # noqa: E402

PAUSE_S = 0.01
TURNS = 60
TALK = {
    "en": ["What happened on that day, step by step?", "You may take the plea back before judgment.",
           "How is your family?", "Did anybody promise you anything?",
           "Who was there when you signed the record?", "I am on your side."],
    "zh": ["那天的经过，您一步一步讲。", "判决之前，认罪可以撤回。", "家里人怎么样？", "有没有人答应过您什么？",
           "签笔录的时候谁在场？", "我是来帮您的。"],
}  # fmt: skip


class Watch:
    """When the end of the first sentence left the double, and when it was shown."""

    def __init__(self) -> None:
        self.sent = 0.0
        self.late: list[float] = []

    async def script(self, ask: Any, wire: Any) -> None:
        await wire.head(200, "text/event-stream")
        frame, words, told = Stream([])._frame, obedient(ask), ""
        self.sent = 0.0
        for start in range(0, len(words), 4):
            await wire.raw(frame(piece(words[start : start + 4])))
            told += words[start : start + 4]
            if not self.sent and any(mark in told for mark in ".。！？!?"):
                self.sent = time.perf_counter()
            await asyncio.sleep(PAUSE_S)
        await wire.raw(frame(piece(finish="stop")) + frame(USAGE) + frame("[DONE]"))

    def shown(self) -> None:
        if self.sent:
            self.late.append(time.perf_counter() - self.sent)
            self.sent = 0.0


async def measure(lang: str) -> None:
    """One session of sixty turns."""
    watch = Watch()
    async with Double(watch.script) as double:
        session = new_session(lang=lang)
        session.voices.use(lambda: voice_at(double.url, timeout_s=30.0), on=True)
        await session.voices.warm()
        lines = ["/go meeting", *(TALK[lang][n % len(TALK[lang])] for n in range(TURNS))]
        async for _ in session.begin():
            pass
        for line in lines:
            first = True
            async for thing in enter(session, line):
                if isinstance(thing, ev.Speaking):
                    first = True
                if isinstance(thing, ev.Sentence) and first:
                    watch.shown()
                    first = False
        await session.hush()
        sizes = [estimate(prompt_text([(m["role"], m["content"]) for m in a.body["messages"]])) for a in double.asked]
    used = [e for e in session.events if isinstance(e, ev.VoiceUsed)]
    late = sorted(1000 * x for x in watch.late)
    stable = sum(u.stable_chars for u in used) / sum(u.chars for u in used)
    print(f"{lang}: {len(late)} first sentences, ms after their last piece was sent: median {median(late):.1f}, "
          f"p95 {late[int(0.95 * len(late)) - 1]:.1f}, worst {late[-1]:.1f}")  # fmt: skip
    print(f"{lang}: prompt tokens (estimated) of {len(sizes)} calls: first {sizes[0]}, median {median(sizes):.0f}, "
          f"longest {max(sizes)}, last ten at most {max(sizes[-10:])}; stable prefix {stable:.0%}")  # fmt: skip


def main() -> None:
    """Both languages."""
    print(machine())
    for lang in ("en", "zh"):
        asyncio.run(measure(lang))


if __name__ == "__main__":
    main()
