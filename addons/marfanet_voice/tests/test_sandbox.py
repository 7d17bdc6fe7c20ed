import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

from odoo.tests import BaseCase

from ..tools import sandbox

MEGABYTE = 1024 * 1024


class TestSandbox(BaseCase):
    def _run(self, script, seconds=20):
        command = [sys.executable, "-c", script]
        return sandbox.run(command, seconds=seconds, file_bytes=MEGABYTE)

    def test_what_is_printed_comes_back(self):
        finished = self._run("import sys; print('out'); print('log', file=sys.stderr)")
        self.assertEqual((finished.output, finished.log), ("out\n", "log\n"))

    def test_failure_is_told(self):
        with self.assertRaises(sandbox.Failed):
            self._run("raise SystemExit(1)")

    def test_nothing_of_the_environment_is_seen(self):
        self.patch(os, "environ", {**os.environ, "MARFANET_SECRET": "key"})
        seen = self._run("import os; print(sorted(os.environ))").output
        self.assertNotIn("MARFANET_SECRET", seen)
        self.assertIn("PATH", seen)

    def test_memory_is_limited(self):
        with self.assertRaises(sandbox.Failed):
            self._run("bytearray(2 * 1024 ** 3)")

    def test_processor_time_is_limited(self):
        with self.assertRaises(sandbox.Failed):
            self._run("while True: pass", seconds=1)

    def test_kernel_that_cannot_watch_a_process_is_waited_with(self):
        self.patch(os, "pidfd_open", lambda _process: os.close(-1))
        self.assertEqual(self._run("print('out')").output, "out\n")
        self.patch(sandbox, "_REAL_SECONDS", 0.5)
        with self.assertRaises(sandbox.Failed):
            self._run("import time; time.sleep(1000)", seconds=1)

    def test_what_it_writes_is_limited(self):
        with self.assertRaises(sandbox.Failed):
            self._run("import sys; sys.stdout.write('x' * 2 * 1024 ** 2)")

    def test_no_core_is_left(self):
        said = self._run("import resource as r; print(r.getrlimit(r.RLIMIT_CORE))")
        self.assertEqual(said.output, "(0, 0)\n")

    def test_all_of_it_ends_when_its_time_is_over(self):
        self.patch(sandbox, "_REAL_SECONDS", 0.5)
        ours, theirs = os.pipe()
        os.set_inheritable(theirs, True)
        self.addCleanup(os.close, ours)
        popen = subprocess.Popen
        self.patch(
            sandbox.subprocess,
            "Popen",
            lambda *a, **k: popen(*a, **k, pass_fds=[theirs]),
        )
        try:
            with self.assertRaises(sandbox.Failed):
                sandbox.run(
                    ["sh", "-c", "sleep 1000 & sleep 1000"],
                    seconds=1,
                    file_bytes=MEGABYTE,
                )
        finally:
            os.close(theirs)
        # The end of the file is read when nobody holds the other end any longer.
        self.assertEqual(os.read(ours, 1), b"")

    def test_it_ends_with_a_worker_that_is_killed(self):
        ours, theirs = os.pipe()
        self.addCleanup(os.close, ours)
        started, tell = os.pipe()
        self.addCleanup(os.close, started)
        script = (
            "import importlib.util, os, subprocess, sys\n"
            "spec = importlib.util.spec_from_file_location('sandbox', sys.argv[1])\n"
            "sandbox = importlib.util.module_from_spec(spec)\n"
            "sys.modules['sandbox'] = sandbox\n"
            "spec.loader.exec_module(sandbox)\n"
            "popen = subprocess.Popen\n"
            "fds = [int(fd) for fd in sys.argv[2:]]\n"
            "sandbox._guards()\n"
            "subprocess.Popen = lambda *a, **k: popen(*a, **k, pass_fds=fds)\n"
            # By its name: this shell redirects to no number above 9.
            "command = ['sh', '-c', f'echo > /dev/fd/{fds[1]}; exec sleep 1000']\n"
            "sandbox.run(command, seconds=1000, file_bytes=1000000)\n"
        )
        worker = subprocess.Popen(
            [sys.executable, "-c", script, sandbox.__file__, str(theirs), str(tell)],
            pass_fds=[theirs, tell],
        )
        os.close(theirs)
        os.close(tell)
        self.assertEqual(os.read(started, 1), b"\n")
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        self.assertEqual(os.read(ours, 1), b"")

    def test_there_is_no_network_where_the_kernel_lets_us_do_without(self):
        if not any("unshare" in guard for guard in sandbox._guards()):
            return
        with socket.create_server(("127.0.0.1", 0)) as server:
            port = server.getsockname()[1]
            with self.assertRaises(sandbox.Failed):
                self._run(
                    f"from socket import *; create_connection(('127.0.0.1', {port}))"
                )

    def test_machine_without_guards_still_runs_it(self):
        self.patch(sandbox, "_guards", tuple)
        self.assertEqual(self._run("print('out')").output, "out\n")

    def test_nothing_of_ours_stays_in_the_temporary_folder(self):
        before = set(Path(sandbox.tempfile.gettempdir()).iterdir())
        with self.assertRaises(sandbox.Failed):
            self._run("raise SystemExit(1)")
        self.assertFalse(
            {
                path
                for path in set(Path(sandbox.tempfile.gettempdir()).iterdir()) - before
                if path.name.startswith("marfanet-voice-")
            }
        )
