"""The files of deploy/ are right as far as their own programs can say; and they are as strict as they should be."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.conftest import ROOT
from tests.journeys.deployed import COMMON, UNITS, service_of

DEPLOY = ROOT / "deploy"
STRICT = {
    "NoNewPrivileges": "yes", "ProtectSystem": "strict", "ProtectHome": "yes", "PrivateTmp": "yes", "PrivateDevices": "yes",
    "ProtectKernelTunables": "yes", "ProtectKernelModules": "yes", "ProtectControlGroups": "yes", "RestrictSUIDSGID": "yes",
    "RestrictNamespaces": "yes", "LockPersonality": "yes", "CapabilityBoundingSet": "", "UMask": "0077",
    "SystemCallArchitectures": "native",
}  # fmt: skip


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_every_unit_runs_as_its_own_account_with_few_rights() -> None:
    for unit in UNITS.glob("*.service"):
        service = service_of(unit.name)
        assert service["User"] == ["eenheidsbeeld"], unit.name
        assert {name: service[name][-1] for name in STRICT} == STRICT, unit.name
        assert not {"PermissionsStartOnly", "AmbientCapabilities"} & {
            name for name in service if service[name] != [""]
        }


def test_the_web_application_listens_on_this_machine_only() -> None:
    assert "ListenStream=127.0.0.1:8017" in (UNITS / "eenheidsbeeld-web.socket").read_text("utf-8")


def test_no_secret_stands_in_a_unit_or_in_the_example() -> None:
    for path in (COMMON, DEPLOY / "eenheidsbeeld.env.example"):
        assert not re.findall(r"^(?:Environment=)?EB_\w*(?:KEY|TOKEN)=\S", path.read_text("utf-8"), re.M)


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not on this machine: not run")
def test_systemd_understands_every_unit(tmp_path: Path) -> None:
    """Copied with a program that exists, because systemd looks for it."""
    shutil.copytree(UNITS, tmp_path, dirs_exist_ok=True)
    for unit in tmp_path.glob("*.service"):
        unit.write_text(unit.read_text("utf-8").replace("/opt/eenheidsbeeld/current/bin/eenheidsbeeld", "/bin/true"))
    units = [str(path) for path in sorted(tmp_path.iterdir()) if path.is_file()]

    looked = run("systemd-analyze", "verify", "--man=no", *units)

    said = [line for line in looked.stderr.splitlines() if "eenheidsbeeld" in line]
    assert said == []
    assert looked.returncode == 0


@pytest.mark.skipif(not shutil.which("nginx"), reason="nginx is not on this machine: not run")
def test_nginx_understands_its_example(tmp_path: Path) -> None:
    key, certificate = tmp_path / "privkey.pem", tmp_path / "fullchain.pem"
    run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
        "-subj", "/CN=beeld.voorbeeld.invalid", "-keyout", str(key), "-out", str(certificate))  # fmt: skip
    site = (DEPLOY / "nginx" / "eenheidsbeeld.conf").read_text("utf-8")
    site = site.replace("/etc/eenheidsbeeld/tls", str(tmp_path)).replace("/var/log/nginx", str(tmp_path))
    (tmp_path / "nginx.conf").write_text(f"pid {tmp_path}/pid; error_log {tmp_path}/e; events {{}} http {{ {site} }}")

    looked = run("nginx", "-t", "-q", "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf"))

    assert looked.returncode == 0, looked.stderr


def test_the_container_file_follows_the_rules_of_hadolint() -> None:
    looked = run(str(Path(sys.executable).with_name("hadolint")), str(DEPLOY / "container" / "Containerfile"))

    assert looked.returncode == 0, looked.stdout


def test_the_container_does_not_run_as_root_and_says_that_it_was_not_built() -> None:
    lines = (DEPLOY / "container" / "Containerfile").read_text("utf-8").splitlines()

    assert "USER 10001" in lines
    assert "not built and not run" in (DEPLOY / "container" / "README.md").read_text("utf-8")


@pytest.mark.parametrize("script", ["eb", "install-release.sh"])
def test_the_scripts_are_read_by_a_plain_shell(script: str) -> None:
    assert run("sh", "-n", str(DEPLOY / script)).returncode == 0
