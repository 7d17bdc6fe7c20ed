from odoo.exceptions import AccessError
from odoo.tests import new_test_user
from odoo.tools import mute_logger

from .common import MarfanetCrmCommon

TEAM = ("agent", "lead", "admin")
ROLES = ("portal", "outsider", "agent", "lead", "admin")
OPERATIONS = {"c": "create", "r": "read", "w": "write", "d": "unlink"}

# Who may do what to whose records: c(reate), r(ead), w(rite), d(elete). "own" and
# "other" tell whose name they bear, "foreign" ones are of another company, "any" are
# of no company and nobody's. What is not said is refused.
SHORT_LIST = {"agent": {"any": "r"}, "lead": {"any": "crw"}, "admin": {"any": "crwd"}}
# What was noted of an interaction may also be struck out again.
NOTED = {
    "agent": {"own": "crwd", "other": "r"},
    "lead": {"own": "crwd", "other": "crwd"},
    "admin": {"own": "crwd", "other": "crwd"},
}
RIGHTS = {
    "marfanet.interaction": {
        "agent": {"own": "crw", "other": "r"},
        "lead": {"own": "crw", "other": "crw"},
        "admin": {"own": "crwd", "other": "crwd"},
    },
    "marfanet.promise": NOTED,
    "marfanet.objection": NOTED,
    "marfanet.task": {
        "agent": {"own": "crw", "other": "r", "unassigned": "crw"},
        "lead": {"own": "crw", "other": "crw", "unassigned": "crw"},
        "admin": {"own": "crwd", "other": "crwd", "unassigned": "crwd"},
    },
    "marfanet.task.reminder": {
        "agent": {"own": "r"},
        "lead": {"own": "r", "other": "r"},
        "admin": {"own": "rd", "other": "rd"},
    },
    "marfanet.work.log.plan": dict.fromkeys(TEAM, {"own": "crwd"}),
    "marfanet.work.log.dismissal": dict.fromkeys(TEAM, {"own": "crd"}),
    "marfanet.outcome": SHORT_LIST,
    "marfanet.panel.plan": SHORT_LIST,
    "marfanet.reminder.lead": SHORT_LIST,
    # Odoo itself lets all who work here read contacts, and contact managers, who the
    # administrators of the CRM are, do all with them.
    "res.partner": {
        "outsider": {"any": "r", "representative": "r"},
        "agent": {"any": "r", "representative": "r"},
        "lead": {"any": "r", "representative": "crw"},
        "admin": {"any": "crwd", "representative": "crwd"},
    },
    "res.partner.category": {
        "outsider": {"any": "r"},
        "agent": {"any": "r"},
        "lead": {"any": "crw"},
        "admin": {"any": "crwd"},
    },
}
KINDS = {
    "marfanet.interaction": ("own", "other", "foreign"),
    "marfanet.promise": ("own", "other", "foreign"),
    "marfanet.objection": ("own", "other", "foreign"),
    "marfanet.task": ("own", "other", "unassigned", "foreign"),
    "marfanet.task.reminder": ("own", "other", "foreign"),
    "marfanet.work.log.plan": ("own", "other"),
    "marfanet.work.log.dismissal": ("own", "other"),
    "res.partner": ("any", "representative", "foreign"),
}
# What a write changes, where it is not the name.
WRITES = {
    "marfanet.interaction": {"summary": "بازنویسی"},
    "marfanet.promise": {"text": "بازنویسی"},
    "marfanet.objection": {"text": "بازنویسی"},
    "marfanet.task.reminder": {"is_seen": True},
    "marfanet.work.log.plan": {"pinned": [1]},
    "marfanet.work.log.dismissal": {"key": "reassigned:2"},
}


