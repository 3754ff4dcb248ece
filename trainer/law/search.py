"""Articles found by words, in either language."""

from __future__ import annotations

import re
import unicodedata

from trainer.law.articles import Article, articles, named


def search(words: str, lang: str = "", limit: int = 10) -> list[Article]:
    """Articles that contain every word, the best first; `lang` ("zh" or "en") prefers that language's text."""
    terms = _terms(words)
    if not terms:
        return []
    exact = named(words)
    scored = [(s, a) for a in articles() if (s := _score(a, terms, lang)) > 0]
    if not scored:
        pieces = [p for t in terms for p in _pairs(t)]
        scored = [(s, a) for a in articles() if pieces and (s := _loose(a, pieces, lang)) > 0]
    scored.sort(key=lambda pair: -pair[0])
    found = [a for _, a in scored if a != exact]
    return ([exact, *found] if exact else found)[: max(limit, 0)]


def excerpt(article: Article, words: str, lang: str, width: int = 64) -> str:
    """The piece of the article's text in `lang` around the first of `words`, on one line."""
    text = " ".join((article.text_zh if lang == "zh" else article.summary_en).split())
    places = [place for t in _terms(words) if (place := text.lower().find(t)) >= 0]
    start = max(0, min(places, default=0) - width // 3)
    if start and lang != "zh":
        start = text.find(" ", start) + 1
    end = start + width
    return f"{'…' if start else ''}{text[start:end].strip()}{'…' if end < len(text) else ''}"


def _terms(words: str) -> list[str]:
    return unicodedata.normalize("NFKC", words).lower().split()


def _fields(a: Article, lang: str) -> tuple[tuple[str, int], ...]:
    first, second = (3, 1) if lang == "zh" else (1, 3) if lang == "en" else (2, 2)
    return (
        (a.title_zh.lower(), 4 * first),
        (a.title.lower(), 4 * second),
        (a.text_zh.lower(), first),
        (a.summary_en.lower(), second),
    )


def _score(a: Article, terms: list[str], lang: str) -> float:
    """The sum over the terms, or nothing when one of them is missing everywhere."""
    fields, total = _fields(a, lang), 0.0
    for term in terms:
        hits = sum(weight * min(_hits(text, term), 3) for text, weight in fields)
        if not hits:
            return 0.0
        total += hits
    return total / (1 + len(a.text_zh) / 2000)


def _hits(text: str, term: str) -> int:
    if term.isascii():
        return len(re.findall(rf"\b{re.escape(term)}", text))
    return text.count(term)


def _loose(a: Article, pieces: list[str], lang: str) -> float:
    """How much of the pieces occurs, when no article holds the words as written; at least half has to."""
    fields = _fields(a, lang)
    met = [p for p in pieces if any(p in text for text, _ in fields)]
    if len(met) * 2 < len(pieces):
        return 0.0
    return len(met) + sum(weight for p in met for text, weight in fields if p in text) / 100


def _pairs(term: str) -> list[str]:
    """A Chinese run cut into overlapping pairs, an English word as it is."""
    if term.isascii():
        return [term]
    return [term[i : i + 2] for i in range(len(term) - 1)] or [term]
