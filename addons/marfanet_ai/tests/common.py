from odoo.tests import new_test_user

from odoo.addons.base.tests.common import BaseCommon

SHIPPED = "Read the note of {day}. At most {most} tasks."
EDITED = "Read the note of {day} with care. At most {most} tasks."


class PromptCommon(BaseCommon):
    """A prompt with two variables, one who may edit it and one who may not."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.editor = new_test_user(
            cls.env, "editor", "marfanet_ai.group_marfanet_ai_prompt_editor"
        )
        cls.reader = new_test_user(cls.env, "plain_user", "base.group_user")
        cls.shipped_prompt = cls.env["marfanet.ai.prompt"].create(
            {"name": "Read", "job": "test_read", "shipped_body": SHIPPED}
        )
        cls.env["marfanet.ai.prompt.variable"].create(
            [
                {
                    "prompt_id": cls.shipped_prompt.id,
                    "name": name,
                    "description": name,
                    "example": example,
                    "required": required,
                }
                for name, example, required in (
                    ("day", "Saturday", True),
                    ("most", "5", False),
                )
            ]
        )
        cls.prompt = cls.shipped_prompt.with_user(cls.editor)

    def _ship(self, body):
        """Do what an update of the addon does."""
        self.shipped_prompt.sudo().shipped_body = body
        self.env.invalidate_all()
