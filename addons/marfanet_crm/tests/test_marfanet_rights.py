from odoo.exceptions import AccessError

from .common import MarfanetCrmCommon


class TestMarfanetRights(MarfanetCrmCommon):
    """Who may do what, model by model; each right has one allowed and one refused."""

    def test_agents_read_each_others_records(self):
        interaction = self._log_interaction(self.sara, summary="وصل شد")
        task = self._add_task(self.sara)
        self.assertEqual(interaction.with_user(self.reza).summary, "وصل شد")
        self.assertEqual(task.with_user(self.reza).name, "تماس")

    def test_people_outside_the_team_read_nothing(self):
        for record in (self._log_interaction(self.sara), self._add_task(self.sara)):
            with self.subTest(model=record._name), self.assertRaises(AccessError):
                record.with_user(self.outsider).read(["display_name"])

    def test_agents_write_their_own_records_only(self):
        interaction = self._log_interaction(self.sara)
        task = self._add_task(self.sara)
        interaction.summary = "اصلاح شد"
        task.name = "تماس دوباره"
        with self.assertRaises(AccessError):
            interaction.with_user(self.reza).summary = "دستکاری"
        with self.assertRaises(AccessError):
            task.with_user(self.reza).action_done()

    def test_any_agent_may_take_an_unassigned_task(self):
        task = self._add_task(self.lead, user_id=False)
        task.with_user(self.reza).user_id = self.reza
        self.assertEqual(task.user_id, self.reza)

    def test_agents_log_in_no_other_name(self):
        with self.assertRaises(AccessError):
            self._log_interaction(self.sara, user_id=self.reza.id)

    def test_leads_write_and_reassign_the_records_of_the_team(self):
        task = self._add_task(self.sara)
        task.with_user(self.lead).user_id = self.reza
        self._log_interaction(self.sara).with_user(self.lead).summary = "بازبینی شد"
        self.assertEqual(task.user_id, self.reza)

    def test_nobody_but_the_administrator_deletes_what_was_logged(self):
        admin = self.env.ref("base.user_admin")
        for make in (self._log_interaction, self._add_task):
            record = make(self.sara)
            for user in (self.sara, self.lead):
                with self.subTest(model=record._name, user=user.login):
                    with self.assertRaises(AccessError):
                        record.with_user(user).unlink()
            record.with_user(admin).unlink()
            self.assertFalse(record.exists())

    def test_records_of_another_company_stay_unseen(self):
        company = self.env["res.company"].create({"name": "شعبه دیگر"})
        interaction = self.env["marfanet.interaction"].create(
            {"partner_id": self.representative.id, "company_id": company.id}
        )
        task = self.env["marfanet.task"].create(
            {
                "name": "تماس",
                "partner_id": self.representative.id,
                "company_id": company.id,
            }
        )
        for record in (interaction, task):
            with self.subTest(model=record._name), self.assertRaises(AccessError):
                record.with_user(self.lead).read(["display_name"])
