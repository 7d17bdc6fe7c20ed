import threading
import uuid

from psycopg2.errors import SerializationFailure

from odoo.tests import tagged

from odoo.addons.marfanet_crm.tests.at_once import AtOnceCase
from odoo.addons.queue_job.exception import RetryableJobError

from ..models.marfanet_voice_note_jobs import BUSY
from .common import RECORDED, SAID


@tagged("post_install", "-at_install")
class TestAtOnce(AtOnceCase):
    """Two jobs of one note, in two workers."""

    def setUp(self):
        super().setUp()
        with self._transaction() as env:
            interaction = env["marfanet.interaction"].create(
                {"partner_id": self.representative_id, "date": RECORDED}
            )
            note = env["marfanet.voice.note"].create(
                {
                    "client_uuid": str(uuid.uuid4()),
                    "interaction_id": interaction.id,
                    "user_id": env.ref("base.user_admin").id,
                    "date": RECORDED,
                }
            )
            note._set_transcript(SAID, "typed")
            self.note_id = note.id
        # The runner of a server that happens to run must not join in.
        with self._transaction() as env:
            self._jobs(env).unlink()

    def _take_away(self):
        with self._transaction() as env:
            self._jobs(env).unlink()
            note = self._note(env)
            note.with_context(active_test=False).task_ids.unlink()
            note.unlink()
            self._uploads(env).unlink()
        return super()._take_away()

    def _uploads(self, env):
        return env["marfanet.voice.upload"].search(
            [("partner_id", "=", self.representative_id)]
        )

    def _note(self, env):
        return env["marfanet.voice.note"].browse(self.note_id)

    def _jobs(self, env):
        pattern = f"marfanet.voice.note({self.note_id},)%"
        return env["queue.job"].search([("func_string", "=like", pattern)])

    def _read(self):
        """Let our reader read the note, and be about to apply it."""
        with self._transaction() as env:
            self._note(env)._analyse()

    def test_second_job_at_the_same_reading_comes_back_later(self):
        first, second = self._transaction(), self._transaction()
        self._note(first.env)._analyse()
        with self.assertRaises(RetryableJobError) as busy:
            self._note(second.env)._analyse()
        self.assertEqual(
            (busy.exception.seconds, busy.exception.ignore_retry), (BUSY, True)
        )
        first.commit()

    def test_two_that_apply_make_one_task(self):
        self._read()
        first, second = self._transaction(), self._transaction()
        self._note(first.env)._apply()
        first.env.flush_all()
        refusals = []

        def apply():
            try:
                self._note(second.env)._apply()
            except SerializationFailure as error:
                refusals.append(error)

        worker = threading.Thread(target=apply)
        worker.start()
        self._wait_until_blocked(second.env.cr._cnx.info.backend_pid)
        first.commit()
        worker.join(60)
        # queue_job runs it again, in a transaction that sees what the first did.
        self.assertEqual(len(refusals), 1)
        with self._transaction() as env:
            note = self._note(env)
            note._apply()
            self.assertEqual((note.state, len(note.task_ids)), ("ready", 1))

    def test_second_request_that_opens_an_upload_is_begun_anew(self):
        number = str(uuid.uuid4())
        values = {"partner_id": self.representative_id, "purpose": "support"}
        worker = self._transaction()
        # What it sees from now on is what there was before the other one.
        self.assertFalse(self._uploads(worker.env))
        with self._transaction() as env:
            env["marfanet.voice.upload"]._open(number, values)
        with self.assertRaises(SerializationFailure):
            worker.env["marfanet.voice.upload"]._open(number, values)
        worker.env.cr.rollback()
        with self._transaction() as env:
            env["marfanet.voice.upload"]._open(number, values)
            self.assertEqual(self._uploads(env).mapped("client_uuid"), [number])

    def test_person_who_corrects_while_it_is_read_is_not_overrun(self):
        worker = self._transaction()
        note = self._note(worker.env)
        self.assertEqual(note.transcript, SAID)
        with self._transaction() as env:
            self._note(env).transcript = "هیچ کاری نمانده است."
        with self.assertRaises(SerializationFailure):
            note._analyse()
        worker.env.cr.rollback()
        with self._transaction() as env:
            note = self._note(env)
            note._analyse()
            note._apply()
            self.assertEqual((note.state, len(note.task_ids)), ("ready", 0))
