"""Print the address of a PostgreSQL server where the tests may make a database; else say what to do."""

from __future__ import annotations

import getpass
import os
import shutil
import subprocess
import sys

import psycopg


def main() -> int:
    for url in candidates():
        if answers(url):
            print(url)
            return 0
    if start_local_server():
        for url in candidates():
            if answers(url):
                print(url)
                return 0
    print("The tests on PostgreSQL need a server, and none answers. Start one:", file=sys.stderr)
    print("    sudo apt-get install postgresql && sudo service postgresql start", file=sys.stderr)
    print("or point to one: DATABASE_URL=postgresql://user:password@host:5432/eenheidsbeeld", file=sys.stderr)
    return 1


def candidates() -> list[str]:
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith(("postgresql://", "postgres://")):
        return [given]
    name = "eenheidsbeeld"
    return [f"postgresql://postgres@127.0.0.1:5432/{name}", f"postgresql://{getpass.getuser()}@127.0.0.1:5432/{name}"]


def answers(url: str) -> bool:
    """Whether a session can be opened that may create databases; the database itself need not exist."""
    server = url.rsplit("/", 1)[0] + "/postgres"
    try:
        with psycopg.connect(server, connect_timeout=3) as connection:
            row = connection.execute("select rolcreatedb or rolsuper from pg_roles where rolname = current_user")
            found = row.fetchone()
    except psycopg.Error:
        return False
    return bool(found and found[0])


def start_local_server() -> bool:
    """Start the server of this machine where it is installed and we may."""
    if os.geteuid() != 0 or not shutil.which("pg_ctlcluster"):
        return False
    versions = sorted(os.listdir("/etc/postgresql")) if os.path.isdir("/etc/postgresql") else []
    if not versions:
        return False
    command = ["pg_ctlcluster", "--skip-systemctl-redirect", versions[-1], "main", "start"]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
