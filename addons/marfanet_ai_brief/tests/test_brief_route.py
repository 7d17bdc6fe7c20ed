import json

from odoo.http import Request
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .brief_common import SUMMARY, WRITTEN, BriefCommon

ROUTE = "/marfanet/brief/write"


@tagged("post_install", "-at_install")
class TestBriefRoute(BriefCommon, HttpCase):
    def setUp(self):
        super().setUp()
        (self.sara + self.outsider).password = "a-long-password"
        self.authenticate("sara", "a-long-password")

    def _post(self, **values):
        form = {
            "csrf_token": Request.csrf_token(self),
            "partner_id": self.representative.id,
            "purpose": "support",
            **values,
        }
        return self.url_open(ROUTE, data=form)

    def _post_files(self, **files):
        form = {"csrf_token": Request.csrf_token(self), "purpose": "support"}
        return self.url_open(ROUTE, data=form, files=files)

    def _events(self, response):
        blocks = [block for block in response.text.split("\n\n") if block != ":"]
        pairs = (block.split("\n") for block in filter(None, blocks))
        return [
            (kind.removeprefix("event: "), json.loads(data.removeprefix("data: ")))
            for kind, data in pairs
        ]

    def test_brief_arrives_as_events_and_is_there_on_opening(self):
        self.ai.answer(WRITTEN)
        response = self._post(line="قیمت")
        self.assertEqual(response.status_code, 200)
        self.assertIn("text/event-stream", response.headers["Content-Type"])
        events = self._events(response)
        kinds = [kind for kind, _data in events]
        self.assertEqual([kinds[0], kinds[-1]], ["by", "done"])
        brief = events[-1][1]
        self.assertEqual(len(brief["lines"]), 5)
        answer = self.make_jsonrpc_request(
            "/web/dataset/call_kw",
            {
                "model": "marfanet.call.brief",
                "method": "open_brief",
                "args": [self.representative.id, "support", "قیمت"],
                "kwargs": {},
            },
        )
        self.assertEqual(answer["brief"], brief)

    def test_companies_are_those_that_the_browser_has_selected(self):
        company = self.env["res.company"].create({"name": "شعبه دیگر"})
        hidden = self.env["res.company"].create({"name": "نه برای سارا"})
        self.sara.company_ids += company
        self.opener.cookies["cids"] = f"{company.id}-{hidden.id}-x"
        self.ai.answer("# opening\n- سلام")
        self._post()
        self.assertEqual(self._stored().company_id, company)
        self.assertNotIn(SUMMARY, str(self.ai.requests[0].json))

    def test_fault_is_told_in_words(self):
        self.ai.fault(500)
        with self.assertLogs("odoo.addons.marfanet_ai", "WARNING"):
            [(kind, sentence)] = self._events(self._post())
        self.assertEqual(kind, "error")
        self.assertEqual(sentence, "The AI service reported a fault of its own.")

    def test_what_cannot_be_is_refused_in_words(self):
        self._move_below_a_representative(self.contact)
        for status, values in (
            (403, {"partner_id": ""}),
            (403, {"partner_id": "-1"}),
            (403, {"partner_id": "9" * 30}),
            # More digits than Python reads.
            (403, {"partner_id": "9" * 5000}),
            (403, {"task_id": "999999999"}),
            (400, {"partner_id": self.contact.id}),
        ):
            with self.subTest(values):
                response = self._post(**values)
                self.assertEqual(response.status_code, status)
                self.assertTrue(response.json()["error"])
        response = self._post_files(partner_id=("a.txt", b"1"))
        self.assertEqual(response.status_code, 403)
        self.assertEqual(self._post(line="x" * 20_000).status_code, 413)
        self.assertFalse(self.ai.requests)

    @mute_logger("odoo.addons.base.models.ir_model", "odoo.http")
    def test_others_are_refused(self):
        self.authenticate("outsider", "a-long-password")
        self.assertEqual(self._post().status_code, 403)
        self.assertEqual(self._post(csrf_token="x").status_code, 400)
        self.authenticate(None, None)
        self.assertIn("/web/login", self._post().url)
        self.assertFalse(self.ai.requests)
