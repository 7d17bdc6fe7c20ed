"""What a language model wrote, made fit to be shown to people."""

from __future__ import annotations

import re

# No address that a model writes is worth a click. Schemes with «//», what browsers
# complete by themselves, and Telegram's short ones.
_LINK = re.compile(
    r"\b[a-z][a-z0-9+.-]{1,20}://\S*|\bwww\.\S+|\b(?:t|telegram)\.me/\S*"
    r"|\b(?:javascript|data|mailto):\S*",
    re.IGNORECASE,
)
_KEPT_CONTROLS = "\n\N{ZERO WIDTH NON-JOINER}"


def plain(text: str, limit: int) -> str:
    """Return text without addresses and invisible characters, cut at a word.

    :param text: anything that a model wrote
    :param limit: how many characters may be left
    """
    kept = "".join(
        char for char in text if char.isprintable() or char in _KEPT_CONTROLS
    )
    kept = " ".join(_LINK.sub("…", kept).split(" ")).strip()
    if len(kept) <= limit:
        return kept
    return kept[: limit - 1].rsplit(" ", 1)[0] + "…"
