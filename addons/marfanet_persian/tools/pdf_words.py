"""Right-to-left text for QtWebKit 5, with which the distributions build wkhtmltopdf.

It takes the width of a right-to-left run for that of the run's last part, so that words
land on each other, and it drops the zero-width non-joiner. Both go well for one word in
a box of its own. Here every word becomes such a box (an ``inline-block``), and runs of
the other direction become an element with their direction, since boxes have none.
"""

import re
from itertools import pairwise

from lxml import etree, html

#: Letters of Hebrew, Arabic and their kin, with their marks, but not the signs and
#: digits between them: those are written like Latin ones.
_RTL = (
    "\u0590-\u05ff\u0610-\u061a\u0620-\u065f\u066e-\u06d3\u06d5-\u06ef\u06fa-\u08ff"
    "\u200d\ufb1d-\ufdff\ufe70-\ufefc"
)
_LATIN = "A-Za-z\u00c0-\u024f\u0370-\u052f"
_DIGIT = "0-9\u0660-\u0669\u06f0-\u06f9"
#: Direction marks say what the elements made here say themselves.
_MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_HAS_RTL = re.compile(f"[{_RTL}]")
_LETTER = re.compile(f"[{_RTL}{_LATIN}]")
#: From the first letter of one direction to the last before one of the other.
_RUNS = {
    "rtl": re.compile(f"[{_RTL}](?:[^{_LATIN}]*[{_RTL}])?"),
    "ltr": re.compile(
        f"[0-9]*[{_LATIN}](?:[^{_RTL}\u06f0-\u06f9\u0660-\u0669]*[{_LATIN}0-9])?"
    ),
}
#: What is printed well in one box: a number, a Latin name, letters, or one sign.
_PIECE = re.compile(
    f"[{_LATIN}{_DIGIT}]+(?:[.,:/@_+\u066b\u066c-][{_LATIN}{_DIGIT}]+)*"
    f"|[{_RTL}]+|[^\u200c]"
)
_BOX = "display:inline-block;white-space:pre;word-wrap:normal"
#: Boxes have no direction: between two runs of the other direction they would take
#: theirs. A mark at each side of a run gives them that of the text around it.
_MARK = {"rtl": "\u200f", "ltr": "\u200e"}
_SKIPPED = frozenset(("style", "script", "title", "textarea"))


def place_words(page: str) -> str:
    """Return the HTML page with a box around each word of its right-to-left texts."""
    if not _HAS_RTL.search(page):
        return page
    root = html.document_fromstring(
        page.encode(), parser=html.HTMLParser(encoding="utf-8")
    )
    _place(root, "ltr")
    return html.tostring(root, encoding="unicode", doctype="<!DOCTYPE html>")


def _place(element, direction):
    """Box the words of an element and of what it holds.

    :param direction: "rtl" or "ltr", of what is around the element
    """
    if not isinstance(element.tag, str) or element.tag in _SKIPPED:
        return
    direction = _get_direction(element, direction)
    children = list(element)
    for child in children:
        _place(child, direction)
        if child.tail and _HAS_RTL.search(child.tail):
            text, child.tail = child.tail, None
            _insert(element, element.index(child) + 1, _to_nodes(text, direction))
    if element.text and _HAS_RTL.search(element.text):
        text, element.text = element.text, None
        _insert(element, 0, _to_nodes(text, direction))


def _get_direction(element, direction):
    said = (element.get("dir") or "").lower()
    if said == "auto":
        letter = _LETTER.search("".join(element.itertext()))
        return "rtl" if letter and _HAS_RTL.match(letter[0]) else "ltr"
    return said or direction


def _insert(parent, index, nodes):
    """Insert elements and strings into an element, which has no text there."""
    previous = parent[index - 1] if index else None
    for node in nodes:
        if not isinstance(node, str):
            parent.insert(index, node)
            previous = node
            index += 1
        elif previous is None:
            parent.text = (parent.text or "") + node
        else:
            previous.tail = (previous.tail or "") + node


def _to_nodes(text, direction):
    """Return the elements and the spaces between them that show ``text``."""
    text = _MARKS.sub("", text)
    other = "ltr" if direction == "rtl" else "rtl"
    nodes = []
    bounds = [0]
    for run in _RUNS[other].finditer(text):
        bounds += run.span()
    bounds.append(len(text))
    for number, (start, end) in enumerate(pairwise(bounds)):
        words = _to_words(text[start:end], other if number % 2 else direction)
        if number % 2:
            run = etree.Element("span", dir=other)
            _insert(run, 0, words)
            words = [_MARK[direction], run, _MARK[direction]]
        nodes += words
    return nodes


def _to_words(text, direction):
    nodes = []
    for part in re.split(r"(\s+)", text):
        pieces = _PIECE.findall(part)
        if not part or part.isspace():
            nodes.append(part)
        elif len(pieces) == 1:
            nodes.append(_to_box(pieces[0]))
        elif pieces:
            word = etree.Element("span", style=_BOX, dir=direction)
            word.extend(map(_to_box, pieces))
            nodes.append(word)
    return [node for node in nodes if node != ""]


def _to_box(text):
    box = etree.Element("span", style=_BOX)
    box.text = text
    return box
