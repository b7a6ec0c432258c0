"""Memory and cores of this process and this machine."""

import os
import sys
from pathlib import Path

import psutil

_MB = 2**20
_UNLIMITED = 2**60
_NEEDED_MB = 1500.0
"""What a worker may need for a page of ordinary size, with its models."""


def reset_peak() -> None:
    """Begin to measure this process's peak anew, where the system can (Linux)."""
    try:
        Path("/proc/self/clear_refs").write_text("5")
    except OSError:
        return


def peak_mb() -> float:
    """The most memory this process has held since `reset_peak`, or ever where it cannot be reset."""
    try:
        status = Path("/proc/self/status").read_text()
        return round(int(status.split("VmHWM:")[1].split()[0]) / 1024, 1)
    except (OSError, IndexError):
        pass
    if sys.platform == "win32":
        return round(float(psutil.Process().memory_info().peak_wset) / _MB, 1)
    import resource

    per_mb = _MB if sys.platform == "darwin" else 1024
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / per_mb, 1)


def resident_mb(pid: int) -> float:
    """What a process holds now; 0 where it is gone."""
    try:
        return float(psutil.Process(pid).memory_info().rss) / _MB
    except psutil.Error:
        return 0.0


def jobs_here(cores: float | None = None, memory_mb: float | None = None) -> int:
    """How many workers suit this machine: one a core, as far as memory goes, and at least one.

    >>> jobs_here(8, 64_000), jobs_here(8, 6_400), jobs_here(1.5, 64_000), jobs_here(8, 900)
    (8, 4, 1, 1)
    """
    cores = usable_cores() if cores is None else cores
    memory_mb = usable_memory_mb() if memory_mb is None else memory_mb
    return max(1, min(int(cores), int(memory_mb / _NEEDED_MB)))


def usable_cores(system: Path = Path("/")) -> float:
    """Cores this process may use: its affinity, and the quota of its control group where that is less."""
    affinity = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    quotas = [float(affinity)]
    for folder in _groups(system, "cpu"):
        words = _words(folder / "cpu.max") or [
            *_words(folder / "cpu.cfs_quota_us"),
            *_words(folder / "cpu.cfs_period_us"),
        ]
        if len(words) == 2 and words[0] != "max" and float(words[0]) > 0:
            quotas.append(float(words[0]) / float(words[1]))
    return min(quotas)


def usable_memory_mb(system: Path = Path("/")) -> float:
    """Memory that may still be taken: what is available, and what the control group leaves."""
    left = [float(psutil.virtual_memory().available)]
    for folder in _groups(system, "memory"):
        for limit, used in (
            ("memory.max", "memory.current"),
            ("memory.limit_in_bytes", "memory.usage_in_bytes"),
        ):
            top, now = _words(folder / limit), _words(folder / used)
            if top and top[0].isdecimal() and int(top[0]) < _UNLIMITED:
                left.append(float(top[0]) - float(now[0] if now else 0))
    return max(0.0, min(left)) / _MB


def _groups(system: Path, controller: str) -> list[Path]:
    """Folders of the control groups, of both versions, that this process is in, the outer ones too."""
    try:
        rows = (system / "proc/self/cgroup").read_text().splitlines()
    except OSError:
        return []
    folders: list[Path] = []
    for row in rows:
        _, names, path = row.split(":", 2)
        if names and controller not in names.split(","):
            continue
        root = system / "sys/fs/cgroup" / (controller if names else "")
        inner = root / path.strip("/")
        folders += [inner, *(outer for outer in inner.parents if outer.is_relative_to(root))]
    return folders


def _words(path: Path) -> list[str]:
    try:
        return path.read_text().split()
    except OSError:
        return []
