"""Makes the calls of some notes and nothing else, as often as it is told to.

Read by «odoo shell». The recordings are what a service takes already: they are neither
stored nor converted.
"""

import json
import os
import sys
import time
from pathlib import Path

from odoo.addons.marfanet_voice.tools import analysis


def measure(env):
    asked = json.loads(os.environ["MARFANET_BENCH_CALLS"])
    providers = env["marfanet.ai.provider"]
    speech = providers._ready("speech")[0]._speech_client()
    language = providers._ready("language")[0]._chat_model()
    note = env["marfanet.voice.note"].search([], limit=1)
    values = note._prompt_values(note._outcomes())
    job = env["marfanet.ai.prompt"]._compose("voice_note", values)
    terms = note._key_terms()

    def call(path):
        heard = speech.transcribe(Path(path), keyterms=terms)
        question = [
            {"role": "system", "content": job},
            {"role": "user", "content": heard.text},
        ]
        language.ask(question, analysis.NoteAnswer)

    def timed():
        began = time.monotonic()
        children = []
        for share in range(asked["at_once"]):
            child = os.fork()
            if not child:
                for path in asked["paths"][share :: asked["at_once"]]:
                    call(path)
                os._exit(0)
            children.append(child)
        statuses = [os.waitpid(child, 0)[1] for child in children]
        assert not any(statuses), statuses
        return time.monotonic() - began

    # What a process loads once
    call(asked["paths"][0])
    env.cr.rollback()
    with os.fdopen(asked["turns"]) as turns:
        for _turn in turns:
            sys.stdout.write("\n" + json.dumps({"seconds": timed()}) + "\n")
            sys.stdout.flush()


measure(env)  # noqa: F821 - «odoo shell» provides it
