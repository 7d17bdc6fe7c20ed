from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common_event import EventCase


@tagged("post_install", "-at_install")
class TestEvent(EventCase):
    def test_entries_are_chained_in_the_order_in_which_they_were_made(self):
        first, second, third = self.enter(3)
        self.assertEqual(
            [second.position, third.position], [first.position + 1, first.position + 2]
        )
        self.assertEqual(second.previous_hash, first.hash)
        self.assertEqual(third.previous_hash, second.hash)

    def test_an_entry_tells_who_did_what_to_which(self):
        self.log.with_user(self.agent)._enter(
            "settings", "%(record)s: 100%%", record=self.representative
        )
        event = self.log.search([], limit=1)
        self.assertEqual(event.user_id, self.agent)
        self.assertEqual(event.login, "event.agent")
        self.assertEqual(event.model_id.model, "res.partner")
        self.assertEqual(event.res_id, self.representative.id)
        self.assertEqual(event.sentence, "علی رضایی: 100%")

    def test_what_a_person_did_is_told_when_they_are_gone(self):
        self.log._enter("sign_in", "In", user=self.agent)
        event = self.log.search([("user_id", "=", self.agent.id)])
        self.agent.unlink()
        event.invalidate_recordset()
        self.assertFalse(event.user_id)
        self.assertEqual(event.login, "event.agent")

    def test_a_sentence_with_a_percent_sign_is_said_as_it_is(self):
        self.log._enter("alert", "100% of %(what)s")
        self.assertEqual(self.log.search([], limit=1).sentence, "100% of %(what)s")

    def test_nobody_changes_or_deletes_an_entry(self):
        event = self.enter()
        for log, refusal in (
            (event, UserError),
            (event.with_user(self.system).sudo(), UserError),
            (event.with_user(self.system), AccessError),
        ):
            with self.assertRaises(UserError):
                log.write({"summary": "Nothing happened"})
            with self.assertRaises(refusal):
                log.unlink()
            with self.assertRaises(UserError):
                log.copy()
        head = self.env["marfanet.access.event.head"].search([])
        with self.assertRaises(UserError):
            head.write({"position": 0})
        with self.assertRaises(UserError):
            head.unlink()

    def test_postgresql_refuses_too(self):
        event = self.enter()
        self.assertRefusedBySQL(
            "UPDATE marfanet_access_event SET summary = 'x' WHERE id = %s", event.id
        )
        self.assertRefusedBySQL(
            "UPDATE marfanet_access_event SET hash = NULL WHERE id = %s", event.id
        )
        self.assertRefusedBySQL("DELETE FROM marfanet_access_event")
        self.assertRefusedBySQL("TRUNCATE marfanet_access_event")
        self.assertRefusedBySQL("UPDATE marfanet_access_event_head SET hash = 'x'")
        self.assertRefusedBySQL("UPDATE marfanet_access_event_head SET position = 0")
        self.assertRefusedBySQL("DELETE FROM marfanet_access_event_head")
        self.assertRefusedBySQL("TRUNCATE marfanet_access_event_head")

    def test_sealing_an_entry_changes_nothing_else_of_it(self):
        self.log._enter("refused", "Refused")
        event = self.log.search([], limit=1)
        self.assertFalse(event.hash)
        self.assertRefusedBySQL(
            "UPDATE marfanet_access_event SET hash = 'x', login = 'y' WHERE id = %s",
            event.id,
        )

    def test_entries_are_made_by_what_happens_alone(self):
        values = {"at": "2026-11-21 10:00:00", "kind": "door", "summary": "Forged"}
        for log in (self.log, self.log.with_user(self.system)):
            with self.assertRaises(UserError):
                log.create(values)

    def test_administrators_read_the_log_and_nobody_else(self):
        event = self.enter()
        for user in (self.crm_admin, self.system):
            self.assertTrue(event.with_user(user).sentence)
        for user in (self.agent, self.lead):
            with self.assertRaises(AccessError):
                event.with_user(user).read(["summary"])
            with self.assertRaises(AccessError):
                self.env["marfanet.access.event.check"].with_user(user).create({})
