import subprocess
import tempfile
from pathlib import Path

from odoo.tests import BaseCase

from odoo.addons.marfanet_ai.tests.ai_server import tone

from ..exceptions import Empty, NotAudio, TooLong
from ..tools import audio


class TestAudio(BaseCase):
    def setUp(self):
        super().setUp()
        self.folder = Path(
            self.enterContext(tempfile.TemporaryDirectory(prefix="marfanet-test-"))
        )

    def _write(self, name, content):
        path = self.folder / name
        path.write_bytes(content)
        return path

    def _encode(self, name, *options):
        path = self.folder / name
        source = ["-f", "lavfi", "-i", "sine=frequency=300:duration=2"]
        command = ["ffmpeg", "-v", "error", *source, *options, str(path)]
        subprocess.run(command, check=True)
        return path

    def test_every_container_that_phones_and_browsers_make_is_known(self):
        cases = [
            ("note.ogg", ["-c:a", "libopus"], "audio/ogg"),
            ("note.opus", ["-c:a", "libopus"], "audio/ogg"),
            ("note.webm", ["-c:a", "libopus"], "audio/webm"),
            ("note.mp3", [], "audio/mpeg"),
            ("note.wav", [], "audio/wav"),
            ("note.flac", [], "audio/flac"),
            ("note.m4a", [], "audio/mp4"),
        ]
        for name, options, mimetype in cases:
            with self.subTest(name=name):
                recording = audio.inspect(self._encode(name, *options), 60)
                self.assertEqual(recording.mimetype, mimetype)
                self.assertAlmostEqual(recording.seconds, 2.0, delta=0.1)

    def test_webm_that_states_no_duration_is_measured_all_the_same(self):
        # As browsers write it while they record: to a pipe that cannot be rewound.
        source = ["-f", "lavfi", "-i", "sine=frequency=300:duration=3"]
        options = ["-c:a", "libopus", "-f", "webm", "-live", "1", "pipe:1"]
        content = subprocess.check_output(["ffmpeg", "-v", "error", *source, *options])
        recording = audio.inspect(self._write("live.webm", content), 60)
        self.assertAlmostEqual(recording.seconds, 3.0, delta=0.1)

    def test_content_counts_and_not_the_name(self):
        path = tone(self.folder, "ogg", 1.0)
        renamed = path.rename(self.folder / "note.mp3")
        self.assertEqual(audio.inspect(renamed, 60).demuxer, "ogg")

    def test_empty_file_is_empty(self):
        with self.assertRaises(Empty):
            audio.inspect(self._write("empty.ogg", b""), 60)

    def test_what_is_no_sound_is_refused(self):
        cases = {
            "text": "سلام".encode(),
            "playlist": b"#EXTM3U\nfile:///etc/passwd\n",
            "ffconcat": b"ffconcat version 1.0\nfile /etc/passwd\n",
            "torn ogg": b"OggS" + bytes(4000),
            "torn webm": b"\x1aE\xdf\xa3" + bytes(4000),
            "tag without sound": b"ID3" + bytes(4000),
        }
        for name, content in cases.items():
            with self.subTest(name), self.assertRaises((NotAudio, Empty)):
                audio.inspect(self._write("note.webm", content), 60)

    def test_film_without_sound_is_refused(self):
        path = self.folder / "film.webm"
        source = ["-f", "lavfi", "-i", "color=size=16x16:duration=1"]
        subprocess.run(["ffmpeg", "-v", "error", *source, str(path)], check=True)
        with self.assertRaises(NotAudio):
            audio.inspect(path, 60)

    def test_longer_than_allowed_is_too_long(self):
        path = self._encode("note.wav")
        self.assertEqual(audio.inspect(path, 2).seconds, 2.0)
        with self.assertRaises(TooLong):
            audio.inspect(path, 1.5)

    def test_conversion_keeps_the_length_and_sets_what_services_want(self):
        recording = audio.inspect(self._encode("note.wav"), 60)
        for container, demuxer in [("ogg", "ogg"), ("webm", "matroska")]:
            with self.subTest(container):
                target = self.folder / f"target.{container}"
                audio.convert(recording, target, container)
                converted = audio.inspect(target, 60)
                self.assertEqual(converted.demuxer, demuxer)
                self.assertAlmostEqual(converted.seconds, 2.0, delta=0.1)
