"""Sentences that are translated when they are read."""


def _lt(sentence: str) -> str:
    """Mark a sentence for the translators; the models translate it on showing it."""
    return sentence
