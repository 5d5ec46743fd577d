"""datatrove's inference runner, against a server that runs already."""

import asyncio
import tempfile

from datatrove.data import Document
from datatrove.pipeline.inference.run_inference import InferenceConfig, InferenceRunner
from datatrove.pipeline.writers import JsonlWriter

import common


def documents(first: int, last: int):
    for number in range(first, last):
        yield Document(text=common.prompt(number), id=str(number))


async def rollout(document, generate):
    result = await generate({"messages": [{"role": "user", "content": document.text}]})
    return result.text


def run(given, first: int, last: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        config = InferenceConfig(
            server_type="endpoint",
            endpoint_url=given.url,
            model_name_or_path="mock",
            max_concurrent_generations=given.in_flight,
            max_concurrent_documents=given.in_flight,
            metric_interval=3600,
        )
        InferenceRunner(
            rollout_fn=rollout, config=config, output_writer=JsonlWriter(folder, compression=None)
        ).run(documents(first, last))


given = common.options()
run(given, 0, given.warm_up)
measured = common.Measure(given)
run(given, given.warm_up, given.warm_up + given.calls)
measured.tell(given.calls, 0)
