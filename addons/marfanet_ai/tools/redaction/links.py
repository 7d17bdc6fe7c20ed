"""Links that carry a key or a way in, and the keys themselves."""

import re
from collections.abc import Iterator

# Where a link ends: at a blank, at quotes, or at what Persian and code put around it.
_BODY = r"[^\s<>\"'«»،؛“”`]"
# Any scheme but the web's: vmess, vless, trojan, ss, ssr, hysteria2, tuic, tg…, with
# the blank that a messenger may have put into it.
_CONFIG = re.compile(
    rf"(?<![a-z0-9+.-])(?!https?:)[a-z][a-z0-9+.-]{{1,20}}\s?:\s?//\s?{_BODY}+",
    re.IGNORECASE,
)
# A web address that says more than a site's name: a path, port, query, or user.
# Panels and subscriptions keep their secret there.
_WEB = re.compile(
    rf"(?<![\w@.-])(?:https?://)?(?:[^\s/@:<>«»،]{{1,64}}:[^\s/@:<>«»،]{{1,64}}@)?"
    rf"(?:[a-z0-9-]{{1,63}}\.){{1,8}}[a-z]{{2,24}}"
    rf"(?:(?::\d{{2,5}})(?:[/?#]{_BODY}*)?|[/?#]{_BODY}+)",
    re.IGNORECASE,
)
# The same on a bare address: «https://1.2.3.4:2053/secret/panel».
_ADDRESS = re.compile(
    rf"(?<![\w@.-])(?:https?://)?(?:\d{{1,3}}\.){{3}}\d{{1,3}}"
    rf"(?::\d{{2,5}})?(?:[/?#]{_BODY}+)|https?://(?:\d{{1,3}}\.){{3}}\d{{1,3}}"
    rf"(?::\d{{2,5}})?",
    re.IGNORECASE,
)
_UUID = re.compile(
    r"(?<![0-9a-f-])[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}(?![0-9a-f-])",
    re.IGNORECASE,
)
# Keys of WireGuard, Reality, services and bots: long, of one piece, and of letters and
# digits both. No word of any language looks so.
_KEY = re.compile(r"(?<![\w+/=-])[\w+/-]{20,512}={0,2}(?![\w+/=-])", re.ASCII)
_TRAILING = ".!?؟:،؛)]}*_"


def find_links(folded: str) -> Iterator[tuple[int, int, str]]:
    """Yield ``(start, end, kind)`` of what opens a service to whoever holds it."""
    for pattern in (_CONFIG, _WEB, _ADDRESS):
        for match in pattern.finditer(folded):
            end = match.end() - len(match[0]) + len(match[0].rstrip(_TRAILING))
            yield match.start(), end, "link"
    for match in _UUID.finditer(folded):
        yield *match.span(), "key"
    for match in _KEY.finditer(folded):
        word = match[0]
        if re.search(r"\d", word) and re.search(r"[A-Za-z]", word):
            yield *match.span(), "key"
