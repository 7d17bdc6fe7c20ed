from odoo.exceptions import AccessError, ValidationError
from odoo.tools import mute_logger

from .common import EDITED, SHIPPED, PromptCommon

VALUES = {"day": "Saturday", "most": "5"}


class TestAiPrompt(PromptCommon):
    def _composed(self, values=VALUES):
        # Whoever the work is done for: jobs run as agents, who may read no prompt.
        prompts = self.env["marfanet.ai.prompt"].with_user(self.reader)
        return prompts._compose("test_read", values)

    # --- WHAT IS SENT

    def test_shipped_text_is_composed_until_somebody_edits_it(self):
        self.assertEqual(
            self._composed(), "Read the note of Saturday. At most 5 tasks."
        )
        self.prompt.body = EDITED
        self.assertIn("with care", self._composed())

    def test_value_that_looks_like_a_variable_stays_what_it_is(self):
        for value in ("{most}", "{secret}", "{0.__class__}", "{{day}}"):
            with self.subTest(value):
                self.assertEqual(
                    self._composed({"day": value, "most": "5"}),
                    f"Read the note of {value}. At most 5 tasks.",
                )

    def test_values_must_be_those_of_the_variables(self):
        for values in ({"day": "x"}, {**VALUES, "secret": "x"}, {}):
            with self.subTest(values), self.assertRaises(ValidationError):
                self._composed(values)

    def test_job_without_a_prompt_is_told(self):
        with self.assertRaises(ValidationError):
            self.env["marfanet.ai.prompt"]._compose("nothing", {})

    def test_text_that_an_update_broke_gives_way_to_the_shipped_one(self):
        self.prompt.body = EDITED
        self.shipped_prompt.variable_ids.filtered(
            lambda one: one.name == "most"
        ).name = "limit"
        self._ship("Of {day}, at most {limit}.")
        self.assertIn("{most}", self.prompt.problem)
        with self.assertLogs("odoo.addons.marfanet_ai", "WARNING") as logged:
            composed = self._composed({"day": "Saturday", "limit": "5"})
        self.assertEqual(composed, "Of Saturday, at most 5.")
        self.assertNotIn("with care", "".join(logged.output))

    # --- WHAT IS REFUSED

    def test_text_that_cannot_work_is_refused_with_all_reasons(self):
        with self.assertRaises(ValidationError) as refused:
            self.prompt.body = "One {dya}\nTwo { more"
        said = str(refused.exception)
        for words in ("Line 1", "“{dya}”", "“{day}”?", "Line 2", "“{{”", "is missing"):
            self.assertIn(words, said)

    def test_empty_and_endless_texts_are_refused(self):
        for body in ("", "  \n ", "{day}" + "x" * 20_000):
            with self.subTest(len(body)), self.assertRaises(ValidationError):
                self.prompt.body = body

    def test_what_is_wrong_is_told_while_it_is_written(self):
        draft = self.prompt.new({"body": "{dya}"}, origin=self.prompt)
        self.assertIn("{dya}", draft.problem)
        self.assertFalse(self.prompt.problem)

    # --- VERSIONS

    def test_each_change_is_kept_with_who_and_why(self):
        self.prompt.write({"body": EDITED, "comment": "Too many doubtful dates"})
        self.prompt.body = EDITED + " Please."
        third, second, first = self.prompt.version_ids.sorted("number", reverse=True)
        bodies = [first.body, second.body, third.body]
        self.assertEqual(bodies, [SHIPPED, EDITED, EDITED + " Please."])
        self.assertEqual(second.create_uid, self.editor)
        self.assertEqual(second.comment, "Too many doubtful dates")
        self.assertFalse(third.comment)
        self.assertEqual(self.prompt.version_id, third)
        self.assertTrue(third.is_current)
        self.assertFalse(second.is_current)

    def test_saving_the_same_text_makes_no_version(self):
        self.prompt.body = SHIPPED + "\r\n"
        self.assertEqual(len(self.prompt.version_ids), 1)
        self.assertEqual(self.prompt.state, "shipped")

    def test_shipped_text_follows_updates_of_the_addon(self):
        self._ship("New for {day}.")
        self.assertEqual(self.prompt.body, "New for {day}.")
        self.assertNotEqual(self.prompt.state, "behind")
        self._ship("New for {day}.")
        self.assertEqual(len(self.prompt.version_ids), 2)

    def test_edited_text_outlives_updates_and_tells_of_them(self):
        self.prompt.body = EDITED
        self.assertNotEqual(self.prompt.state, "behind")
        self._ship("New for {day}.")
        self.assertEqual(self.prompt.body, EDITED)
        self.assertEqual(self.prompt.state, "behind")
        self.assertEqual(self.prompt.shipped_body, "New for {day}.")

    def test_restoring_what_was_shipped_follows_updates_again(self):
        self.prompt.body = EDITED
        self._ship("New for {day}.")
        self.prompt.action_restore_shipped()
        self.assertEqual(self.prompt.body, "New for {day}.")
        self.assertEqual(self.prompt.state, "shipped")
        self.assertEqual(self.prompt.version_id.create_uid, self.editor)
        self._ship("Newer for {day}.")
        self.assertEqual(self.prompt.body, "Newer for {day}.")

    def test_older_version_comes_back_as_a_new_one(self):
        self.prompt.body = EDITED
        self.prompt.body = "Another {day}."
        older = self.prompt.version_ids.filtered(lambda one: one.body == EDITED)
        older.action_restore()
        self.assertEqual(self.prompt.body, EDITED)
        self.assertEqual(len(self.prompt.version_ids), 4)
        self.assertIn(str(older.number), self.prompt.version_id.comment)
        self.assertEqual(self.prompt.state, "edited")

    def test_older_version_that_no_longer_works_is_not_restored(self):
        self.prompt.body = EDITED
        self.prompt.action_restore_shipped()
        self.shipped_prompt.variable_ids.filtered(
            lambda one: one.name == "most"
        ).unlink()
        older = self.prompt.version_ids.filtered(lambda one: one.origin == "edited")
        with self.assertRaises(ValidationError):
            older.action_restore()

    def test_versions_are_compared_word_by_word_and_nothing_in_them_is_html(self):
        self.prompt.body = SHIPPED.replace("tasks", "<b>tasks</b>")
        action = self.prompt.version_id.action_compare()
        comparison = self.env[action["res_model"]].browse(action["res_id"])
        self.assertEqual(comparison.old_version_id.body, SHIPPED)
        self.assertIn("<del>tasks.</del>", comparison.difference)
        self.assertIn("<ins>&lt;b&gt;tasks&lt;/b&gt;.</ins>", comparison.difference)

    # --- WHO MAY

    def test_editor_changes_the_text_and_nothing_else(self):
        self.prompt.body = EDITED
        version = self.prompt.version_id
        for refused in (
            lambda: self.prompt.write({"job": "other"}),
            lambda: self.prompt.write({"shipped_body": "x {day}"}),
            lambda: self.prompt.write({"version_id": version.id}),
            lambda: self.prompt.create({"name": "x", "job": "x"}),
            lambda: self.prompt.unlink(),
            lambda: version.write({"body": "x"}),
            lambda: version.unlink(),
            lambda: version.copy(),
            lambda: self.prompt.variable_ids[0].write({"required": False}),
        ):
            with (
                self.assertRaises(AccessError),
                mute_logger("odoo.addons.base.models.ir_model"),
                self.env.cr.savepoint(),
            ):
                refused()

    @mute_logger("odoo.addons.base.models.ir_model")
    def test_others_do_not_even_read_it(self):
        prompt = self.prompt.with_user(self.reader)
        for refused in (
            lambda: prompt.read(["body"]),
            lambda: prompt.version_ids.read(["body"]),
            lambda: prompt.write({"body": EDITED}),
            lambda: prompt.action_restore_shipped(),
            lambda: self.prompt.version_id.with_user(self.reader).action_restore(),
        ):
            with self.assertRaises(AccessError):
                refused()

    def test_system_administrators_are_editors(self):
        self.assertIn(
            self.env.ref("marfanet_ai.group_marfanet_ai_prompt_editor"),
            self.env.ref("base.group_system").all_implied_ids,
        )
