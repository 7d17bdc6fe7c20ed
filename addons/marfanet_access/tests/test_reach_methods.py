import inspect

from odoo.exceptions import AccessError, UserError
from odoo.service.model import call_kw
from odoo.tests import tagged
from odoo.tools import mute_logger

from .reach_common import QUIET, ReachCase

# What a call may say to senseless arguments; all of it means: nothing was done.
SENSELESS = (AttributeError, IndexError, KeyError, TypeError, UserError, ValueError)


@tagged("post_install", "-at_install")
class TestReachMethods(ReachCase):
    """Calls from outside, by who is limited."""

    def call(self, user, model, method, *args, **kwargs):
        return call_kw(self.env[model].with_user(user), method, list(args), kwargs)

    def test_reading_and_writing_are_on_the_list(self):
        found = self.call(self.agent, "res.partner", "search_read", [], ["name"])
        self.assertIn("نماینده", [row["name"] for row in found])

    def test_our_own_are_on_the_list(self):
        answer = self.call(self.agent, "marfanet.task", "read_due_phrase", "فردا")
        self.assertTrue(answer)

    def test_what_is_for_leads_is_not_for_agents(self):
        users = self.env["res.users"]
        report = ("marfanet.team.report", "action_send_to_me")
        self.assertTrue(users._may_call(*report, "lead"))
        with self.assertRaises(AccessError):
            self.call(self.agent, *report)

    def test_another_addons_are_not(self):
        for model, method in (
            ("mail.template", "send_mail"),
            ("res.partner", "message_process"),
            ("res.partner", "signup_prepare"),
            ("res.users", "reset_password"),
            ("res.users", "api_key_wizard"),
            ("res.users", "web_create_users"),
            ("ir.attachment", "generate_access_token"),
            ("ir.attachment", "regenerate_assets_bundles"),
            ("discuss.channel", "invite_by_email"),
            ("res.company", "install_l10n_modules"),
            ("marfanet.task", "with_delay"),
            # A model without a table asks for no right by itself.
            ("ir.http", "get_frontend_session_info"),
        ):
            if model not in self.env or not hasattr(self.env[model], method):
                continue
            with (
                self.subTest(model=model, method=method),
                self.assertRaises(AccessError),
            ):
                self.call(self.lead, model, method, [])

    def test_leads_export_and_agents_do_not(self):
        # sudo: a group that administrators hand out.
        export = self.env.ref("base.group_allow_export")
        (self.agent | self.lead).sudo().write({"group_ids": [(4, export.id)]})
        rep = self.representative.ids
        answer = self.call(self.lead, "res.partner", "export_data", rep, ["name"])
        self.assertEqual(answer, {"datas": [["نماینده"]]})
        with self.assertRaises(AccessError):
            self.call(self.agent, "res.partner", "export_data", rep, ["name"])

    def test_administrators_call_what_odoo_lets_them(self):
        answer = self.call(
            self.people["admin"], "ir.attachment", "generate_access_token", []
        )
        self.assertEqual(answer, [])

    @QUIET
    @mute_logger("odoo.addons.marfanet_access.models.res_users_reach", "odoo.sql_db")
    def test_no_other_method_answers(self):
        """Call every public method of every model, without arguments.

        What is not on a list is refused before it is looked at.
        """
        lists = self.env["res.users"]._reach_lists()
        answered = []
        for model in sorted(self.env.registry):
            for name, _ in inspect.getmembers(self.env.registry[model], callable):
                if name.startswith("_") or name in self.env[model]._fields:
                    continue
                if self.env["res.users"]._may_call(model, name, "agent"):
                    continue
                if not self._is_refused(model, name):
                    answered.append(f"{model}.{name}")
        self.assertEqual(answered, [])
        self.assertTrue(lists.rows)

    def _is_refused(self, model, name):
        try:
            with self.env.cr.savepoint():
                self.call(self.agent, model, name, [])
        except AccessError:
            return True
        except SENSELESS:
            # It was called: without arguments it could do nothing with it.
            return False
        return False
