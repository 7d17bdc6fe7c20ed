from odoo.exceptions import AccessError, MissingError, UserError
from odoo.http import Controller, request, route

from odoo.addons.marfanet_ai.controllers.event_stream import event_stream

# A form with a line of 200 letters.
MAX_BYTES = 16 * 1024
# Digits of the highest that PostgreSQL gives.
LONGEST_ID = 10


class CallBriefController(Controller):
    @route(
        "/marfanet/brief/write",
        type="http",
        auth="user",
        methods=["POST"],
        max_content_length=MAX_BYTES,
    )
    def write_brief(self, partner_id="", purpose="", line="", task_id="", **_rest):
        """Stream a brief while it is written; see ``_write_events``."""
        briefs = request.env["marfanet.call.brief"].with_context(**_companies())
        try:
            return event_stream(
                briefs._write_events(
                    _number(partner_id), purpose, line, _number(task_id)
                )
            )
        except (AccessError, MissingError) as error:
            return _refusal(error.args[0], 403)
        except UserError as error:
            return _refusal(error.args[0], 400)


def _number(text):
    """Return the number of an id, or 0 where a form holds none: a file, or too much."""
    is_id = isinstance(text, str) and text.isdecimal() and len(text) <= LONGEST_ID
    return int(text) if is_id else 0


def _companies():
    """Return the companies that are selected in the browser, as its other calls do.

    With others, the facts would be others, and the brief nobody's.
    """
    chosen = map(_number, request.cookies.get("cids", "").split("-"))
    own = set(request.env.user.company_ids.ids)
    allowed = [number for number in chosen if number in own]
    return {"allowed_company_ids": allowed} if allowed else {}


def _refusal(reason, status):
    return request.make_json_response({"error": reason}, status=status)
