"""`plea-trainer`, and `python -m trainer`. Without a word after it the app opens, with no command line loaded first."""

from __future__ import annotations

import sys


def main() -> None:
    """Open the app, or run a command."""
    if sys.argv[1:]:
        from trainer.cli import main as run_command

        run_command()
        return
    from trainer.errors import TrainerError, UsageError
    from trainer.i18n import asked
    from trainer.i18n.faults import said
    from trainer.tui.app import run_app

    try:
        run_app(asked())
    except TrainerError as error:
        sys.stderr.write(f"plea-trainer: {said(error)}\n")
        raise SystemExit(2 if isinstance(error, UsageError) else 1) from None


if __name__ == "__main__":
    main()
