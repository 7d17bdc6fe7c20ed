import json

from odoo.exceptions import AccessError, MissingError, UserError
from odoo.http import Controller, request, route

from .event_stream import event_stream

# A text and its data at their longest, in four bytes for each character.
MAX_BYTES = 512 * 1024


class PromptController(Controller):
    @route(
        "/marfanet/ai/prompts/<int:prompt_id>/try",
        type="http",
        auth="user",
        methods=["POST"],
        max_content_length=MAX_BYTES,
    )
    def try_prompt(self, prompt_id, body="", given="{}", **_rest):
        """Stream what a language model answers to a text, saved or not."""
        prompt = request.env["marfanet.ai.prompt"].browse(prompt_id)
        try:
            return event_stream(prompt._try(body, json.loads(given)))
        except (AccessError, MissingError) as error:
            return self._refusal(error.args[0], 403)
        except UserError as error:
            return self._refusal(error.args[0], 400)
        except ValueError:
            return self._refusal(request.env._("This is no JSON."), 400)

    def _refusal(self, reason, status):
        return request.make_json_response({"error": reason}, status=status)
