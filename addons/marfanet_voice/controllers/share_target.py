from odoo import http
from odoo.http import request
from odoo.tools import file_open

from odoo.addons.web.controllers.webmanifest import WebManifest

PATH = "/odoo/voice-share"
ACCEPTED = ["audio/*", ".mp3", ".wav", ".ogg", ".oga", ".opus", ".m4a", ".webm", ".amr",
            ".flac"]  # fmt: skip


class VoiceShareTarget(WebManifest):
    """Recordings from a phone's share sheet, where the web client is an installed app.

    The service worker takes the files into the device's own store, whoever is logged
    in and whether or not there is a connection; the next page of the web client offers
    them to be sent like any other recording.
    """

    def _get_webmanifest(self):
        manifest = super()._get_webmanifest()
        # A manifest has one share target; another addon's is left alone.
        manifest.setdefault(
            "share_target",
            {
                "action": PATH,
                "method": "POST",
                "enctype": "multipart/form-data",
                "params": {"files": [{"name": "recordings", "accept": ACCEPTED}]},
            },
        )
        return manifest

    def _get_service_worker_content(self):
        with file_open("marfanet_voice/static/service_worker/share_target.js") as file:
            # Before Odoo's own: the first listener that answers a request has it.
            return file.read() + super()._get_service_worker_content()

    @http.route(PATH, type="http", auth="none", methods=["POST"], csrf=False)
    def receive_without_service_worker(self, **_files):
        """Say that nothing has arrived: the service worker should have had it.

        Public and without a CSRF token, because the phone's own dialog posts it; it
        reads and changes nothing.
        """
        return request.redirect("/odoo?marfanet_share=lost")
