"""Every call from outside, in one place.

Odoo asks ``get_public_method`` for what a web client, XML-RPC, JSON-RPC and JSON-2 want
to call; there is no model method in between. What it gives is narrowed here, for
databases in which this addon is installed.
"""

from odoo.service import model as service_model

from odoo.addons.rpc.controllers import json2

_get_public_method = service_model.get_public_method


def get_public_method(model, name):
    method = _get_public_method(model, name)
    if "marfanet.access.staff.mixin" in model.env:
        model.env["res.users"]._check_may_call(model, name)
    return method


service_model.get_public_method = get_public_method
json2.get_public_method = get_public_method
