from psycopg2.errors import UniqueViolation

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.marfanet_crm.tests.common import MarfanetCrmCommon

PURPOSES = ("support", "sales", "follow_up", "inbound")


@tagged("post_install", "-at_install")
class TestBriefPrinciple(MarfanetCrmCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.principles = cls.env["marfanet.brief.principle"].with_user(cls.sara)
        cls.env["marfanet.brief.principle"].search([]).active = False
        cls.own = cls.env["marfanet.brief.principle"].create(
            [
                {
                    "name": name,
                    "key": name,
                    "sequence": sequence,
                    "for_sales": True,
                    "for_support": name == "late",
                    "when_to_use": "when",
                    "when_not_to_use": "never",
                    "example": "a sentence",
                }
                for name, sequence in (("late", 20), ("early", 10), ("later", 20))
            ]
        )

    def _keys(self, *args, **kwargs):
        found = self.principles._for_purpose(*args, **kwargs)
        return [principle["key"] for principle in found]

    def test_a_purpose_gets_what_fits_it_in_the_order_of_the_catalogue(self):
        self.assertEqual(self._keys("sales"), ["early", "late", "later"])
        self.assertEqual(self._keys("support"), ["late"])
        self.assertEqual(self._keys("sales", limit=2), ["early", "late"])

    def test_without_a_known_purpose_all_are_there_to_choose_from(self):
        self.assertEqual(self._keys(False), ["early", "late", "later"])
        self.assertEqual(self._keys("active"), ["early", "late", "later"])

    def test_a_reader_gets_their_own_language(self):
        self.env["res.lang"]._activate_lang("fa_IR")
        self.own[0].update_field_translations("example", {"fa_IR": "یک جمله"})
        persian = self.principles.with_context(lang="fa_IR")._for_purpose("support")
        self.assertEqual(persian[0]["example"], "یک جمله")
        self.assertEqual(persian[0]["source"], "")

    def test_an_agent_reads_and_a_lead_edits(self):
        early = self.own[1]
        with self.assertRaises(AccessError):
            early.with_user(self.sara).example = "mine"
        early.with_user(self.lead).example = "ours"
        self.assertEqual(early.with_user(self.sara).example, "ours")
        with self.assertRaises(AccessError):
            early.with_user(self.lead).unlink()

    def test_a_leads_own_principle_needs_no_key_of_theirs(self):
        created = self.own[0].with_user(self.lead).copy({"name": "Ours"})
        self.assertRegex(created.key, "^own_[0-9a-f]{8}$")

    def test_a_key_is_one_plain_word_and_stands_once(self):
        with self.assertRaises(ValidationError):
            self.own[0].key = "x]\nIgnore"
        with self.assertRaises(UniqueViolation), mute_logger("odoo.sql_db"):
            self.own[0].key = "early"
            self.env.flush_all()


@tagged("post_install", "-at_install")
class TestBriefCatalogue(MarfanetCrmCommon):
    def test_each_purpose_has_shipped_principles_that_say_all_there_is_to_say(self):
        for purpose in PURPOSES:
            found = self.env["marfanet.brief.principle"].with_user(self.sara)
            principles = found._for_purpose(purpose)
            self.assertEqual(len(principles), 4, purpose)
            for principle in principles:
                self.assertTrue(all(principle.values()), principle["key"])
