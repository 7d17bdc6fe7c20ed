import subprocess
import tempfile
import uuid
from pathlib import Path

from odoo.tests import BaseCase

from ..tools import audio, levels
from .common import RECORDED, PipelineCommon

NEAR = "sine=frequency=300:duration=4"
FAR = f"{NEAR},volume=-25dB"
OPUS = ["-c:a", "libopus"]


def record(path, graph, *options):
    """Write what a filter graph makes to a file, and return its path."""
    command = ["ffmpeg", "-v", "error", "-y", "-filter_complex", graph, *options]
    subprocess.run([*command, str(path)], check=True)
    return path


class TestContents(BaseCase):
    """What is found out of a recording before it is sent."""

    def setUp(self):
        super().setUp()
        self.folder = Path(
            self.enterContext(tempfile.TemporaryDirectory(prefix="marfanet-test-"))
        )

    def _contents(self, name, graph, *options):
        path = record(self.folder / name, graph, *options)
        return audio.inspect(path, 3600).contents

    def test_opus_near_the_microphone_is_fit_to_be_sent(self):
        for name in ("note.ogg", "note.webm"):
            with self.subTest(name):
                self.assertTrue(self._contents(name, NEAR, *OPUS).is_fit)

    def test_what_is_far_has_gaps_or_is_no_opus_is_not_fit(self):
        gap = "asetpts='PTS+if(gte(T,2),10/TB,0)'"
        cases = {
            "far.ogg": (FAR, *OPUS),
            "both.ogg": (f"{NEAR}[a];{FAR}[b];[a][b]concat=v=0:a=1", *OPUS),
            "gap.mkv": (f"{NEAR},{gap}", *OPUS),
            "note.wav": (NEAR,),
            "vorbis.ogg": (NEAR, "-c:a", "libvorbis"),
        }
        for name, made in cases.items():
            with self.subTest(name):
                self.assertFalse(self._contents(name, *made).is_fit)

    def test_what_a_phone_wrote_about_a_recording_is_not_sent(self):
        chapter = self.folder / "chapter.txt"
        chapter.write_text(
            ";FFMETADATA1\n[CHAPTER]\nSTART=0\nEND=1000000000\ntitle=Rezaei\n"
        )
        cases = {
            "title": ["-metadata", "title=Rezaei, 09121234567"],
            "chapter": ["-i", str(chapter), "-map_chapters", "0"],
        }
        for name, told in cases.items():
            path = record(self.folder / f"{name}.ogg", NEAR, *told, *OPUS)
            recording = audio.inspect(path, 60)
            target = self.folder / "target.ogg"
            audio.convert(recording, target, "ogg")
            with self.subTest(name):
                self.assertFalse(recording.contents.is_fit)
                self.assertIn(b"Rezaei", path.read_bytes())
                self.assertNotIn(b"Rezaei", target.read_bytes())
                self.assertNotIn(b"CHAPTER", target.read_bytes())

    def test_service_is_sent_only_the_container_and_the_size_that_it_takes(self):
        ogg = audio.inspect(record(self.folder / "note.ogg", NEAR, *OPUS), 60)
        webm = audio.inspect(record(self.folder / "note.webm", NEAR, *OPUS), 60)
        mkv = audio.inspect(record(self.folder / "note.mkv", NEAR, *OPUS), 60)
        large = audio.inspect(
            record(self.folder / "large.ogg", f"{NEAR},aloop=9:192000", *OPUS,
                   "-b:a", "256k", "-vbr", "off"),
            60,
        )  # fmt: skip
        megabyte = 1024 * 1024
        self.assertTrue(audio.can_be_sent(ogg, "ogg", megabyte))
        self.assertFalse(audio.can_be_sent(ogg, "ogg", 1000))
        self.assertFalse(audio.can_be_sent(ogg, "webm", megabyte))
        self.assertTrue(audio.can_be_sent(webm, "webm", megabyte))
        self.assertFalse(audio.can_be_sent(mkv, "webm", megabyte))
        self.assertFalse(audio.can_be_sent(large, "ogg", 100 * megabyte))

    def test_long_recording_is_listened_to_when_it_is_worked_on(self):
        path = record(self.folder / "note.ogg", f"{NEAR},aloop=20:192000", *OPUS)
        recording = audio.inspect(path, 3600)
        self.assertGreater(recording.seconds, 60)
        self.assertIsNone(recording.contents)
        found = audio.contents(recording, longest=600.0)
        self.assertEqual(found.parts, [(0.0, recording.seconds)])
        self.assertTrue(found.is_fit)

    def test_levels_are_even_when_all_that_is_said_is_loud(self):
        said, pause = [-20.0, -28.0, -45.0] * 4, [-70.0] * 12
        self.assertTrue(levels.are_even(said + pause + said))
        self.assertTrue(levels.are_even(said + pause))
        self.assertFalse(levels.are_even(said + [-42.0] * 12 + said))
        self.assertFalse(levels.are_even([*said, float("-inf"), *said]))
        self.assertFalse(levels.are_even([]))


class TestSentAsItIs(PipelineCommon):
    """What of a recording reaches a speech service."""

    def setUp(self):
        super().setUp()
        self.folder = Path(
            self.enterContext(tempfile.TemporaryDirectory(prefix="marfanet-test-"))
        )
        self._add_provider("speech")

    def _receive_made(self, graph, *options):
        """Take a recording in, made by a filter graph."""
        path = record(self.folder / f"{uuid.uuid4()}.ogg", graph, *OPUS, *options)
        self.content = path.read_bytes()
        return (
            self.env["marfanet.voice.note"]
            .with_user(self.sara)
            ._receive(
                path, str(uuid.uuid4()), self.representative, "support", date=RECORDED
            )
        )

    def _sent(self):
        return [request.body for request in self.ai.requests]

    def test_recording_that_is_fit_is_sent_as_it_is(self):
        note = self._receive_made(NEAR)
        self.assertEqual((note.state, len(note.pieces)), ("transcribing", 1))
        self.ai.speech("سلام.")
        self._run_jobs()
        self.assertEqual((note.state, note.transcript), ("ready", "سلام."))
        self.assertIn(self.content, self._sent()[0])

    def test_far_voice_is_brought_near_first(self):
        note = self._receive_made(FAR)
        self.ai.speech("سلام.")
        self._run_jobs()
        self.assertEqual(note.state, "ready")
        self.assertNotIn(self.content, self._sent()[0])

    def test_long_silence_is_not_sent_and_the_times_stay_right(self):
        pause = "apad=pad_dur=30"
        note = self._receive_made(f"{NEAR},{pause}[a];{NEAR}[b];[a][b]concat=v=0:a=1")
        self.assertEqual(len(note.pieces), 2)
        for word in ("اول.", "دوم."):
            self.ai.speech(word, words=[(word, 1.0, 2.0)])
        self._run_jobs()
        self.assertEqual(note.transcript, "اول. دوم.")
        self.assertLess(sum(seconds for _start, seconds in note.pieces), 12)
        [first, second] = [line["start"] for line in note.segments]
        self.assertAlmostEqual(first, 1.0, delta=0.1)
        # It was said a second after the pause, of which half a second was sent.
        self.assertAlmostEqual(second, 34.5, delta=0.3)

    def test_nothing_but_silence_is_not_sent_and_says_so(self):
        for seconds in (3, 30):
            note = self._receive_made(f"anullsrc=duration={seconds}")
            self._run_jobs()
            with self.subTest(seconds):
                self.assertEqual(note.state, "failed")
                self.assertIn("No speech was heard", note.failure)
        self.assertFalse(self.ai.requests)
