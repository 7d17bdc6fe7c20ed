"""Links that carry a key or a way in, and the keys themselves."""

import re
from collections.abc import Iterator

# Where a link ends: at a blank, at quotes, or at what Persian and code put around it.
_BODY = r"[^\s<>\"'«»،؛“”`]"
# Any scheme, vmess, vless, trojan, ss, ssr, hysteria2, tuic, tg…, with the blank that a
# messenger may have put into it.
_SCHEME = re.compile(
    rf"(?<![a-z0-9+.-])[a-z][a-z0-9+.-]{{1,20}}\s?:\s?[/\\]{{2}}\s?{_BODY}+",
    re.IGNORECASE,
)
# The name of a site, which alone opens nothing.
_SITE = re.compile(r"https?://(?:[a-z0-9-]+\.)+[a-z]+/?", re.IGNORECASE)
# A web address that says more than a site's name: a path, port or query. Panels and
# subscriptions keep their secret there. «example[.]com» is how people write one that
# nobody shall open by accident.
_WEB = re.compile(
    rf"(?<![\w@.-])(?:[a-z0-9_-]{{1,63}}(?:\.|\[\.\])){{1,8}}[a-z]{{2,24}}"
    rf"(?::\d{{1,5}}(?:[/?#]{_BODY}*)?|[/?#]{_BODY}+)"
    rf"|(?<![\w@.-])[a-z][a-z0-9_-]{{1,62}}:\d{{2,5}}[/?#]{_BODY}+",
    re.IGNORECASE,
)
# The same on a bare address: «1.2.3.4:2053/secret/panel», «1.2.3.4:51820».
_ADDRESS = re.compile(
    rf"(?<![\w@.-])(?:\d{{1,3}}\.){{3}}\d{{1,3}}"
    rf"(?::\d{{2,5}}(?!\d)(?:[/?#]{_BODY}*)?|[/?#]{_BODY}+)"
    rf"|\[[0-9a-f:.]{{2,45}}\]:\d{{2,5}}(?:[/?#]{_BODY}*)?",
    re.IGNORECASE,
)
_UUID = re.compile(
    r"(?<![0-9a-f-])[0-9a-f]{8}[-\s]?(?:[0-9a-f]{4}[-\s]?){3}[0-9a-f]{12}(?![0-9a-f-])",
    re.IGNORECASE,
)
# Keys of WireGuard, Reality, services and bots, and whole files in base64: long, of one
# piece, and of letters and digits or of both cases in no order. No word looks so.
_KEY = re.compile(r"(?<![\w+/-])[\w+/-]{20,}={0,2}(?![\w+/-])", re.ASCII)
_RISE = re.compile(r"[a-z][A-Z]")
_MOST_RISES_IN_NAMES = 3
_TRAILING = ".!?؟:،؛)]}*_"


def find_links(folded: str) -> Iterator[tuple[int, int, str]]:
    """Yield ``(start, end, kind)`` of what opens a service to whoever holds it."""
    for pattern in (_SCHEME, _WEB, _ADDRESS):
        for match in pattern.finditer(folded):
            link = match[0].rstrip(_TRAILING)
            if not _SITE.fullmatch(link):
                yield match.start(), match.start() + len(link), "link"
    for match in _UUID.finditer(folded):
        yield *match.span(), "key"
    for match in _KEY.finditer(folded):
        word = match[0]
        mixed = re.search(r"\d", word) and re.search(r"[A-Za-z]", word)
        if mixed or len(_RISE.findall(word)) > _MOST_RISES_IN_NAMES:
            yield *match.span(), "key"
