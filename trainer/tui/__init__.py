"""The screen. The keyboard protocol is set here because Textual reads it while it is being imported."""

import os

# With the extended protocol an input method's commit of several characters arrives as escape codes.
os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
