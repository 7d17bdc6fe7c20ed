from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, new_test_user
from odoo.tools import mute_logger

from .common import MarfanetCrmCommon


class TestMarfanetPromise(MarfanetCrmCommon):
    def _promise(self, user=None, **values):
        promise = {"text": "فاکتور را می‌فرستم", **values}
        interaction = self._log_interaction(
            user or self.sara, promise_ids=[Command.create(promise)]
        )
        return interaction.promise_ids

    def test_colleague_who_hears_of_it_settles_it(self):
        promise = self._promise(side="them", text="واریز می‌کنم")
        heard = promise.with_user(self.reza)
        self.assertIs(heard.action_keep(), True)
        self.assertEqual(promise.state, "kept")
        self.assertEqual(promise.settled_by_id, self.reza)
        self.assertTrue(promise.settled_date)
        self.assertIs(heard.action_reopen(), True)
        self.assertEqual(promise.state, "open")
        self.assertFalse(promise.settled_by_id or promise.settled_date)
        self.assertIs(heard.action_drop(), True)
        self.assertEqual(promise.state, "dropped")

    def test_settled_promise_keeps_who_settled_it_first(self):
        promise = self._promise()
        promise.with_user(self.reza).action_keep()
        promise.with_user(self.lead).action_keep()
        self.assertEqual(promise.settled_by_id, self.reza)

    @mute_logger("odoo.addons.base.models.ir_model")
    def test_who_may_not_read_it_does_not_settle_it(self):
        promise = self._promise()
        foreign = self.env["res.company"].create({"name": "شعبه دیگر"})
        stranger = new_test_user(
            self.env,
            "stranger",
            "marfanet_crm.group_marfanet_lead",
            company_id=foreign.id,
            company_ids=[Command.set(foreign.ids)],
        )
        for user in (self.outsider, stranger):
            for action in ("action_keep", "action_drop", "action_reopen"):
                with self.subTest(user=user.login, action=action):
                    with self.assertRaises(AccessError):
                        getattr(promise.with_user(user), action)()
        self.assertEqual(promise.state, "open")

    def test_colleague_changes_nothing_else_of_it(self):
        promise = self._promise().with_user(self.reza)
        with self.assertRaises(AccessError):
            promise.text = "چیز دیگر"
        with self.assertRaises(AccessError):
            promise.state = "kept"

    def test_state_chosen_in_a_list_says_who_chose_it(self):
        promise = self._promise(state="kept")
        self.assertEqual(promise.settled_by_id, self.sara)
        promise.state = "open"
        self.assertFalse(promise.settled_by_id)

    def test_nobody_settles_in_another_name(self):
        promise = self._promise(state="kept", settled_by_id=self.reza.id)
        self.assertEqual(promise.settled_by_id, self.sara)
        promise.write({"settled_by_id": self.reza.id, "settled_date": "2020-01-01"})
        self.assertEqual(promise.settled_by_id, self.sara)
        self.assertNotEqual(promise.settled_date.year, 2020)
        wanted = {"default_state": "kept", "default_settled_by_id": self.reza.id}
        promises = self.env["marfanet.promise"].with_user(self.sara)
        other = promises.with_context(**wanted).create(
            {"interaction_id": promise.interaction_id.id, "text": "واریز می‌کنم"}
        )
        self.assertEqual((other.state, other.settled_by_id), ("kept", self.sara))

    def test_promise_follows_its_interaction(self):
        promise = self._promise()
        self.assertEqual(promise.partner_id, self.representative)
        promise.interaction_id.with_user(self.lead).user_id = self.reza
        self.assertEqual(promise.user_id, self.reza)
        with self.assertRaises(AccessError):
            promise.with_user(self.sara).text = "پس گرفتم"

    def test_agent_moves_no_promise_into_another_agents_interaction(self):
        promise = self._promise()
        other = self._log_interaction(self.reza)
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            promise.interaction_id = other.with_user(self.sara)
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            self.env["marfanet.promise"].with_user(self.sara).create(
                {"interaction_id": other.id, "text": "به نام دیگری"}
            )

    def test_promise_stays_on_the_page_of_its_interaction(self):
        promise = self._promise().with_user(self.sara)
        other = self.representative.copy({"name": "دیگری"})
        promise.write({"partner_id": other.id, "text": "فردا می‌فرستم"})
        self.assertEqual(promise.text, "فردا می‌فرستم")
        self.assertEqual(promise.partner_id, self.representative)

    def test_blank_promise_is_refused(self):
        for text in (" \n ", False):
            with self.assertRaises(ValidationError):
                self._promise().text = text
        with self.assertRaises(ValidationError):
            self._promise(text=" \n ")

    def test_late_is_open_and_past_its_day(self):
        late = self._promise(date_due="2020-01-01")
        kept = self._promise(date_due="2020-01-01", state="kept")
        ahead = self._promise(date_due="2999-01-01")
        undated = self._promise()
        all_of_them = late + kept + ahead + undated
        self.assertEqual(all_of_them.filtered("is_late"), late)
        found = all_of_them.search([("is_late", "=", True)])
        self.assertEqual(found, late)
        found = all_of_them.search([("is_late", "=", False)])
        self.assertEqual(found, all_of_them - late)

    def test_open_promises_show_on_the_representative_soonest_first(self):
        undated = self._promise()
        soon = self._promise(side="them", date_due="2030-01-01")
        self._promise(state="kept")
        self._promise().interaction_id.active = False
        late = self._promise(user=self.reza, date_due="2020-01-01")
        partner = self.representative.with_user(self.reza)
        shown = partner.open_promise_ids
        self.assertEqual(shown.ids, (late + soon + undated).ids)

    def test_agent_writes_them_in_the_log_form(self):
        view = "marfanet_crm.marfanet_interaction_view_form_log"
        interactions = self.env["marfanet.interaction"].with_user(self.sara)
        interactions = interactions.with_context(
            default_partner_id=self.representative.id
        )
        with Form(interactions, view=view) as form:
            with form.promise_ids.new() as line:
                line.side = "them"
                line.text = "تا شنبه واریز می‌کند"
                line.date_due = "2030-01-05"
            with form.objection_ids.new() as line:
                line.text = "گران است"
                line.answer = "تخفیف"
        interaction = form.record
        self.assertEqual(interaction.promise_ids.side, "them")
        self.assertEqual(interaction.promise_ids.user_id, self.sara)
        self.assertEqual(interaction.objection_ids.answer, "تخفیف")
