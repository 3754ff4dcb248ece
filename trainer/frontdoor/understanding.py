"""What turns are understood to mean."""

from __future__ import annotations

import json
import sys
from typing import Any

from trainer.text import Lang, clean, guess_lang


def show_acts(text: str, speaker: str, listener: str, as_json: bool, lang: Lang | None) -> None:
    """What turns mean, one JSON a line for several."""
    if text == "-":
        for line in sys.stdin:
            if line.strip():
                sys.stdout.write(json.dumps(_acts_of_line(line, speaker, listener, lang), ensure_ascii=False) + "\n")
        return
    document = _acts_of(text, speaker, listener, lang)
    if as_json:
        sys.stdout.write(json.dumps(document, ensure_ascii=False) + "\n")
        return
    for act in document["acts"]:
        span = text[act["span"][0] : act["span"][1]]
        slots = f"  {act['slots']}" if act["slots"] else ""
        sys.stdout.write(
            f"{act['verb']}:{act['topic']}  {act['polarity']}  {act['confidence']:.2f}  “{clean(span)}”{slots}\n"
        )
    _show_law(document, lang or guess_lang(text))


def _show_law(document: dict[str, Any], lang: Lang) -> None:
    """What was heard of the law: statements taken for wrong, with what is right, and duties told in plain words."""
    from trainer.dialogue.law_talk import claims
    from trainer.i18n import t
    from trainer.i18n.phrases import cite

    for claim in (claims()[c] for c in document.get("wrong_law", ())):
        right = t(lang, "acts.right", truth=claim.truth[lang], article=cite(claim.article, lang))
        sys.stdout.write(f"{t(lang, 'acts.wrong')}  {claim.id}  {right}\n")
    if document.get("plain"):
        sys.stdout.write(f"{t(lang, 'acts.plain')}  {', '.join(document['plain'])}\n")


def _acts_of_line(line: str, speaker: str, listener: str, lang: Lang | None) -> dict[str, Any]:
    try:
        given = json.loads(line)
    except (ValueError, RecursionError):
        given = None
    if not isinstance(given, dict):
        return _acts_of(line.strip(), speaker, listener, lang)
    document = _acts_of(
        str(given.get("text", "")), str(given.get("speaker") or speaker), str(given.get("listener") or listener), lang
    )
    return {**({"id": given["id"]} if "id" in given else {}), **document}


def _acts_of(text: str, speaker: str, listener: str, lang: Lang | None) -> dict[str, Any]:
    from trainer.dialogue.embedded import understand
    from trainer.dialogue.interpreter import Turn

    reading = understand(Turn(text, lang or guess_lang(text), speaker, listener))
    fields = ("verb", "topic", "polarity", "slots", "span", "confidence")
    document: dict[str, Any] = {"text": text, "acts": [{f: getattr(a, f) for f in fields} for a in reading.acts]}
    for act in document["acts"]:
        act["span"] = list(act["span"])
    if reading.claims:
        document["wrong_law"] = list(reading.claims)
    if reading.plain:
        document["plain"] = list(reading.plain)
    return document
