"""Scoring what was said elsewhere or earlier."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from trainer.errors import UsageError
from trainer.text import Lang, clean


def grade_files(files: list[Path], rubrics: list[str], speaker: str, judge: str, as_json: bool, lang: Lang) -> None:
    """Score exported sessions."""
    from trainer.scoring.files import grade

    if judge != "embedded":
        raise UsageError(f"judge '{judge}' is not available", do="--judge embedded")
    documents = [grade(path, rubrics, speaker) for path in files]
    if as_json:
        sys.stdout.write(json.dumps(documents[0] if len(documents) == 1 else documents, ensure_ascii=False) + "\n")
        return
    for document in documents:
        sys.stdout.write(f"{document['transcript']['path']}\n")
        for result in document["results"]:
            score = "-" if result["score"] is None else f"{result['score']:.1f}"
            sys.stdout.write(f"  {result['rubric']:<20} {score:>6}  ({result['coverage']:.0%})\n")
            for item in result["items"]:
                quote = f"  “{clean(item['evidence'][0]['quote'])[:60]}”" if item["evidence"] else ""
                sys.stdout.write(f"    {item['outcome']:<15} {item['id']:<24}{quote}\n")
