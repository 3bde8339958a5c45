"""A Redis of one's own, on which tests may do what they like."""

import subprocess
import time

import redis


class Server:
    """A Redis that keeps what it holds when it stops, as one that only became unreachable does."""

    def __init__(self, port: int, folder: str) -> None:
        self.port, self.folder = port, folder
        self.url = f"redis://127.0.0.1:{port}/0"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.process = subprocess.Popen(
            ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--dir", self.folder],
            stdout=subprocess.DEVNULL,
        )
        while True:
            try:
                redis.Redis.from_url(self.url).ping()
            except redis.exceptions.RedisError:
                time.sleep(0.05)
            else:
                return

    def stop(self) -> None:
        if self.process:
            with redis.Redis.from_url(self.url) as client:
                client.save()
            self.process.terminate()
            self.process.wait()
            self.process = None
