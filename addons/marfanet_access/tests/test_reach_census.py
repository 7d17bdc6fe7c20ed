from odoo.http import _generate_routing_rules
from odoo.tests import TransactionCase, tagged
from odoo.tools import config


@tagged("post_install", "-at_install")
class TestReachCensus(TransactionCase):
    """Whoever adds a model or a route says who may reach it.

    In ``security/marfanet_reach.csv`` of the addon that brings it; Odoo's are named in
    this addon's.
    """

    def setUp(self):
        super().setUp()
        self.lists = self.env["res.users"]._reach_lists()

    def test_every_model_is_classified(self):
        unknown = [
            name
            for name, model in self.env.registry.items()
            if not model._abstract
            and not name.startswith("test_")
            and not self.lists.model_class(name)
        ]
        self.assertEqual(sorted(unknown), [])

    def test_every_route_is_classified(self):
        modules = sorted(
            self.env.registry._init_modules | set(config["server_wide_modules"])
        )
        converters = self.env["ir.http"]._get_converters()
        rules = _generate_routing_rules(modules, False, converters)
        unknown = {rule for rule, _ in rules if not self.lists.names_route(rule)}
        self.assertEqual(sorted(unknown), [])

    def test_no_line_is_void(self):
        self.assertEqual(self.lists.problems, ())

    def test_our_lists_name_nothing_that_is_gone(self):
        modules = self.env.registry._init_modules
        gone = [
            row.name
            for row in self.lists.rows
            if row.kind == "model"
            and row.module != "marfanet_access"
            and row.module in modules
            and row.name.partition(":")[0] not in self.env
        ]
        self.assertEqual(gone, [])
