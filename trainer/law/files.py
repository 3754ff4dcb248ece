"""The law room's own data files, read once and only when asked for."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from trainer.errors import ContentError

DATA = Path(__file__).parent / "data"


@cache
def read(name: str) -> Any:
    """The plain content of a YAML file under `trainer/law/data`, for example ``guidelines.yaml``.

    Raises ContentError when the file is missing or broken: the installation is then incomplete.
    """
    import yaml

    path = DATA / name
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - a safe loader either way
    except (OSError, yaml.YAMLError) as fault:
        raise ContentError(
            f"the law file cannot be read ({type(fault).__name__})", where=str(path), do="reinstall plea-trainer"
        ) from fault
