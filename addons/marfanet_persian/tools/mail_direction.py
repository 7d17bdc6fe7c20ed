"""The direction of mails: Odoo's say none, and so are shown from left to right.

Dates are garbled then («۳۰ ۲۰:۱۵ ،۱۴۰۵ آبان»), and signs stand at the wrong end of a
sentence. Mail programs know no style sheets and drop attributes of ``html`` and
``body``; an element inside with a direction, they keep.
"""

import re

from lxml import etree, html

_HIDDEN = ("head", "style", "script", "title")
_RTL = re.compile("[\u05d0-\u05ea\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
#: A word with one of these is an address or a name, Latin in every language.
_OF_ADDRESSES = frozenset("@/_")


def is_right_to_left(body: str) -> bool:
    """Return whether the text of an HTML body is mostly in right-to-left letters."""
    if not _RTL.search(body):
        return False
    try:
        root = html.document_fromstring(
            body.encode(), parser=html.HTMLParser(encoding="utf-8", huge_tree=True)
        )
    except etree.ParserError:  # without any element or text
        return False
    etree.strip_elements(root, *_HIDDEN, etree.Comment, with_tail=False)
    words = " ".join(root.itertext()).split()
    text = "".join(word for word in words if _OF_ADDRESSES.isdisjoint(word))
    return len(_RTL.findall(text)) > len(_LATIN.findall(text))


def give_direction(body: str) -> str:
    """Return an HTML body so that a right-to-left text is shown as one."""
    if not is_right_to_left(body):
        return body
    start = re.search(r"<body\b[^>]*>", body, re.IGNORECASE)
    end = body.lower().rfind("</body") if start else -1
    start, end = (start.end(), end) if end >= 0 else (0, len(body))
    return f'{body[:start]}<div dir="rtl">{body[start:end]}</div>{body[end:]}'
