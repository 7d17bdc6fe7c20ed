import logging
from contextlib import ExitStack, closing

from odoo import api, models

from ..exceptions import (
    AIServiceError,
    InvalidOutput,
    NeedsPerson,
    OverBudget,
    TryAnother,
    TryLater,
)
from ..tools.answers import Heard, Reply
from ..tools.question import Question, most_tokens, repair
from ..tools.writing import Writing

_logger = logging.getLogger(__name__)

# What is asked and answered is Persian.
LANGUAGE = "fa"


class MarfanetAiGateway(models.AbstractModel):
    """The one way to the AI services, for code that does a job.

    Callers need no rights on providers, prompts or the ledger, and learn nothing of
    them. Nothing is asked twice: who waits goes on to the next provider, a job comes
    back later. Neither questions nor answers are logged or stored here.
    """

    _name = "marfanet.ai.gateway"
    _description = "AI Gateway"

    @api.model
    def _ask(self, job, shape, *, values=None, data=None, check=None):
        """Ask the language models in their order until one answers.

        :param str job: the key of a ``marfanet.ai.prompt``
        :param shape: the pydantic model that the answer must fit
        :param dict values: the prompt's variables, made by code
        :param dict data: name to text of the case, anybody's words: redacted for the
            providers that want it, cleaned and delimited
        :param check: a function of the answer, private values put back, that raises
            ValueError, in words for the model, where a rule is broken that ``shape``
            cannot say
        :rtype: tools.answers.Reply
        :raise TryLater: none answered, and one of them may after ``retry_after``
        :raise OverBudget: nothing is left to spend
        :raise AIServiceError: none answered, and waiting will not help
        """
        question = Question(self._prompt(job, values), data)

        def ask(provider):
            return self._ask_provider(provider, job, question, shape, check)

        return self._in_order("language", LANGUAGE, ask)

    @api.model
    def _transcribe(self, job, prepare, *, seconds, language=LANGUAGE, keyterms=()):
        """Have the speech services in their order write down a recording.

        :param str job: the name of the job in the ledger
        :param prepare: a function of a container's name and the most bytes that the
            service takes; gives a context manager of the path of such a file
        :param float seconds: the recording's length
        :param str language: ISO 639-1 code; empty lets the service guess
        :param keyterms: names to expect, the most important first
        :rtype: tools.answers.Heard
        :raise AIServiceError: as in ``_ask``
        """

        def ask(provider):
            client = provider._speech_client()
            with (
                prepare(client.container, client.max_bytes) as path,
                self._recorded(provider, job, seconds=seconds) as call,
            ):
                transcript = client.transcribe(
                    path, language=language, keyterms=keyterms
                )
                call.used(model=provider.model or "")
            return Heard(transcript, provider.name, provider.model or "")

        return self._in_order("speech", language, ask)

    @api.model
    def _stream(self, job, *, values=None, data=None):
        """Have a text for a person written, piece by piece.

        What needs the transaction is done before this returns; the rest may happen
        after it has ended.

        :return: an iterator of str whose first step asks; its errors are those of
            ``_ask``, and after the first piece those of the one provider that answers
        :rtype: tools.writing.Writing
        """
        return self._write(job, Question(self._prompt(job, values), data))

    def _write(self, job, question):
        attempts = [
            (provider.id, self._prepare_stream(provider, job, question))
            for provider in self._candidates("language", LANGUAGE)
        ]
        return Writing(lambda writing: _first_stream(attempts, writing))

    @api.model
    def _is_available(self, kind):
        """Say whether somebody could answer now, and be paid for it.

        :param str kind: "language" or "speech"
        """
        return not self._obstacle(kind)

    @api.model
    def _obstacle(self, kind):
        """Return the AIServiceError that asking now would end in, as far as is known.

        :param str kind: "language" or "speech"
        :return: None where somebody could answer now, and be paid for it
        """
        failures = []
        for provider in self._candidates(kind, LANGUAGE):
            failure = provider._breaker().obstacle()
            if not provider._is_within_budget():
                failure = OverBudget()
            if not failure:
                return None
            failures.append(failure)
        return _most_useful(failures)

    @api.model
    def _reason_of(self, error):
        """Say in a sentence why nobody answered.

        :param error: an AIServiceError
        """
        # Where the sentences stand, they are marked for the translators.
        return self.env._(error.reason)

    def _candidates(self, kind, language):
        # sudo: who may have a note read may not read providers; nothing of them is
        # given out but the name of the one that answered.
        providers = self.env["marfanet.ai.provider"].sudo()._ready(kind)
        return providers.filtered(lambda provider: provider._speaks(language))

    def _in_order(self, kind, language, ask):
        failures = []
        for provider in self._candidates(kind, language):
            try:
                with provider._breaker().passing():
                    return ask(provider)
            except AIServiceError as error:
                _note(provider.id, error)
                failures.append(error)
        raise _most_useful(failures)

    def _prompt(self, job, values):
        return self.env["marfanet.ai.prompt"]._compose(job, values or {})

    def _recorded(self, provider, job, **highest):
        return self.env["marfanet.ai.call"]._recorded(provider, job, **highest)

    def _ask_provider(self, provider, job, question, shape, check):
        messages = question.messages(redact=provider.redact)
        try:
            return self._ask_once(provider, job, question, messages, shape, check)
        except InvalidOutput as error:
            # Not a retry: another question, which most often mends the answer and
            # costs less than the same mistake of another model.
            messages += repair(error)
        try:
            return self._ask_once(provider, job, question, messages, shape, check)
        except InvalidOutput as error:
            # What the model wrote does not leave the gateway with the error.
            raise TryAnother(error.code, usage=error.usage) from None

    def _ask_once(self, provider, job, question, messages, shape, check):
        model = provider._chat_model()
        with self._recorded(
            provider,
            job,
            input_tokens=most_tokens(messages, shape),
            output_tokens=model.max_tokens,
        ) as call:
            answer = model.ask(messages, shape)
            call.used(**_counted(answer.usage), model=answer.model)
            value = question.restored(answer.value, redact=provider.redact)
            try:
                if check:
                    check(value)
            except ValueError as error:
                problem = question.hidden(str(error), redact=provider.redact)
                raise InvalidOutput(
                    (problem,), answer.written, usage=answer.usage
                ) from None
        return Reply(value, provider.name, answer.model)

    def _prepare_stream(self, provider, job, question):
        """Return a function, in need of no transaction, that starts the stream."""
        redact, name = provider.redact, provider.name
        messages = question.messages(redact=redact)
        highest = {"input_tokens": most_tokens(messages)}
        breaker, begin = provider._breaker(), self._recorded_later(provider, job)
        try:
            model = provider._chat_model()
        except AIServiceError as error:
            model = None
            unusable = error

        def pieces(writing):
            with breaker.passing(), ExitStack() as stack:
                if model is None:
                    raise unusable
                call = begin(stack, **highest, output_tokens=model.max_tokens)
                writing.call_id = call.id
                stream, written = model.stream(messages), 0
                try:
                    for piece in stream:
                        written += len(piece)
                        writing.provider_name, writing.model = name, stream.model
                        writing.messages = messages
                        yield piece
                except GeneratorExit:
                    # The person has gone: this ends as if the text were whole.
                    stream.close()
                finally:
                    # A text that stops half-way is paid for, and its service does not
                    # say how much; a letter costs at most a token.
                    if written:
                        call.used(**highest, output_tokens=written)
                    call.used(**_counted(stream.usage), model=stream.model)

        return lambda writing: question.restored_stream(pieces(writing), redact=redact)

    def _recorded_later(self, provider, job):
        """Return a function that enters a request when this transaction has ended.

        :return: a function of an ExitStack and of the highest amounts
        """
        registry, context = self.env.registry, self.env.context
        uid, provider_id = self.env.uid, provider.id

        def begin(stack, **highest):
            with registry.cursor() as cr:
                env = api.Environment(cr, uid, context)
                gateway = env["marfanet.ai.gateway"]
                # sudo: as in ``_candidates``.
                asked = env["marfanet.ai.provider"].sudo().browse(provider_id)
                return stack.enter_context(gateway._recorded(asked, job, **highest))

        return begin


