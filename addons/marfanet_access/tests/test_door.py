from datetime import timedelta
from unittest.mock import Mock, call, patch

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import TransactionCase, new_test_user, tagged

from ..hooks import forget_settings
from ..tools import secrets
from .common_doors import AGENT


@tagged("post_install", "-at_install")
class TestDoor(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.doors = cls.env["marfanet.access.door"]
        cls.admin_door = cls.env.ref("marfanet_access.marfanet_access_door_admin")
        cls.crm_door = cls.env.ref("marfanet_access.marfanet_access_door_crm")
        cls.agent = new_test_user(cls.env, "a-agent", AGENT)
        cls.other_agent = new_test_user(cls.env, "b-agent", AGENT)
        cls.admin = new_test_user(cls.env, "an-admin", "base.group_system")
        cls.crm_admin = new_test_user(
            cls.env, "crm-admin", "marfanet_crm.group_marfanet_admin"
        )
        cls.clerk = new_test_user(cls.env, "a-clerk", "base.group_user")

    def stamp(self, door, generation=None, until=None):
        return {
            "door": door.id,
            "generation": door.generation if generation is None else generation,
            "until": until,
        }

    # --- SECRETS

    def test_a_secret_has_192_bits_and_its_length_never_varies(self):
        made = [secrets.new_secret() for _ in range(500)]
        self.assertEqual(len(set(made)), 500)
        self.assertTrue(all(secrets.SHAPE.fullmatch(secret) for secret in made))
        self.assertEqual(secrets.SECRET_BYTES * 8, 192)

    def test_a_secret_is_found_and_nothing_near_it_is(self):
        secret = self.crm_door._rotate()
        generation = self.crm_door.generation
        self.assertEqual(self.doors._find(secret), (self.crm_door, generation))
        for wrong in (
            "",
            secret[:-1],
            secret + "A",
            secret.swapcase(),
            secret[::-1],
            f"{secret}/",
            self.crm_door.sudo().secret_hash,
            "\ud800",
        ):
            self.assertEqual(self.doors._find(wrong), (self.doors, 0), wrong)

    def test_a_door_without_an_address_opens_by_nothing(self):
        self.crm_door.sudo().secret_hash = False
        for nothing in ("", "False", "None"):
            self.assertFalse(self.doors._find(nothing)[0])

    def test_nothing_of_a_secret_is_kept_or_shown(self):
        secret = self.crm_door._rotate()
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT door::text FROM marfanet_access_door door"
            " UNION ALL SELECT event::text FROM marfanet_access_event event"
        )
        kept = " ".join(text for (text,) in self.env.cr.fetchall())
        self.assertNotIn(secret, kept)
        door = self.crm_door.with_user(self.admin)
        self.assertNotIn("secret_hash", door.read()[0])
        for name in ("secret_hash", "previous_hash"):
            with self.assertRaises(AccessError):
                door.read([name])

    def test_only_the_door_itself_changes_its_address(self):
        door = self.crm_door.with_user(self.admin)
        door.name = "Team"
        for values in (
            {"secret_hash": "0" * 64},
            {"previous_hash": "0" * 64},
            {"previous_until": fields.Datetime.now()},
            {"generation": 1},
        ):
            with self.assertRaises(AccessError):
                door.write(values)
            with self.assertRaises(AccessError):
                self.doors.with_user(self.admin).create({"name": "x", **values})

    def test_doors_are_the_system_administrators_alone(self):
        self.assertTrue(self.doors.with_user(self.admin).search([]))
        for user in (self.agent, self.crm_admin):
            with self.assertRaises(AccessError):
                self.doors.with_user(user).search([])

    # --- WHOSE DOOR

    def test_the_first_door_that_names_a_group_is_a_persons_only_one(self):
        self.assertEqual(self.doors._door_of(self.agent), self.crm_door)
        self.assertEqual(self.doors._door_of(self.admin), self.admin_door)
        self.assertEqual(self.doors._door_of(self.crm_admin), self.admin_door)
        self.assertFalse(self.doors._door_of(self.clerk))
        self.assertFalse(self.doors._door_of(self.env.ref("base.public_user")))

    def test_an_expired_door_stays_the_door_of_its_people(self):
        self.admin_door.expires_on = fields.Datetime.now() - timedelta(minutes=1)
        self.assertEqual(self.doors._door_of(self.crm_admin), self.admin_door)

    def test_a_persons_groups_are_followed_as_they_change(self):
        self.assertEqual(self.doors._door_of(self.agent), self.crm_door)
        self.agent.group_ids -= self.env.ref(AGENT)
        self.assertFalse(self.doors._door_of(self.agent))

    # --- STAMPS

    def test_a_stamp_fits_the_people_of_its_door_alone(self):
        self.crm_door._rotate()
        self.admin_door._rotate()
        crm, admin = self.stamp(self.crm_door), self.stamp(self.admin_door)
        self.assertTrue(self.doors._fits(crm, self.agent))
        self.assertTrue(self.doors._fits(admin, self.admin))
        self.assertFalse(self.doors._fits(admin, self.agent))
        self.assertFalse(self.doors._fits(crm, self.admin))
        self.assertFalse(self.doors._fits(crm, self.clerk))
        self.assertFalse(self.doors._fits(None, self.agent))

    def test_a_stamp_holds_until_its_moment_and_its_doors(self):
        self.crm_door._rotate()
        now = fields.Datetime.now()
        minute = timedelta(minutes=1)
        soon, past = (now + minute).isoformat(), (now - minute).isoformat()
        self.assertTrue(self.doors._stamped(self.stamp(self.crm_door, until=soon)))
        self.assertFalse(self.doors._stamped(self.stamp(self.crm_door, until=past)))
        stamp = self.stamp(self.crm_door)
        self.assertTrue(self.doors._stamped(stamp))
        self.crm_door.expires_on = now - minute
        self.assertFalse(self.doors._stamped(stamp))
        self.crm_door.expires_on = now + minute
        self.assertTrue(self.doors._stamped(stamp))
        self.crm_door.active = False
        self.assertFalse(self.doors._stamped(stamp))

    def test_an_expired_door_does_not_open(self):
        secret = self.crm_door._rotate()
        self.crm_door.expires_on = fields.Datetime.now() - timedelta(minutes=1)
        self.assertFalse(self.doors._find(secret)[0])

    # --- ROTATION

    def test_with_an_overlap_the_old_address_and_its_stamps_count_on(self):
        old = self.crm_door._rotate()
        stamp = self.stamp(self.crm_door)
        new = self.crm_door._rotate(timedelta(hours=1))
        generation = self.crm_door.generation
        self.assertEqual(self.doors._find(old), (self.crm_door, generation - 1))
        self.assertEqual(self.doors._find(new), (self.crm_door, generation))
        self.assertTrue(self.doors._fits(stamp, self.agent))
        self.crm_door.sudo().previous_until = fields.Datetime.now()
        self.assertFalse(self.doors._find(old)[0])
        self.assertTrue(self.doors._find(new)[0])
        self.assertFalse(self.doors._fits(stamp, self.agent))

    def test_without_an_overlap_the_old_address_and_its_stamps_are_void(self):
        old = self.crm_door._rotate()
        stamp = self.stamp(self.crm_door)
        self.crm_door._rotate()
        self.assertFalse(self.doors._find(old)[0])
        self.assertFalse(self.doors._fits(stamp, self.agent))

    def test_a_second_rotation_ends_what_the_first_had_left(self):
        oldest = self.crm_door._rotate()
        stamp = self.stamp(self.crm_door)
        self.crm_door._rotate(timedelta(hours=1))
        self.crm_door._rotate(timedelta(hours=1))
        self.assertFalse(self.doors._find(oldest)[0])
        self.assertFalse(self.doors._fits(stamp, self.agent))

    def tokens(self):
        return [
            user._compute_session_token(user.login)
            for user in (self.agent, self.other_agent, self.admin)
        ]

    def test_compromise_ends_the_sessions_of_the_doors_people_alone(self):
        old = self.crm_door._rotate()
        agent, other_agent, admin = self.tokens()
        new = self.crm_door._compromise()
        self.assertFalse(self.doors._find(old)[0])
        self.assertEqual(self.doors._find(new)[0], self.crm_door)
        after = self.tokens()
        self.assertNotEqual(agent, after[0])
        self.assertNotEqual(other_agent, after[1])
        self.assertEqual(admin, after[2])

    def test_sessions_outlive_a_rotation_with_an_overlap(self):
        self.crm_door._rotate()
        before = self.tokens()
        self.crm_door._rotate(timedelta(hours=1))
        self.assertEqual(before, self.tokens())

    # --- ARMING

    def test_a_system_administrator_at_the_admin_door_arms_once(self):
        self.assertFalse(self.doors._armed())
        self.assertFalse(self.crm_door._arm(self.agent))
        self.assertFalse(self.crm_door._arm(self.admin))
        self.assertFalse(self.admin_door._arm(self.agent))
        self.assertFalse(self.admin_door._arm(self.crm_admin))
        self.assertFalse(self.doors._armed())
        self.assertTrue(self.admin_door._arm(self.admin))
        self.assertTrue(self.doors._armed())
        self.assertFalse(self.admin_door._arm(self.admin))

    def test_disarmed_until_somebody_arms_again(self):
        self.admin_door._arm(self.admin)
        self.doors._disarm()
        self.assertFalse(self.doors._armed())
        self.assertTrue(self.admin_door._arm(self.admin))

    def test_who_installs_anew_is_not_kept_out(self):
        self.admin_door._arm(self.admin)
        forget_settings(self.env)
        self.assertFalse(self.doors._armed())

    def test_while_armed_no_change_shuts_all_administrators_out(self):
        self.admin_door._rotate()
        self.admin_door._arm(self.admin)
        past = fields.Datetime.now() - timedelta(minutes=1)
        for change in (
            {"active": False},
            {"expires_on": past},
            {"expires_on": fields.Datetime.now() + timedelta(days=1)},
            {"group_ids": [(6, 0, self.env.ref("base.group_portal").ids)]},
            {"is_admin_door": False},
        ):
            with self.assertRaises(ValidationError), self.cr.savepoint():
                self.admin_door.with_user(self.admin).write(change)
        self.crm_door.with_user(self.admin).expires_on = past
        self.doors._disarm()
        self.admin_door.with_user(self.admin).active = False

    def test_an_administrators_door_that_nobody_comes_in_by_replaces_none(self):
        self.admin_door._rotate()
        self.admin_door._arm(self.admin)
        spare = self.doors.create({"name": "Spare", "is_admin_door": True})
        with self.assertRaises(ValidationError), self.cr.savepoint():
            self.admin_door.with_user(self.admin).unlink()
        spare.group_ids = self.env.ref("base.group_system")
        spare._rotate()
        self.admin_door.with_user(self.admin).unlink()
        self.assertEqual(self.doors._door_of(self.admin), spare)

    def test_an_address_that_has_expired_opens_no_more(self):
        old = self.crm_door._rotate()
        stamp = self.stamp(self.crm_door)
        before = self.tokens()
        self.crm_door.expires_on = fields.Datetime.now() - timedelta(minutes=1)
        new = self.crm_door._rotate(timedelta(days=3))
        self.assertFalse(self.doors._find(old)[0])
        self.assertFalse(self.doors._fits(stamp, self.agent))
        self.assertNotEqual(before[0], self.tokens()[0])
        self.assertTrue(self.doors._find(new)[0])

    def test_what_another_thread_kept_meanwhile_is_forgotten_with_the_commit(self):
        self.crm_door._rotate()
        # Others still see the doors as they were, until this is committed.
        keep = self.enterContext(patch.object(self.env.registry, "clear_cache"))
        with patch.object(self.env.registry, "signal_changes") as tell:
            told = Mock()
            told.attach_mock(keep, "forget")
            told.attach_mock(tell, "tell")
            self.cr.postcommit.clear()
            self.crm_door._forget_known()
            self.crm_door._forget_known()
            keep.reset_mock()
            told.reset_mock()
            self.cr.postcommit.run()
        self.assertEqual(told.mock_calls, [call.forget(), call.tell()])

    def test_a_new_address_opens_an_expired_door(self):
        self.crm_door.expires_on = fields.Datetime.now() - timedelta(minutes=1)
        self.assertEqual(self.doors._find(self.crm_door._rotate())[0], self.crm_door)

    def test_the_administrators_door_cannot_be_deleted(self):
        with self.assertRaises(UserError):
            self.admin_door.unlink()
        self.crm_door.unlink()
        self.assertEqual(self.doors.search([]), self.admin_door)

    # --- THE LOG

    def test_what_happens_to_doors_is_in_the_log(self):
        self.env["res.lang"]._activate_lang("fa_IR")
        events = self.env["marfanet.access.event"]
        last = events.search([], limit=1).id or 0
        self.crm_door._rotate()
        self.crm_door._rotate(timedelta(hours=1))
        until = self.crm_door.previous_until
        self.crm_door._compromise()
        self.crm_door.name = "Team"
        self.admin_door._arm(self.admin)
        entered = events.search([("id", ">", last), ("kind", "=", "door")]).sorted("id")
        self.assertEqual(
            entered.mapped("door_ref"),
            [self.crm_door.id] * 4 + [self.admin_door.id],
        )
        rotated = entered[1].with_context(lang="en_US", tz="UTC")
        self.assertIn(f" {until.year}, {until:%H:%M}.", rotated.sentence)
        in_persian = entered.with_context(lang="fa_IR", tz="Asia/Tehran")
        self.assertRegex(in_persian[1].sentence, r" ۱۴\d\d، ساعت \d\d:\d\d")
        self.assertIn("compromised", entered[2].sentence)
        self.assertIn(": Name.", entered[3].sentence)
