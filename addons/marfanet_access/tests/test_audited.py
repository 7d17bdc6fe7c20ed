import json

from odoo import Command, http
from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from .common_event import EventCase


@tagged("post_install", "-at_install")
class TestAudited(EventCase):
    def test_a_deletion_tells_who_deleted_what(self):
        number = self.representative.id
        with self.entered("deletion", self.crm_admin) as made:
            self.representative.with_user(self.crm_admin).unlink()
        self.assertEqual(made[0].model, "res.partner")
        self.assertIn("علی رضایی", made[0].sentence)
        self.assertEqual(made[0]._told()["ids"], [number])

    def test_all_that_is_deleted_at_once_is_one_entry_with_every_number(self):
        partners = self.env["res.partner"].create(
            [{"name": f"نماینده {number}"} for number in range(30)]
        )
        numbers = partners.ids
        with self.entered("deletion") as made:
            partners.unlink()
        told = made[0]._told()
        self.assertEqual(told["ids"], numbers)
        self.assertEqual(told["count"], 30)
        self.assertEqual(len(told["names"]), 20)

    def test_a_deletion_that_was_refused_is_none(self):
        with self.nothing_entered(), self.assertRaises(AccessError):
            with self.env.cr.savepoint():
                self.representative.with_user(self.agent).unlink()

    def test_a_group_given_to_a_person_is_a_change_of_rights(self):
        lead = self.env.ref("marfanet_crm.group_marfanet_lead")
        with self.entered("rights", self.system) as made:
            self.agent.with_user(self.system).write(
                {"group_ids": [Command.link(lead.id)]}
            )
        change = made[0]._told()["changes"]["group_ids"]
        self.assertEqual(change["added"]["ids"], [lead.id])
        self.assertEqual(made[0].res_id, self.agent.id)
        self.assertIn(lead.display_name, made[0].lines)

    def test_a_person_put_into_a_group_is_a_change_of_rights(self):
        lead = self.env.ref("marfanet_crm.group_marfanet_lead")
        with self.entered("rights") as made:
            lead.write({"user_ids": [Command.link(self.agent.id)]})
        change = made[0]._told()["changes"]["user_ids"]
        self.assertEqual(change["added"]["ids"], [self.agent.id])

    def test_of_a_password_only_the_change_is_told(self):
        with self.entered("rights") as made:
            self.agent.write({"password": "a very secret word"})
        self.assertNotIn("very secret", made[0].details)
        self.assertEqual(made[0]._told()["changes"], {"password": {}})

    def test_what_people_set_for_themselves_is_not_entered(self):
        with self.nothing_entered():
            self.agent.with_user(self.agent).write({"tz": "Asia/Tehran"})

    def test_writing_what_is_there_already_is_not_entered(self):
        with self.nothing_entered():
            self.agent.write({"active": True, "group_ids": []})

    def test_a_new_person_is_a_change_of_rights(self):
        with self.entered("rights") as made:
            self.env["res.users"].create(
                {"name": "مینا", "login": "event.new", "password": "hidden word"}
            )
        self.assertNotIn("hidden word", made[0].details)
        self.assertIn("event.new", made[0].details)

    def test_the_parameters_that_matter_are_entered_with_their_values(self):
        set_param = self.env["ir.config_parameter"].set_param
        set_param("marfanet_voice.max_minutes", "10")
        with self.entered("settings") as made:
            set_param("marfanet_voice.max_minutes", "20")
        self.assertEqual(
            made[0]._told()["changes"]["value"], {"before": "10", "after": "20"}
        )
        with self.nothing_entered():
            set_param("something.else", "1")

    def test_a_secret_parameter_is_entered_without_its_value(self):
        with self.entered("settings") as made:
            self.env["ir.config_parameter"].set_param("database.secret", "s3cr3t")
        self.assertNotIn("s3cr3t", made[0].details)
        self.assertEqual(made[0].res_name, "database.secret")

    def test_a_right_taken_away_is_entered(self):
        access = self.env.ref("marfanet_crm.access_marfanet_task_agent")
        with self.entered("rights") as made:
            access.perm_write = False
        self.assertEqual(
            made[0]._told()["changes"],
            {"perm_write": {"before": True, "after": False}},
        )

    def test_what_the_lists_do_not_name_costs_nothing_and_is_not_entered(self):
        self.assertEqual(self.env["res.country"]._audit, "")
        with self.nothing_entered():
            self.representative.write({"name": "رضا علوی"})

    def test_a_registry_that_is_set_up_again_still_knows_what_is_audited(self):
        self.env["res.partner"]._unregister_hook()
        self.registry._setup_models__(self.env.cr, ["res.partner"])
        self.assertEqual(self.env["res.partner"]._audit, "deletion")
        self.assertEqual(self.env["res.users"]._audit, "rights")

    def test_an_export_tells_of_whom_what_and_how_many(self):
        with self.entered("export", self.system) as made:
            self.representative.with_user(self.system).export_data(["name", "phone"])
        told = made[0]._told()
        self.assertEqual(told["fields"], ["name", "phone"])
        self.assertEqual(told["ids"], [self.representative.id])
        self.assertEqual(made[0].model, "res.partner")

    def test_lines_are_said_in_words(self):
        with self.entered("rights") as made:
            self.agent.write({"active": False})
        self.assertEqual(made[0].lines, "Active: Before: yes; Now: no")


@tagged("post_install", "-at_install")
class TestExportAudited(HttpCase):
    def test_an_export_over_the_web_tells_by_which_filter(self):
        self.authenticate("admin", "admin")
        domain = [["name", "=", "Administrator"]]
        data = {
            "model": "res.partner",
            "fields": [{"name": "name", "label": "Name"}],
            "ids": False,
            "domain": domain,
            "import_compat": False,
        }
        token = http.Request.csrf_token(self)
        answer = self.url_open(
            "/web/export/csv", data={"data": json.dumps(data), "csrf_token": token}
        )
        self.assertEqual(answer.status_code, 200)
        event = self.env["marfanet.access.event"].search([], limit=1)
        self.assertEqual(event.kind, "export")
        self.assertEqual(event.login, "admin")
        self.assertEqual(event.address, "127.0.0.1")
        self.assertEqual(event._told()["domain"], domain)