def _first_stream(attempts, writing):
    """Yield the text of the first provider that begins to answer."""
    failures = []
    for provider_id, start in attempts:
        begun = False
        try:
            with closing(start(writing)) as pieces:
                for piece in pieces:
                    begun = True
                    yield piece
            return
        except AIServiceError as error:
            _note(provider_id, error)
            if begun:
                raise
            failures.append(error)
    raise _most_useful(failures)


def _counted(usage):
    return vars(usage) if usage else {}


def _note(provider_id, error):
    # Of what is expected to happen often, nobody needs to be warned each time.
    expected = isinstance(error, OverBudget) or error.code == "resting"
    level = logging.INFO if expected else logging.WARNING
    _logger.log(level, "AI provider %s: %s", provider_id, error.code)


def _most_useful(failures):
    """Return the one error that says what to do now.

    Waiting comes first, because it needs nobody; then what one person can change;
    then what no provider can do.
    """
    if not failures:
        return NeedsPerson("no_provider")
    later = [error for error in failures if isinstance(error, TryLater)]
    if later:
        # What happened just now says more than that something had happened before.
        told = min(
            later, key=lambda error: (error.code == "resting", error.retry_after or 0)
        )
        told.retry_after = min(error.retry_after or 0 for error in later) or None
        return told
    for kind in (OverBudget, NeedsPerson):
        for error in failures:
            if isinstance(error, kind):
                return error
    return failures[0]
