"""A short note, as it is spoken, and as a language model understands it."""

from typing import Any

SAID = "مشکل حل شد و راضی بود. سه‌شنبه آینده تماس بگیرم."


def understood(summary: str = "مشکل حل شد.", title: str = "تماس") -> dict[str, Any]:
    """Return what a language model answers to ``SAID``.

    :param summary: of the note
    :param title: of its one task
    """
    return {
        "summary": summary,
        "long_summary": "",
        "sentiment": "positive",
        "sentiment_quote": "راضی بود",
        "outcome": "resolved",
        "outcome_quote": "",
        "next_step": "تماس",
        "feedback": "",
        "objections": [],
        "promises": [],
        "follow_ups": [
            {
                "title": title,
                "due": "2025-12-02T09:00",
                "time_said": False,
                "quote": "سه‌شنبه آینده تماس بگیرم",
            }
        ],
    }
