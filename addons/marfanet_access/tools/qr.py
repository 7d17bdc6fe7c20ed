"""Draws an address for a telephone's camera."""

import base64

from reportlab.graphics.barcode import qrencoder

# In modules: what the standard (ISO/IEC 18004) asks to be left white around the code.
QUIET = 4


def data_uri(text: str) -> str:
    """Return ``text`` as a picture, an SVG in a data URI.

    Drawn here: Odoo's own codes are asked for at a web address with the text in it,
    which every log on the way would keep; and as lines, which print at any size.
    """
    code = qrencoder.QRCode(None, qrencoder.QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    count = code.getModuleCount()
    path = "".join(
        f"M{column + QUIET} {row + QUIET}h1v1h-1z"
        for row in range(count)
        for column in range(count)
        if code.isDark(row, column)
    )
    side = count + 2 * QUIET
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}"'
        ' width="320" height="320" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{side}v{side}h-{side}z"/><path d="{path}"/></svg>'
    )
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"
