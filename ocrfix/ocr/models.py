"""The neural models that ship inside the rapidocr wheel, as ONNX sessions."""

import os
from functools import cache
from importlib.resources import files
from pathlib import Path

import onnxruntime

from ocrfix.errors import SetupError

DETECTOR = "PP-OCRv6_det_small.onnx"
RECOGNISER = "PP-OCRv6_rec_small.onnx"


def model_path(name: str) -> Path:
    """Where the wheel keeps a model. SetupError where it is not there."""
    try:
        path = Path(str(files("rapidocr"))) / "models" / name
    except ModuleNotFoundError:
        path = Path(name)
    if not path.is_file():
        raise SetupError(
            f"the model {name} is missing", "install it again with: pip install --force-reinstall rapidocr"
        )
    return path


def cores() -> int:
    """How many things to do at a time: `OCRFIX_THREADS`, by default the cores this process may use."""
    if (chosen := os.environ.get("OCRFIX_THREADS", "")).isdecimal() and int(chosen):
        return int(chosen)
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@cache
def session(name: str, threads: int) -> onnxruntime.InferenceSession:
    """The model, loaded once a process; one run of it takes `threads` cores."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(model_path(name)), options, providers=["CPUExecutionProvider"])
