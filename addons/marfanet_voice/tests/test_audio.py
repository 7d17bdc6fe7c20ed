import random
import re
import subprocess
import tempfile
from pathlib import Path

from odoo.tests import BaseCase

from odoo.addons.marfanet_ai.tests.ai_server import tone

from ..exceptions import Empty, TooLong
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
            # As Safari records it.
            ("note.mp4", ["-movflags", "frag_keyframe+empty_moov"], "audio/mp4"),
        ]
        for name, options, mimetype in cases:
            with self.subTest(name=name):
                recording = audio.inspect(self._encode(name, *options), 60)
                self.assertEqual(recording.mimetype, mimetype)
                self.assertAlmostEqual(recording.seconds, 2.0, delta=0.1)

    def test_voice_memos_of_old_phones_are_heard(self):
        # No encoder comes with ffmpeg: frames as the standard writes them (RFC 4867,
        # section 5.3), of the best quality of each, filled at random.
        chance = random.Random(1)
        for magic, header, size in [(b"#!AMR\n", 0x3C, 31), (b"#!AMR-WB\n", 0x44, 60)]:
            with self.subTest(magic):
                frames = [bytes([header]) + chance.randbytes(size)] * 100
                path = self._write("memo.amr", magic + b"".join(frames))
                recording = audio.inspect(path, 60)
                self.assertEqual(recording.mimetype, "audio/amr")
                self.assertAlmostEqual(recording.seconds, 2.0, delta=0.1)
                target = self.folder / "memo.ogg"
                audio.convert(recording, target, "ogg", start=0.5, seconds=1)
                self.assertAlmostEqual(audio.inspect(target, 60).seconds, 1, delta=0.1)
                self.assertGreater(self._loudness(target, 0, 1), -40)

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

    def test_cover_of_a_song_does_not_matter(self):
        cover = self.folder / "cover.png"
        source = ["-f", "lavfi", "-i", "color=size=16x16", "-frames:v", "1"]
        subprocess.run(["ffmpeg", "-v", "error", *source, str(cover)], check=True)
        path = self._encode("song.mp3", "-i", str(cover), "-map", "0", "-map", "1")
        self.assertAlmostEqual(audio.inspect(path, 60).seconds, 2.0, delta=0.1)

    def test_longer_than_allowed_is_too_long(self):
        path = self._encode("note.wav")
        self.assertEqual(audio.inspect(path, 2).seconds, 2.0)
        self.assertEqual(audio.inspect(path, 1.99).seconds, 2.0)
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
                entries = "stream=codec_name,channels"
                probe = ["ffprobe", "-v", "error", "-show_entries", entries, "-of"]
                said = subprocess.check_output([*probe, "csv=p=0", str(target)])
                self.assertEqual(said.strip(), b"opus,1")

    def test_what_was_inspected_before_needs_only_its_length(self):
        path = self._encode("note.wav")
        self.assertEqual(audio.known(path, 2.0), audio.inspect(path, 60))

    # --- PIECES

    def _mix(self, name, graph, *options):
        path = self.folder / name
        command = ["ffmpeg", "-v", "error", "-y", "-filter_complex", graph, *options]
        subprocess.run([*command, str(path)], check=True)
        return path

    def _loudness(self, path, start, end):
        """Return the mean volume of a part of a file, in dB."""
        part = ["-ss", str(start), "-t", str(end - start), "-i", str(path)]
        command = ["ffmpeg", "-hide_banner", "-nostats", *part, "-af", "volumedetect"]
        log = subprocess.run(
            [*command, "-f", "null", "-"], capture_output=True, text=True, check=True
        ).stderr
        return float(re.search(r"mean_volume: (-?[\d.]+)", log)[1])

    def test_part_begins_where_it_is_said_to_in_every_container(self):
        beep = "sine=frequency=900:duration=0.5,adelay=17000,apad=whole_dur=30"
        cases = [
            ("note.wav", []),
            ("note.ogg", ["-c:a", "libopus"]),
            ("note.webm", ["-c:a", "libopus", "-live", "1"]),
            ("note.mp3", ["-q:a", "5", "-write_xing", "0"]),
            ("note.m4a", []),
            ("note.flac", []),
        ]
        for name, options in cases:
            recording = audio.inspect(self._mix(name, beep, *options), 60)
            target = self.folder / "part.ogg"
            audio.convert(recording, target, "ogg", start=15.0, seconds=5.0)
            with self.subTest(name):
                self.assertAlmostEqual(audio.inspect(target, 60).seconds, 5, delta=0.1)
                self.assertGreater(self._loudness(target, 2.05, 2.45), -40)
                self.assertLess(self._loudness(target, 0, 1.9), -60)
                self.assertLess(self._loudness(target, 2.6, 5), -60)

    def test_long_recording_is_cut_in_its_pauses(self):
        pauses = "volume='if(lt(mod(t,10),9),1,0)':eval=frame"
        talk = f"sine=frequency=300:duration=50,{pauses}"
        recording = audio.inspect(self._mix("talk.wav", talk), 60)
        parts = audio.contents(recording, longest=25.0).parts
        self.assertEqual(len(parts), 3)
        for (start, _seconds), expected in zip(parts, (0, 19.5, 39.5), strict=True):
            self.assertAlmostEqual(start, expected, delta=0.2)
        self.assertAlmostEqual(sum(part[1] for part in parts), 50, delta=0.1)

    def test_where_nobody_pauses_the_quietest_moment_is_taken(self):
        # Noise throughout, lower for a moment.
        lower = "volume='if(between(t,17,17.3),0.2,1)':eval=frame"
        path = self._mix("noise.wav", f"anoisesrc=amplitude=0.5:duration=40,{lower}")
        parts = audio.contents(audio.inspect(path, 60), longest=25.0).parts
        self.assertEqual(len(parts), 2)
        self.assertAlmostEqual(parts[1][0], 17.15, delta=0.1)

    def test_nothing_but_silence_has_no_part(self):
        path = self._mix("silence.wav", "anullsrc=duration=30")
        found = audio.contents(audio.inspect(path, 60), longest=25.0)
        self.assertEqual(found.parts, [])

    def test_far_voice_is_brought_up_to_the_near_one(self):
        near_and_far = (
            "sine=frequency=300:duration=10,volume='if(lt(t,5),4,0.25)':eval=frame"
        )
        recording = audio.inspect(self._mix("far.wav", near_and_far), 60)
        target = self.folder / "target.ogg"
        audio.convert(recording, target, "ogg")
        before = self._loudness(recording.path, 1, 3) - self._loudness(
            recording.path, 7, 9
        )
        after = self._loudness(target, 1, 3) - self._loudness(target, 7, 9)
        self.assertGreater(before, 20)
        self.assertLess(after, 6)

    def test_gap_in_the_time_of_a_file_stays_as_long_as_it_was(self):
        # Packets of a second, then ten seconds of nothing, as from a sleeping phone.
        gap = "sine=frequency=300:duration=4,asetpts='PTS+if(gte(T,2),10/TB,0)'"
        recording = audio.inspect(self._mix("gap.mkv", gap, "-c:a", "libopus"), 60)
        self.assertAlmostEqual(recording.seconds, 14.0, delta=0.2)
        target = self.folder / "target.ogg"
        audio.convert(recording, target, "ogg")
        self.assertAlmostEqual(audio.inspect(target, 60).seconds, 14.0, delta=0.2)
