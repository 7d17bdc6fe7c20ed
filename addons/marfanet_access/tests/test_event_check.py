import logging

from odoo.tests import tagged

from ..tools.chain import seal
from .common_event import EventCase

UPDATE = "UPDATE marfanet_access_event SET summary = 'Nothing' WHERE id = %s"
DELETE = "DELETE FROM marfanet_access_event WHERE id IN %s"


@tagged("post_install", "-at_install")
class TestEventCheck(EventCase):
    def setUp(self):
        super().setUp()
        self.events = self.enter(6)
        self.noted = self.log._check()["head"]

    def problems(self, *noted):
        found = self.log._check(noted)
        self.assertEqual(found["is_whole"], not found["problems"])
        return found["problems"]

    def test_a_log_that_nobody_touched_is_whole(self):
        found = self.log._check([self.events[0].hash])
        self.assertEqual(found["problems"], [])
        self.assertTrue(found["is_whole"])
        self.assertEqual(found["head"], self.events[-1].hash)
        self.assertEqual(found["position"], self.events[-1].position)

    def test_a_changed_entry_is_found(self):
        with self.unprotected():
            self.sql(UPDATE, self.events[2].id)
        position = self.events[2].position
        self.assertEqual(
            self.problems(), [f"Entry {position} was changed after it was made."]
        )

    def test_an_entry_that_was_sealed_anew_is_found(self):
        event = self.events[2]
        with self.unprotected():
            self.sql(UPDATE, event.id)
            self.env.cr.execute(
                "SELECT * FROM marfanet_access_event WHERE id = %s", [event.id]
            )
            [row] = self.env.cr.dictfetchall()
            self.sql(
                "UPDATE marfanet_access_event SET hash = %s WHERE id = %s",
                seal(row["previous_hash"], row["position"], row),
                event.id,
            )
        self.assertEqual(
            self.problems(),
            [f"Entry {event.position + 1} does not follow from the one before it."],
        )

    def test_entries_removed_in_the_middle_are_found(self):
        first, last = self.events[1].position, self.events[2].position
        with self.unprotected():
            self.sql(DELETE, tuple(self.events[1:3].ids))
        self.assertEqual(self.problems(), [f"Entries {first} to {last} are missing."])

    def test_entries_removed_at_the_end_are_found(self):
        position = self.events[-1].position
        with self.unprotected():
            self.sql(DELETE, tuple(self.events[-1:].ids))
        said = [f"Entry {position} was removed from the end."]
        self.assertEqual(self.problems(), said)
        # Nor is the gap closed by what happens next.
        self.enter()
        self.assertEqual(self.problems(), [f"Entry {position} is missing."])

    def test_an_end_removed_with_its_head_is_found_by_a_noted_head(self):
        with self.unprotected(), self.unprotected("marfanet_access_event_head"):
            self.sql(DELETE, tuple(self.events[4:].ids))
            self.sql(
                "UPDATE marfanet_access_event_head SET position = %s, hash = %s",
                self.events[3].position,
                self.events[3].hash,
            )
        self.assertEqual(self.problems(), [])
        self.assertEqual(len(self.problems(self.noted)), 1)
        self.assertIn("written anew", self.problems(self.noted)[0])

    def test_a_removed_head_is_found_and_not_made_anew(self):
        with self.unprotected("marfanet_access_event_head"):
            self.sql("DELETE FROM marfanet_access_event_head")
        self.env["marfanet.access.event.head"].init()
        self.enter()
        self.assertIn("The head of the log was removed", self.problems()[0])

    def test_a_head_that_was_changed_is_found(self):
        with self.unprotected("marfanet_access_event_head"):
            self.sql("UPDATE marfanet_access_event_head SET hash = repeat('a', 64)")
        self.assertIn("does not fit its last entry", self.problems()[0])

    def test_an_entry_slipped_in_as_sealed_is_found(self):
        with self.unprotected():
            self.sql(
                """INSERT INTO marfanet_access_event
                          (at, kind, summary, position, previous_hash, hash)
                   SELECT at, kind, 'Forged', position + 1, hash, repeat('b', 64)
                     FROM marfanet_access_event ORDER BY position DESC NULLS LAST
                    LIMIT 1"""
            )
        position = self.events[-1].position + 1
        self.assertIn(
            f"Entry {position} was changed after it was made.", self.problems()
        )

    def test_the_dialog_says_what_was_found_in_the_readers_language(self):
        with self.unprotected():
            self.sql(UPDATE, self.events[2].id)
        check = self.env["marfanet.access.event.check"].with_user(self.crm_admin)
        dialog = check.create({"noted": f"entry 9: {'c' * 64}\n{self.noted}"})
        dialog.action_check()
        self.assertTrue(dialog.is_checked)
        self.assertFalse(dialog.is_whole)
        self.assertEqual(len(dialog.problems.splitlines()), 2)
        self.assertEqual(dialog.head, self.noted)

    def test_the_head_is_written_into_the_servers_log(self):
        self.log._enter("door", "Opened")
        name = "odoo.addons.marfanet_access.models.marfanet_access_event_check"
        with self.assertLogs(name, logging.INFO) as logged:
            self.log._cron_note_head()
        event = self.log.search([], limit=1)
        event.invalidate_recordset()
        self.assertIn(f"{event.position}: {event.hash}", logged.output[0])
