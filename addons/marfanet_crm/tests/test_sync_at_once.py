from odoo.tests import tagged
from odoo.tools import mute_logger

from .at_once import AtOnceCase


@tagged("post_install", "-at_install")
class TestSyncAtOnce(AtOnceCase):
    """Two workers to whom another system sends the same at one time."""

    @mute_logger("odoo.sql_db")
    def test_same_reference_leaves_one_interaction_and_both_get_its_id(self):
        rows = [
            {"external_ref": f"at-once-{n}", "partner_id": self.representative_id}
            for n in range(3)
        ]
        first, second = self._call_while_open(
            "marfanet.interaction", "marfanet_log", rows
        )
        self.assertEqual([row["result"] for row in first], ["created"] * 3)
        self.assertEqual([row["result"] for row in second], ["existing"] * 3)
        self.assertEqual([row["id"] for row in first], [row["id"] for row in second])

    @mute_logger("odoo.sql_db")
    def test_same_username_leaves_one_representative_and_both_get_its_id(self):
        rows = [{"admin_username": f"at.once.{n}", "name": "تازه"} for n in range(3)]
        first, second = self._call_while_open(
            "res.partner", "marfanet_upsert_representatives", rows
        )
        self.assertEqual([row["result"] for row in first], ["created"] * 3)
        self.assertEqual([row["result"] for row in second], ["unchanged"] * 3)
        self.assertEqual([row["id"] for row in first], [row["id"] for row in second])
