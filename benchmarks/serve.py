"""A small model on this machine, for the test with a real one: `python -m benchmarks.serve MODEL.gguf [PORT]`.

Needs the package xllamacpp, which is no dependency of the program. One thread; loopback only; ends with the process.
"""

from __future__ import annotations

import signal
import sys
from importlib import import_module
from typing import Any

CONTEXT = 8192


def serve(model: str, port: int = 8091) -> Any:
    """A llama.cpp server for a GGUF file, answering at http://127.0.0.1:PORT/v1 under the name `local`."""
    try:
        llama: Any = import_module("xllamacpp")
    except ModuleNotFoundError:
        sys.exit("xllamacpp is not installed; pip install xllamacpp")
    wanted = llama.CommonParams()
    wanted.model.path = model
    wanted.n_ctx, wanted.n_parallel, wanted.n_gpu_layers = CONTEXT, 1, 0
    wanted.hostnames, wanted.port = ["127.0.0.1"], port
    wanted.cpuparams.n_threads = wanted.cpuparams_batch.n_threads = 1
    wanted.model_alias = {"local"}
    wanted.use_jinja = True
    return llama.Server(wanted)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: python -m benchmarks.serve MODEL.gguf [PORT]")
    running = serve(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 8091)
    print(f"{running.listening_address}/v1", flush=True)
    signal.sigwait({signal.SIGINT, signal.SIGTERM})
