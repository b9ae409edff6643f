"""Web and worker as two processes that live and end together."""

import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from types import FrameType

GRACE_SECONDS = 10
START_SECONDS = 60


def is_taken(host: str, port: int) -> bool:
    """Whether something already listens there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # As the web server will: a port that only lingers from the last time is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host.strip("[]"), port))
        except OSError:
            return True
    return False


class Together:
    """The two processes of one installation."""

    def __init__(self, host: str, port: int, threads: int) -> None:
        self.host, self.port, self.threads = host, port, threads
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.asked_to_stop = False

    def start(self) -> None:
        """Start both; from here on a signal ends both."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop)
        address = f"[{self.host}]" if ":" in self.host else self.host
        web = ["gunicorn", "gebiedstafel.site.wsgi", "--bind", f"{address}:{self.port}"]
        web += ["--worker-class", "gthread", "--threads", str(self.threads), "--timeout", "60"]
        web += ["--log-level", "warning", "--no-control-socket"]
        self._begin("web server", web)
        self._begin("worker", ["django", "work", "--settings", "gebiedstafel.site.settings"])

    def _begin(self, name: str, module_and_words: list[str]) -> None:
        # A session of its own: Ctrl-C reaches only this process, which then ends both in good order.
        words = [sys.executable, "-m", *module_and_words]
        self.running[name] = subprocess.Popen(words, start_new_session=True)  # noqa: S603

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.asked_to_stop = True

    def wait(self) -> str:
        """Wait until someone asks to stop or one process ends; return the name of that one, or nothing."""
        announced, begun = False, time.monotonic()
        ended_first = ""
        while not self.asked_to_stop and not ended_first:
            ended_first = next((name for name, one in self.running.items() if one.poll() is not None), "")
            if not announced and time.monotonic() - begun < START_SECONDS and self._answers():
                print(f"Gebiedstafel: http://{self.host}:{self.port} (Ctrl-C stops it)", flush=True)  # noqa: T201
                announced = True
            time.sleep(0.2)
        self._end_all()
        return "" if self.asked_to_stop else ended_first

    def _answers(self) -> bool:
        host = "127.0.0.1" if self.host in ("0.0.0.0", "localhost") else self.host  # noqa: S104
        try:
            with urllib.request.urlopen(f"http://{host}:{self.port}/gezond", timeout=2) as answer:
                return bool(answer.status == 200)
        except urllib.error.HTTPError:
            return True
        except OSError:
            return False

    def _end_all(self) -> None:
        for process in self.running.values():
            if process.poll() is None:
                process.terminate()
        deadline = time.monotonic() + GRACE_SECONDS
        for process in self.running.values():
            try:
                process.wait(timeout=max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
