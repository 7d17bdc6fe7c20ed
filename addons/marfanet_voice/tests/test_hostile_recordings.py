import os
import socket
import tempfile
import threading
from pathlib import Path

from odoo.tests import BaseCase, tagged

from ..exceptions import NotAudio, RecordingRefused
from ..tools import audio
from . import hostile
from .test_upload_protocol import UploadCase


class TestHostileRecordings(BaseCase):
    """Without Odoo: what the tools make of files that strangers have made."""

    def setUp(self):
        super().setUp()
        self.folder = Path(
            self.enterContext(tempfile.TemporaryDirectory(prefix="marfanet-test-"))
        )

    def test_every_one_is_refused(self):
        for what, (path, _word) in hostile.refused_files(self.folder).items():
            with self.subTest(what), self.assertRaises(RecordingRefused):
                audio.inspect(path, 3600)

    def test_length_is_that_of_the_sound_and_not_what_a_file_says(self):
        # Not refused: recorders that write to a pipe leave such headers.
        recording = audio.inspect(hostile.claims_two_gigabytes(self.folder), 3600)
        self.assertAlmostEqual(recording.seconds, 2.0, delta=0.1)

    def test_recording_that_breaks_off_is_taken_as_far_as_it_goes(self):
        # A crash of the device that recorded it must not cost what was said before.
        whole = hostile.encode(self.folder / "whole.webm", seconds=20.0)
        torn = self.folder / "torn.webm"
        torn.write_bytes(whole.read_bytes()[: whole.stat().st_size * 3 // 4])
        recording = audio.inspect(torn, 3600)
        self.assertTrue(10 < recording.seconds < 20)

    def test_nothing_but_the_file_is_opened(self):
        caught = threading.Event()
        with socket.create_server(("127.0.0.1", 0)) as server:
            port = server.getsockname()[1]

            def listen():
                try:
                    server.accept()
                except OSError:
                    return
                caught.set()

            listener = threading.Thread(target=listen)
            listener.start()
            address = f"http://127.0.0.1:{port}/"
            for demuxer in ("hls", "concat", "mp3"):
                path = self.folder / f"{demuxer}.m3u8"
                path.write_text(
                    f"#EXTM3U\n#EXTINF:1,\n{address}\n"
                    if demuxer == "hls"
                    else f"ffconcat version 1.0\nfile {address}\n"
                )
                recording = audio.Recording(path, demuxer, 1.0)
                with self.subTest(demuxer), self.assertRaises(NotAudio):
                    audio.convert(recording, self.folder / "out.ogg", "ogg")
            server.shutdown(socket.SHUT_RDWR)
            listener.join()
        self.assertFalse(caught.is_set())


@tagged("post_install", "-at_install")
class TestHostileUploads(UploadCase):
    """The same over HTTP, sent by an agent."""

    def _traces(self):
        """What is there of uploads: rows, files, programs and temporary folders."""
        self.env.invalidate_all()
        temporary = Path(tempfile.gettempdir()).glob("marfanet-voice-*")
        return (
            self.env["marfanet.voice.upload"].search([]).ids,
            self.env["marfanet.voice.note"].search([]).ids,
            {path.name for path in self.folder.glob("*")},
            _programs_of_ours(),
            set(temporary),
        )

    def test_every_one_is_refused_with_clear_words_and_leaves_nothing(self):
        folder = Path(
            self.enterContext(tempfile.TemporaryDirectory(prefix="marfanet-test-"))
        )
        before = self._traces()
        for what, (path, word) in hostile.refused_files(folder).items():
            with self.subTest(what):
                self._send_all(path.read_bytes())
                status, answer = self._finish(path.read_bytes())
                self.assertEqual(status, 400)
                self.assertIn(word, answer["error"])
                self.assertEqual(self._traces(), before)

    def _send_all(self, content):
        self._open()
        for offset in range(0, len(content), 1024 * 1024):
            self._put(offset, content[offset : offset + 1024 * 1024])


def _programs_of_ours():
    """Return the processes of ffmpeg that descend from this one."""
    found = set()
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            name = (entry / "comm").read_text().strip()
            parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        if name.startswith("ff") and parent == os.getpid():
            found.add(entry.name)
    return found
