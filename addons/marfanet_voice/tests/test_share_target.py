from odoo.tests import HttpCase, tagged


@tagged("post_install", "-at_install")
class TestShareTarget(HttpCase):
    """The recordings that a phone hands over; a real browser is in tests/."""

    def test_installed_app_is_offered_recordings(self):
        target = self.url_open("/web/manifest.webmanifest").json()["share_target"]
        self.assertEqual(target["action"], "/odoo/voice-share")
        self.assertIn("audio/*", target["params"]["files"][0]["accept"])

    def test_service_worker_answers_before_odoo_does(self):
        script = self.url_open("/web/service-worker.js").text
        ours, odoos = "/odoo/voice-share", "serveShareTarget"
        self.assertLess(script.index(ours), script.index(odoos))

    def test_what_misses_the_service_worker_is_not_lost_in_silence(self):
        files = {"recordings": ("note.ogg", b"sound", "audio/ogg")}
        answer = self.url_open("/odoo/voice-share", files=files, allow_redirects=False)
        self.assertEqual(answer.status_code, 303)
        self.assertTrue(
            answer.headers["Location"].endswith("/odoo?marfanet_share=lost")
        )
