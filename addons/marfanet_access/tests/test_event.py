from odoo.tests import TransactionCase


class TestEvent(TransactionCase):
    def test_entries_are_chained_in_the_order_in_which_they_were_made(self):
        event = self.env["marfanet.access.event"]
        event._enter("export", "%(count)s records left", details={"count": 3})
        with self.enter_registry_test_mode():
            event._enter("refused", "100% refused", apart=True)
            event._seal()
        event.invalidate_model()
        last, first = event.search([], limit=2)
        self.assertEqual(last.previous_hash, first.hash)
        self.assertEqual(first.sentence, "3 records left")
        self.assertEqual(last.sentence, "100% refused")
