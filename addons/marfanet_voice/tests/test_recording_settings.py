from datetime import datetime, timedelta

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, HttpCase, tagged

from odoo.addons.queue_job.tests.common import trap_jobs

from ..models import marfanet_voice_note_retention
from .common import MarfanetVoiceCommon


class TestRecordingSettings(MarfanetVoiceCommon):
    def _settle(self, **values):
        settings = self.env["res.config.settings"].create(
            {f"marfanet_voice_{name}": value for name, value in values.items()}
        )
        settings.execute()

    def _terms(self, user=None):
        notes = self.env["marfanet.voice.note"].with_user(user or self.sara)
        return notes._recording_terms()

    def test_out_of_the_box_everybody_records_up_to_an_hour_in_persian(self):
        self.assertEqual(
            self._terms(),
            {
                "recording": True,
                "max_bytes": 100 * 1024 * 1024,
                "max_seconds": 3600,
                "chunk_bytes": 4 * 1024 * 1024,
                "language": "fa",
                "languages": ["fa", "en", "auto"],
            },
        )

    def test_what_the_administrator_settles_reaches_the_agent(self):
        self._settle(
            max_minutes=20, max_megabytes=30, language="ar", languages="fa, ckb"
        )
        terms = self._terms()
        self.assertEqual(terms["max_seconds"], 1200)
        self.assertEqual(terms["max_bytes"], 30 * 1024 * 1024)
        self.assertEqual(terms["languages"], ["ar", "fa", "ckb"])

    def test_limits_that_make_no_sense_are_refused(self):
        for values in (
            {"max_minutes": 0},
            {"max_minutes": 481},
            {"max_megabytes": 0},
            {"max_megabytes": 2001},
            {"keep_days": -1},
            {"language": "فارسی"},
            {"language": "fa,en"},
            {"languages": "fa;en"},
        ):
            with self.subTest(values), self.assertRaises(ValidationError):
                self._settle(**values)

    def test_parameter_that_makes_no_sense_is_as_if_it_were_not_there(self):
        usual = self._terms()
        keep = self.env["marfanet.voice.note"]._cron_delete_sound
        for value in ("0", "-5", "²", "abc", "", "99999999999999"):
            for name in ("max_minutes", "max_megabytes", "keep_days"):
                self.env["ir.config_parameter"].set_param(
                    f"marfanet_voice.{name}", value
                )
            with self.subTest(value):
                self.assertEqual(self._terms(), usual)
                keep()

    def test_policy_rules_the_microphones(self):
        self._settle(recording="off")
        self.assertFalse(self._terms()["recording"])
        self._settle(recording="on")
        self.sara.marfanet_voice_recording = False
        self.assertTrue(self._terms()["recording"])

    def test_where_people_choose_each_has_their_own_preference(self):
        self._settle(recording="choice")
        self.assertTrue(self._terms()["recording"])
        self.sara.with_user(self.sara).marfanet_voice_recording = False
        self.assertFalse(self._terms()["recording"])
        self.assertTrue(self._terms(self.reza)["recording"])
        with self.assertRaises(AccessError):
            self.reza.with_user(self.sara).marfanet_voice_recording = False

    def test_preference_shows_where_there_is_a_choice(self):
        view = "base.view_users_form_simple_modif"
        for policy, shows in (("on", False), ("choice", True)):
            self._settle(recording=policy)
            self.env.invalidate_all()
            user = self.sara.with_user(self.sara)
            with self.subTest(policy):
                self.assertEqual(user.marfanet_voice_choice, shows)
                with Form(user, view) as form:
                    if shows:
                        form.marfanet_voice_recording = False
        self.assertFalse(self.sara.marfanet_voice_recording)

    def test_what_was_recorded_before_recording_was_switched_off_is_taken(self):
        self._settle(recording="off")
        with trap_jobs():
            self.assertTrue(self._receive(self.sara))


class TestRetention(MarfanetVoiceCommon):
    def setUp(self):
        super().setUp()
        self.enterContext(trap_jobs())
        self.old = self._receive(self.sara).sudo()
        self.old.write(
            {"state": "ready", "transcript": "سلام", "transcript_origin": "typed"}
        )
        self.old.date = datetime.now() - timedelta(days=31)

    def _run(self, days):
        self.env["ir.config_parameter"].set_param("marfanet_voice.keep_days", days)
        with self.enter_registry_test_mode():
            self.env.ref(
                "marfanet_voice.marfanet_voice_note_cron_delete_sound"
            ).method_direct_trigger()
        self.env.invalidate_all()

    def test_old_sound_goes_and_the_words_stay(self):
        attachment = self.old.attachment_id
        copied = attachment.with_user(self.old.user_id).copy()
        self._run(30)
        self.assertFalse((attachment + copied).exists())
        self.assertFalse(self.old.attachment_id)
        self.assertTrue(self.old.sound_deleted_on)
        self.assertEqual(self.old.transcript, "سلام")
        self.assertTrue(self.old.sha256)

    def test_every_batch_is_done(self):
        self.patch(marfanet_voice_note_retention, "BATCH", 1)
        second = self._receive(self.sara).sudo()
        second.write(
            {
                "state": "ready",
                "transcript": "سلام",
                "transcript_origin": "typed",
                "date": self.old.date,
            }
        )
        self._run(30)
        self.assertFalse((self.old + second).attachment_id)

    def test_young_sound_stays(self):
        self._run(40)
        self.assertTrue(self.old.attachment_id)

    def test_zero_days_keep_it_for_ever(self):
        self._run(0)
        self.assertTrue(self.old.attachment_id)
        self.assertFalse(self.old.sound_deleted_on)

    def test_sound_that_may_still_be_needed_stays(self):
        for values in (
            {"state": "failed"},
            {"state": "untranscribed", "transcript": False},
            {"state": "ready", "transcript": False},
        ):
            self.old.write(values)
            with self.subTest(values):
                self._run(30)
                self.assertTrue(self.old.attachment_id)


@tagged("post_install", "-at_install")
class TestSessionInfo(MarfanetVoiceCommon, HttpCase):
    def _session_info(self, user):
        user.password = f"{user.login}-password"
        self.authenticate(user.login, f"{user.login}-password")
        return self.make_jsonrpc_request("/web/session/get_session_info", {})

    def test_agents_learn_it_with_the_page_and_others_do_not(self):
        self.assertTrue(self._session_info(self.sara)["marfanet_voice"]["recording"])
        self.assertNotIn("marfanet_voice", self._session_info(self.outsider))
