"""What stands in deploy/ does what docs/operations.md says of it, as far as can be seen without installing it."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
UNIT = ROOT / "deploy" / "wipiverse.service"


def test_the_unit_confines_the_bot() -> None:
    lines = UNIT.read_text("utf-8").splitlines()
    service = dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
    assert service["User"] == "wipiverse"
    assert service["ProtectSystem"] == "strict"
    assert service["StateDirectory"] == "wipiverse"
    assert service["CapabilityBoundingSet"] == ""
    for name in ("NoNewPrivileges", "PrivateTmp", "PrivateDevices", "ProtectHome", "RestrictNamespaces"):
        assert service[name] == "yes", name
    assert service["ExecStart"].endswith("wipiverse --data /var/lib/wipiverse bot")
    assert not [name for name in service if "TOKEN" in name]


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
def test_systemd_understands_the_unit(tmp_path: Path) -> None:
    # The program is not where the unit says before it is installed; anything that is there will do.
    unit = tmp_path / "wipiverse.service"
    unit.write_text(re.sub("(?m)^ExecStart=\\S+", "ExecStart=/usr/bin/env", UNIT.read_text("utf-8")), "utf-8")
    verified = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False)
    assert (verified.returncode, verified.stderr) == (0, "")
    command = ["systemd-analyze", "security", "--offline=true", "--threshold=15", str(unit)]
    judged = subprocess.run(command, capture_output=True, text=True, check=False)
    assert judged.returncode == 0, judged.stdout[-200:]


def test_the_container_runs_without_rights() -> None:
    lines = (ROOT / "deploy" / "Dockerfile").read_text("utf-8").splitlines()
    assert "USER 10001" in lines
    assert [line for line in lines if line.startswith("VOLUME")] == ["VOLUME /data"]
    assert lines.index("USER 10001") < lines.index('CMD ["bot"]')
    health = next(line for line in lines if line.startswith("HEALTHCHECK"))
    assert health.endswith('CMD ["wipiverse", "status", "--check", "--json"]')
    compose = (ROOT / "deploy" / "compose.yaml").read_text("utf-8")
    for line in ("read_only: true", "cap_drop: [ALL]", '"no-new-privileges:true"'):
        assert line in compose
    assert "!.env" not in (ROOT / ".dockerignore").read_text("utf-8")


def test_what_compose_reads_is_made_first() -> None:
    assert "env_file: ../.env" in (ROOT / "deploy" / "compose.yaml").read_text("utf-8")
    steps = (ROOT / "docs" / "operations.md").read_text("utf-8").partition("## In a container")[2]
    assert 0 < steps.index("$ cp .env.example .env") < steps.index("$ docker compose")


def test_every_path_the_image_copies_is_there() -> None:
    kept = [line[1:] for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line.startswith("!")]
    assert kept
    assert all((ROOT / path).exists() for path in kept)
