"""One who hears all that the server answers, whoever asked."""

import xmlrpc.client
from typing import Any

from .clients import Browser, Integrator, KeyedIntegrator, Refused


class Witness:
    """Keeps what was answered.

    :ivar answers: each answer as text, refusals too
    """

    def __init__(self) -> None:
        self.answers: list[str] = []

    def follow(self, caller: Integrator | KeyedIntegrator | Browser) -> Any:
        """Hear what one caller is answered from now on; return the caller."""
        if isinstance(caller, Browser):
            caller.overheard_by(self.answers.append)
            return caller
        call = caller.call

        def overheard(*arguments: Any, **options: Any) -> Any:
            try:
                answer = call(*arguments, **options)
            except xmlrpc.client.Fault as refusal:
                self.answers.append(refusal.faultString)
                raise
            except Refused as refusal:
                self.answers.append(refusal.message)
                raise
            self.answers.append(repr(answer))
            return answer

        caller.call = overheard
        return caller
