"""datatrove's inference runner on an endpoint; with checkpoints only where it has to go on after a crash."""

import asyncio
import gzip
import json
from pathlib import Path

from datatrove.data import Document
from datatrove.pipeline.inference.run_inference import InferenceConfig, InferenceRunner
from datatrove.pipeline.writers.jsonl import JsonlWriter

import common


async def ask(document, generate):
    return await generate({"messages": [{"role": "user", "content": document.text}]})


def main() -> None:
    given = common.options()

    def batch(first: int, last: int, folder: str) -> int:
        runner = InferenceRunner(
            ask,
            InferenceConfig(
                server_type="endpoint",
                endpoint_url=given.url,
                model_name_or_path="mock",
                max_concurrent_generations=given.in_flight,
            ),
            JsonlWriter(folder + "/out", output_filename="${rank}_${chunk_index}.jsonl.gz"),
            checkpoints_local_dir=folder + "/checkpoints" if given.folder else None,
        )
        documents = (Document(text=common.prompt(number), id=str(number)) for number in range(first, last))
        asyncio.run(runner.run_async(documents))
        answered = 0
        for path in Path(folder, "out").glob("*.jsonl.gz"):
            with gzip.open(path, "rt") as lines:
                answered += sum(bool(json.loads(line)["metadata"]["rollout_results"]) for line in lines)
        return last - first - answered

    common.measure_batches(given, batch)


main()
