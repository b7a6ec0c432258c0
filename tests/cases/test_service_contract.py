"""schemathesis reads the service's own description and tries what it says, and what it forbids."""

import os
import re
import subprocess
import sys
from pathlib import Path

from test_serve_command import TOKEN, serving

HOOKS = Path(__file__).parents[1] / "schemathesis_hooks.py"
SECONDS = 40


def test_the_service_keeps_to_its_description(tmp_path):
    (tmp_path / "none.toml").touch()
    with serving(tmp_path, "--max-waiting", "100000", "--max-mb", "0.1") as service:
        command = [
            *(sys.executable, "-m", "schemathesis.cli", "--config-file", str(tmp_path / "none.toml")),
            *("run", f"{service.printed[0]}/openapi.json", "-H", f"Authorization: Bearer {TOKEN}"),
            *("--seed", "7", "--max-examples", "25", "--max-time", str(SECONDS), "--no-color"),
            *("--generation-database", "none", "--warnings", "off"),
        ]
        place = {**os.environ, "SCHEMATHESIS_HOOKS": HOOKS.stem, "PYTHONPATH": str(HOOKS.parent)}
        done = subprocess.run(
            command, cwd=tmp_path, env=place, capture_output=True, text=True, check=False, timeout=6 * SECONDS
        )
        assert done.returncode == 0, f"{done.stdout}{done.stderr}"
        assert service.client.get("/v1/health").json()["status"] == "ok"
    (calls,) = re.findall(r"(\d[\d,]*) generated, .*passed", done.stdout)
    assert int(calls.replace(",", "")) > 200
