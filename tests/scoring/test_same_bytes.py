"""The same transcript gives the same bytes, in whatever order a process keeps its sets."""

import os
import subprocess
import sys

TRANSCRIPT = """---
lang: en
role: defence
speakers: {Xu: defence, Luo: accused}
---
[room: client_meeting]
Xu: Tell me in your own words what happened that evening.
Luo: I took the parcel off the shelf and carried it home, and on the Friday I wanted to put it back.
Xu: There are several ways. You can sign, and then the judge as a rule follows the figure. You can refuse, and then there is a full trial and the lighter term for the plea is gone. Or your family pays her first, and then probation can be talked about.
Luo: And if I sign and think better of it?
Xu: You can take it back until the judgment; then the leniency falls away. You may appeal within ten days.
"""
GRADE = """
import json, sys
from pathlib import Path
from trainer.scoring.files import grade
print(json.dumps(grade(Path(sys.argv[1]), []), ensure_ascii=False))
"""


def test_the_hash_seed_changes_nothing(tmp_path):
    path = tmp_path / "talk.txt"
    path.write_text(TRANSCRIPT, encoding="utf-8")
    answers = set()
    for seed in ("1", "2", "3"):
        done = subprocess.run(
            [sys.executable, "-c", GRADE, str(path)],
            env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True,
        )  # fmt: skip
        answers.add(done.stdout)
    assert len(answers) == 1
