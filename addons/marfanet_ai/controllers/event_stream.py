import json
from contextlib import closing

from odoo.http import Response

HEADERS = {
    "Content-Type": "text/event-stream; charset=utf-8",
    "Cache-Control": "no-store",
    # nginx would hold the text back until it is whole.
    "X-Accel-Buffering": "no",
}


def event_stream(events):
    """Answer a request with what happens, as it happens.

    The request's transaction ends before the first event is asked for. When the
    browser has gone, the next event cannot be sent, and the iterator is closed.

    :param events: an iterator, with ``close``, of pairs: a word for the kind, and data
        for JSON
    """

    def body():
        # At once, so that the browser knows that it is heard.
        yield b":\n\n"
        with closing(events):
            for kind, data in events:
                text = json.dumps(data, ensure_ascii=False)
                yield f"event: {kind}\ndata: {text}\n\n".encode()

    return Response(body(), headers=HEADERS)
