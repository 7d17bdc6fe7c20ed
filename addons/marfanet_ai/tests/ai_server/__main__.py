"""Serve a development Odoo: any recording, any question, always the same answer."""

import argparse
import threading

from .server import AIServer

parser = argparse.ArgumentParser(prog="ai_server", description=__doc__)
parser.add_argument("--port", type=int, default=8899)
parser.add_argument("--key", default="test-key")
arguments = parser.parse_args()

with AIServer(key=arguments.key, port=arguments.port) as server:
    server.speech("فردا ساعت ده به نماینده زنگ بزنم.", always=True)
    server.answer(None, always=True)
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        server.problems.clear()