class TestMarfanetRights(MarfanetCrmCommon):
    """Every model, group and operation, in one table."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.foreign_company = cls.env["res.company"].create({"name": "شعبه دیگر"})
        cls.users = {
            "portal": new_test_user(cls.env, "portal_user", "base.group_portal"),
            "outsider": cls.outsider,
            "agent": cls.sara,
            "lead": cls.lead,
            "admin": new_test_user(
                cls.env, "crm_admin", "marfanet_crm.group_marfanet_admin"
            ),
        }

    def _prepare_values(self, model, kind, user):
        """Return what a record of a model is made of, as the table names its kind."""
        owner = {"own": user, "other": self.reza, "foreign": user}.get(kind)
        company = self.foreign_company if kind == "foreign" else self.env.company
        owned = {"user_id": owner and owner.id, "company_id": company.id}
        about = {"partner_id": self.representative.id}
        match model:
            case "marfanet.interaction":
                return {**owned, **about}
            case "marfanet.task":
                return {**owned, **about, "name": "تماس"}
            case "marfanet.promise" | "marfanet.objection":
                interaction = self.env["marfanet.interaction"].create(
                    {**owned, **about}
                )
                return {"interaction_id": interaction.id, "text": "گران است"}
            case "marfanet.task.reminder":
                task = self.env["marfanet.task"].create({**owned, **about, "name": "x"})
                return {
                    "task_id": task.id,
                    "lead_id": self.env["marfanet.reminder.lead"]
                    .create({"name": "x", "minutes": 7})
                    .id,
                    "user_id": owner.id,
                    "date": "2030-01-01",
                    "moment": "2030-01-01",
                }
            case "marfanet.work.log.plan":
                return {"user_id": owner.id, "date": "2030-01-01"}
            case "marfanet.work.log.dismissal":
                return {"user_id": owner.id, "key": "reassigned:1"}
            case "marfanet.reminder.lead":
                return {"name": "سه ساعت پیش", "minutes": 180}
            case "res.partner":
                return {
                    "name": "تازه",
                    "is_representative": kind != "any",
                    "company_id": company.id if kind == "foreign" else False,
                }
        return {"name": "تازه"}

    def _may(self, user, model, operation, values):
        """Whether a user can carry out an operation; nothing stays of it."""
        savepoint = self.env.cr.savepoint()
        try:
            if operation == "create":
                self.env[model].with_user(user).create(values)
            else:
                record = self.env[model].create(values).with_user(user)
                record.env.invalidate_all()
                if operation == "read":
                    record.read(["display_name"])
                elif operation == "write":
                    record.write(WRITES.get(model, {"name": "بازنویسی"}))
                else:
                    record.unlink()
            self.env.flush_all()
        except AccessError:
            return False
        finally:
            savepoint.close(rollback=True)
        return True

    @mute_logger("odoo.models.unlink", "odoo.addons.base.models.ir_rule")
    @mute_logger("odoo.addons.base.models.ir_model")
    def test_everybody_may_do_what_the_table_says_and_nothing_else(self):
        for model in RIGHTS.keys() & self.registry.keys():
            for role in ROLES:
                for kind in KINDS.get(model, ("any",)):
                    values = self._prepare_values(model, kind, self.users[role])
                    may = "".join(
                        letter
                        for letter, operation in OPERATIONS.items()
                        if self._may(self.users[role], model, operation, values)
                    )
                    with self.subTest(model=model, role=role, kind=kind):
                        expected = RIGHTS[model].get(role, {}).get(kind, "")
                        self.assertEqual(may, expected)

    def test_no_model_is_missing_from_the_table(self):
        ours = {
            name
            for name, model in self.registry.items()
            if name.startswith("marfanet.")
            and model._original_module == "marfanet_crm"
            and not model._abstract
        }
        self.assertTrue(ours)
        self.assertFalse(ours - RIGHTS.keys())

    def test_records_of_another_company_are_not_even_found(self):
        for model in (
            "marfanet.interaction",
            "marfanet.task",
            "marfanet.promise",
            "marfanet.objection",
        ):
            values = self._prepare_values(model, "foreign", self.sara)
            record = self.env[model].create(values)
            for role in ("agent", "lead", "admin"):
                with self.subTest(model=model, role=role):
                    found = self.env[model].with_user(self.users[role]).search([])
                    self.assertNotIn(record.id, found.ids)

    # --- WHOSE A RECORD IS

    def test_agent_takes_an_unassigned_task_and_gives_it_back(self):
        task = self._add_task(self.lead, user_id=False)
        task.with_user(self.reza).user_id = self.reza
        self.assertEqual(task.user_id, self.reza)
        task.with_user(self.reza).user_id = False
        self.assertFalse(task.user_id)

    def test_agent_takes_no_task_from_a_colleague_and_gives_none_to_one(self):
        task = self._add_task(self.sara)
        with self.assertRaises(AccessError):
            task.with_user(self.reza).user_id = self.reza
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            task.with_user(self.sara).user_id = self.reza
        self.assertEqual(task.user_id, self.sara)

    def test_agent_puts_a_log_in_no_other_name(self):
        interaction = self._log_interaction(self.sara)
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            interaction.user_id = self.reza
        self.assertEqual(interaction.sudo().user_id, self.sara)

    def test_lead_reassigns(self):
        task = self._add_task(self.sara)
        interaction = self._log_interaction(self.sara)
        for record in (task, interaction):
            record.with_user(self.lead).user_id = self.reza
            self.assertEqual(record.user_id, self.reza)

    def test_nobody_of_the_team_moves_a_record_to_another_company(self):
        for user in (self.sara, self.lead):
            for record in (self._log_interaction(user), self._add_task(user)):
                with self.subTest(model=record._name, user=user.login):
                    with self.assertRaises(AccessError), self.env.cr.savepoint():
                        record.company_id = self.foreign_company
        self.representative.company_id = self.env.company
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            self.representative.with_user(self.lead).company_id = self.foreign_company

    def test_agent_archives_own_log_and_no_other(self):
        interaction = self._log_interaction(self.sara)
        with self.assertRaises(AccessError):
            interaction.with_user(self.reza).action_archive()
        interaction.action_archive()
        self.assertFalse(interaction.active)

    # --- WHICH CONTACTS A LEAD WRITES

    def test_lead_adds_people_to_a_representative(self):
        person = (
            self.env["res.partner"]
            .with_user(self.lead)
            .create({"name": "منشی", "parent_id": self.representative.id})
        )
        person.phone = "02188880000"
        self.representative.with_user(self.lead).city = "شیراز"
        self.assertEqual(person.city, "شیراز")

    def test_lead_makes_no_representative_of_a_contact_nor_the_reverse(self):
        with self.assertRaises(AccessError):
            self.contact.with_user(self.lead).is_representative = True
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            self.representative.with_user(self.lead).is_representative = False

    def test_lead_who_manages_contacts_still_manages_all(self):
        manager = new_test_user(
            self.env,
            "manager",
            "marfanet_crm.group_marfanet_lead,base.group_partner_manager",
        )
        contact = self.contact.with_user(manager)
        contact.name = "شرکت آب"
        contact.is_representative = True
        contact.is_representative = False
        contact.unlink()
        self.assertFalse(contact.exists())

    def test_refusal_says_whose_it_is_and_whom_to_ask(self):
        interaction = self._log_interaction(self.reza)
        with self.assertRaises(AccessError) as refused:
            interaction.with_user(self.sara).summary = "دستکاری"
        self.assertIn(f"Ask {self.reza.name} or your lead", str(refused.exception))
        foreign = self.env["marfanet.interaction"].create(
            self._prepare_values("marfanet.interaction", "foreign", self.reza)
        )
        with self.assertRaises(AccessError) as refused:
            foreign.with_user(self.sara).write({"summary": "دستکاری"})
        self.assertNotIn(self.reza.name, str(refused.exception))
