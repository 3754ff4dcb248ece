"""Two quiet themes: paper by day, ink by night, a seal's red as the one strong colour."""

from __future__ import annotations

from textual.theme import Theme

_MARKDOWN = {
    "markdown-h1-background": "transparent", "markdown-h2-background": "transparent",
    "markdown-h1-text-style": "bold", "markdown-h2-text-style": "bold", "markdown-h3-text-style": "bold",
}  # fmt: skip

INK = Theme(
    name="ink", dark=True, primary="#d9b779", secondary="#9db4c0", accent="#e08a72", foreground="#e6e1d6",
    background="#15181c", surface="#1b1f24", panel="#242a31", success="#9cbf8f", warning="#e0b45c", error="#ef8f80",
    variables={
        **_MARKDOWN, "markdown-h1-color": "#d9b779", "markdown-h2-color": "#d9b779", "markdown-h3-color": "#9db4c0",
        "quiet": "#9a9c98", "own": "#232b33", "rule": "#3a424b", "border": "#3a424b", "border-blurred": "#2b3138",
        "block-cursor-background": "#d9b779", "block-cursor-foreground": "#15181c",
        "block-cursor-blurred-background": "#333b44", "block-cursor-blurred-foreground": "#e6e1d6",
        "input-selection-background": "#9db4c0 35%",
    },
)  # fmt: skip

PAPER = Theme(
    name="paper", dark=False, primary="#7d2a20", secondary="#2f5068", accent="#a03a28", foreground="#2a2620",
    background="#f7f2e7", surface="#f2ebdc", panel="#e9e0cd", success="#3f6b35", warning="#8a5a00", error="#a3221a",
    variables={
        **_MARKDOWN, "markdown-h1-color": "#7d2a20", "markdown-h2-color": "#7d2a20", "markdown-h3-color": "#2f5068",
        "quiet": "#655d50", "own": "#ece3d0", "rule": "#c9bea6", "border": "#c9bea6", "border-blurred": "#ddd3be",
        "block-cursor-background": "#7d2a20", "block-cursor-foreground": "#f7f2e7",
        "block-cursor-blurred-background": "#ddd3be", "block-cursor-blurred-foreground": "#2a2620",
        "input-selection-background": "#2f5068 25%",
    },
)  # fmt: skip

THEMES = (INK, PAPER)
