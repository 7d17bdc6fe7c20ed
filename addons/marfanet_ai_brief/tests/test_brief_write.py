from contextlib import closing
from unittest.mock import patch

from psycopg2.errors import SerializationFailure

from odoo.tests import tagged
from odoo.tools import SQL

from odoo.addons.marfanet_ai.tools.question import most_tokens

from ..tools.lines import LineReader
from .brief_common import GATEWAY_LOG, SUMMARY, WRITTEN, BriefCommon

PHONE = "09121234567"


@tagged("post_install", "-at_install")
class TestBriefWrite(BriefCommon):
    def test_brief_is_told_line_by_line_and_kept(self):
        self.ai.answer(WRITTEN)
        events = self._write()
        kinds = [kind for kind, _data in events]
        self.assertEqual([kinds[0], kinds[-1]], ["by", "done"])
        self.assertEqual(kinds.count("begin"), 5)
        self.assertEqual(kinds.count("line"), 5)
        self.assertGreater(kinds.count("text"), 15)
        brief = events[-1][1]
        self.assertEqual(
            brief["by"], {"provider": "Local model", "model": "chat-model"}
        )
        self.assertFalse(brief["made_ahead"])
        told = [data for kind, data in events if kind == "line"]
        self.assertCountEqual(brief["lines"], told)
        self.assertEqual(brief["lines"][0]["evidence"], [self.interaction.id])
        self.assertEqual(self._stored().user_id, self.sara)
        self.assertEqual(self._open()["brief"], brief)

    def test_evidence_can_be_followed(self):
        brief = self._written()
        wanted = {str(one) for line in brief["lines"] for one in line["evidence"]}
        self.assertEqual(wanted, {str(self.interaction.id)})
        self.assertEqual(brief["sources"].keys(), wanted)
        label = brief["sources"][str(self.interaction.id)]["label"]
        self.assertIn("Call", label)
        self.assertIn(self.sara.name, label)

    def test_who_leaves_early_leaves_nothing(self):
        self.ai.answer(WRITTEN * 3)
        self.env.flush_all()
        with self.enter_registry_test_mode():
            events = self._briefs()._write_events(self.representative.id, "support")
            with closing(events):
                while next(events)[0] != "text":
                    pass
        self.assertFalse(self._stored())
        self.env.invalidate_all()
        call = self.env["marfanet.ai.call"].search([("job", "=", "call_brief")])
        self.assertEqual(call.status, "answered")

    def test_two_at_once_are_one_brief(self):
        self.ai.answer(WRITTEN)
        self.ai.answer(WRITTEN.replace("پایدار", "برقرار"))
        self.env.flush_all()
        with self.enter_registry_test_mode():
            streams = [
                self._briefs(user)._write_events(self.representative.id, "support")
                for user in (self.sara, self.reza)
            ]
            [*_first, first] = streams[0]
            [*_second, second] = streams[1]
        self.assertEqual(len(self._stored()), 1)
        self.assertEqual(first[1]["id"], second[1]["id"])
        self.assertEqual(first[1]["lines"], second[1]["lines"])

    def test_brief_written_anew_takes_the_place_of_the_old_one(self):
        old = self._written()
        self._stored().made_on = "2025-11-30"
        new = self._written(WRITTEN.replace("پایدار", "برقرار"))
        self.assertNotEqual(new["id"], old["id"])
        self.assertEqual(self._open()["brief"], new)
        # What people have said of the old one still has something to be about.
        self.assertEqual(len(self._stored()), 2)

    def test_answer_without_a_usable_line_is_an_error_in_words(self):
        self.ai.answer("متأسفم، نمی‌توانم کمک کنم.")
        [_by, (kind, sentence)] = self._write()
        self.assertEqual(kind, "error")
        self.assertIn("nothing that can be used", sentence)
        self.assertFalse(self._stored())

    def test_faults_of_the_service_end_in_words_and_store_nothing(self):
        self.provider.timeout = 1
        for fault in (401, 429, 500, "drop", "cut", "stall", "html", "refusal"):
            self.provider.action_wake()
            self.ai.fault(fault)
            with self.subTest(fault), self.assertLogs(GATEWAY_LOG, "WARNING") as logs:
                [*_events, (kind, sentence)] = self._write()
                self.assertEqual(kind, "error")
                self.assertRegex(sentence, r"^[A-Z].*\.$")
                self.assertNotIn("ایرانسل", "".join(logs.output))
        self.assertFalse(self._stored())

    def test_fault_of_ours_ends_in_words_and_its_own_are_not_logged(self):
        self.ai.answer(WRITTEN)
        representative = self.representative.id
        self.env.flush_all()
        with self.enter_registry_test_mode():
            events = self._briefs()._write_events(representative, "support")
            next(events)
            # Gone while the service writes: nothing can refer to it any more.
            self.interaction.sudo().unlink()
            self.representative.sudo().unlink()
            self.env.flush_all()
            with self.assertLogs("odoo.addons.marfanet_ai_brief", "ERROR") as logs:
                [*_events, (kind, _sentence)] = events
        self.assertEqual(kind, "error")
        self.assertNotIn("ایرانسل", "".join(logs.output))

    def test_fault_of_ours_while_it_is_read_ends_in_words_too(self):
        self.ai.answer(WRITTEN)
        broken = patch.object(LineReader, "feed", side_effect=KeyError(SUMMARY))
        with broken, self.assertLogs("odoo.addons.marfanet_ai_brief", "ERROR") as logs:
            [_by, (kind, _sentence)] = self._write()
        self.assertEqual(kind, "error")
        self.assertNotIn("ایرانسل", "".join(logs.output))
        self.assertFalse(self._stored())

    def test_fault_of_ours_at_the_very_end_ends_in_words_too(self):
        def fails(opening, *_args):
            def at_commit():
                raise SerializationFailure(SUMMARY)

            opening.env.cr.precommit.add(at_commit)

        self.ai.answer(WRITTEN)
        model = self.registry["marfanet.brief.opening"]
        with (
            patch.object(model, "_read_ai", fails),
            self.assertLogs("odoo.addons.marfanet_ai_brief", "ERROR") as logs,
        ):
            [*_events, (kind, sentence)] = self._write()
        self.assertEqual(kind, "error")
        self.assertIn("Something went wrong", sentence)
        self.assertNotIn("ایرانسل", "".join(logs.output))

    def test_without_a_provider_or_its_key_the_stream_says_so(self):
        for change in ({"active": False}, {"active": True, "key_name": "NO_API_KEY"}):
            self.provider.write(change)
            [(kind, sentence)] = self._write()
            self.assertEqual(kind, "error")
            self.assertIn("No AI service is set up, or none has its key", sentence)

    def test_what_is_sent_is_redacted_and_delimited(self):
        self.interaction.summary = f"{SUMMARY} شماره‌اش {PHONE} است."
        self.ai.answer(WRITTEN)
        self._write(line=f"زنگ به {PHONE}")
        [request] = self.ai.requests
        self.assertNotIn(PHONE, str(request.json))
        system, user = request.messages
        for words in (SUMMARY, self.representative.name, "زنگ به"):
            self.assertIn(words, user["content"])
            self.assertNotIn(words, system["content"])
        for block in ("representative", "interactions", "principles", "line"):
            self.assertRegex(user["content"], f"(?m)^<<<{block} [0-9a-f]+$")

    def test_private_values_come_back_in_the_brief(self):
        self.interaction.summary = f"شماره‌اش {PHONE} است."
        brief = self._written("# opening\n- به [تلفن ۱] زنگ بزنم؟ [1]")
        self.assertEqual(brief["lines"][0]["text"], f"به {PHONE} زنگ بزنم؟")

    def test_instructions_are_short(self):
        system = self._briefs()._told_of(
            {"purpose": "follow_up", "call_day": "پنجشنبه ۱۸ اردیبهشت ۱۴۰۴ (x)"}
        )
        size = most_tokens([{"role": "system", "content": system}])
        self.assertLess(size, 2_000)

    def _repeat_to_ten_thousand(self):
        """Log the representative's contacts 24 times more, by SQL."""
        self.env.flush_all()
        columns = SQL(
            "partner_id, user_id, company_id, active, type, direction, purpose, status,"
            " subject, summary, feedback, next_step, search_text, brief_kind"
        )
        self.env.execute_query(
            SQL(
                """
                INSERT INTO marfanet_interaction (%(columns)s, date)
                SELECT %(columns)s, date + n * interval '1 hour'
                  FROM marfanet_interaction, generate_series(1, 24) AS n
                 WHERE partner_id = %(partner)s
                RETURNING id
                """,
                columns=columns,
                partner=self.representative.id,
            )
        )
        self.env.invalidate_all()
        count = self.env["marfanet.interaction"].search_count(
            [("partner_id", "=", self.representative.id)]
        )
        self.assertGreaterEqual(count, 10_000)

    def test_question_of_the_longest_history_is_within_bounds(self):
        words = "روی ایرانسل وصل نمی‌شد و شماره ۰۹۱۲۱۲۳۴۵۶۷ را داد؛ «پیگیری» شد. " * 30
        self.env["marfanet.interaction"].create(
            [
                {
                    "partner_id": self.representative.id,
                    "subject": f"{number} {words[:300]}",
                    "summary": f"{number} {words}",
                    "feedback": words,
                    "next_step": words[:200],
                    "status": "open",
                    "date": f"2025-{1 + number % 12:02}-{1 + number % 28:02} 10:00:00",
                }
                for number in range(400)
            ]
        )
        self._repeat_to_ten_thousand()
        task = self._add_task(self.sara, name=words[:500], date_due="2026-01-01")
        for purpose in ("support", "sales", "follow_up", "inbound"):
            self.ai.answer(WRITTEN)
            self._write(purpose=purpose, line=words, task_id=task.id)
            request = self.ai.requests[-1]
            with self.subTest(purpose):
                size = most_tokens(request.messages)
                self.assertLessEqual(size, 6_000)
                # And what there is room for is used.
                self.assertGreater(size, 4_500)
