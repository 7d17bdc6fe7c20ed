from werkzeug.exceptions import NotFound

from odoo import http
from odoo.http import content_disposition, request


class AddressPage(http.Controller):
    # By POST: what is in the body is in no log of requests.
    @http.route(
        "/marfanet_access/address_page", type="http", auth="user", methods=["POST"]
    )
    def print_address(self, address):
        """Print the address that the asking administrator has on their screen."""
        secret = address.rpartition("/")[2]
        door, _generation = request.env["marfanet.access.door"]._find(secret)
        if not door or not door.has_access("write"):
            raise NotFound()
        name = request.env._("Address of %(door)s", door=door.name)
        return request.make_response(
            door._render_page(secret),
            headers=[
                ("Content-Type", "application/pdf"),
                ("Content-Disposition", content_disposition(f"{name}.pdf")),
                ("Cache-Control", "no-store"),
            ],
        )
