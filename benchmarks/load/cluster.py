"""A PostgreSQL of our own in a temporary folder: to be killed, and to be measured without anybody else's work in it.

Never the server of this machine: everything here goes by the process number in this folder. PostgreSQL refuses to run
as root, so as root it runs as the account `postgres` (or the one in EB_POSTGRES_ACCOUNT).
"""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import psycopg

CHECKS = 600


class Cluster:
    """One cluster with the settings of a fresh installation, durable as in production: fsync stays on."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.data = folder, folder / "data"
        self.account = os.environ.get("EB_POSTGRES_ACCOUNT", "postgres") if os.geteuid() == 0 else ""
        self.binaries = _binaries()
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        folder.mkdir(mode=0o700, exist_ok=True)
        if self.account:
            owner = pwd.getpwnam(self.account)
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        user = self.account or pwd.getpwuid(os.geteuid()).pw_name
        self._run("initdb", "-D", str(self.data), "-U", user, "-A", "trust", "-E", "UTF8", "--no-instructions")
        self.server = f"postgresql://{user}@127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start, after a kill too: PostgreSQL then recovers from its own log, as after a power cut."""
        # One lock file in this folder, and no socket outside it.
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1"
        self._run("pg_ctl", "-D", str(self.data), "-l", str(self.folder / "said.txt"), "-w", "-t", "120",
                  "-o", options, "start")  # fmt: skip

    def stop(self) -> None:
        self._run("pg_ctl", "-D", str(self.data), "-m", "fast", "-w", "stop", may_fail=True)

    @property
    def pid(self) -> int:
        return int((self.data / "postmaster.pid").read_text().split()[0])

    def create(self, name: str) -> str:
        with psycopg.connect(f"{self.server}/postgres", autocommit=True) as admin:
            admin.execute(f'CREATE DATABASE "{name}"')
        return f"{self.server}/{name}"

    def backends(self, name: str) -> list[int]:
        """The processes that serve the connections to this database, ours for asking excepted."""
        with psycopg.connect(f"{self.server}/postgres", autocommit=True, connect_timeout=5) as admin:
            rows = admin.execute("SELECT pid FROM pg_stat_activity WHERE datname = %s", [name]).fetchall()
        return [pid for (pid,) in rows]

    def kill_whole(self) -> None:
        """The first process and all its children die at once, as when the machine loses power."""
        first = self.pid
        for pid in [first, *children_of(first)]:
            _kill(pid)
        until(lambda: not any(map(_lives, [first, *children_of(first)])))

    def answers(self) -> bool:
        try:
            with psycopg.connect(f"{self.server}/postgres", connect_timeout=5):
                return True
        except psycopg.Error:
            return False

    def _run(self, program: str, *words: str, may_fail: bool = False) -> None:
        as_account = ["setpriv", f"--reuid={self.account}", f"--regid={self.account}", "--init-groups"]
        ran = subprocess.run(
            [*(as_account if self.account else []), str(self.binaries / program), *words],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, cwd=self.folder, check=False,
        )  # fmt: skip
        if ran.returncode and not may_fail:
            raise RuntimeError(f"{program}: {ran.stderr[-1000:]}")


def _binaries() -> Path:
    """Where `initdb` and `pg_ctl` are; Debian keeps them out of the path, a folder per version."""
    if found := shutil.which("initdb"):
        return Path(found).parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    if not versions:
        raise SystemExit("not measured: no initdb on this machine (apt-get install postgresql)")
    return versions[-1].parent


def children_of(pid: int) -> list[int]:
    """The processes that this one started itself."""
    try:
        return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def until(done: Callable[[], bool], *, every: float = 0.05) -> None:
    """Wait for something that comes; an error when it stays away."""
    for _check in range(CHECKS):
        if done():
            return
        time.sleep(every)
    raise TimeoutError(done)


def _lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def _kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
