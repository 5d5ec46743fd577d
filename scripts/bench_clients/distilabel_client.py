"""distilabel's text generation in a pipeline; its batches are as large as calls may be in flight."""

import os

os.environ["HF_HUB_OFFLINE"] = "1"
from distilabel.models import OpenAILLM
from distilabel.pipeline import Pipeline
from distilabel.steps import LoadDataFromDicts
from distilabel.steps.tasks import TextGeneration

import common


def main() -> None:
    given = common.options()

    def batch(first: int, last: int, folder: str) -> int:
        with Pipeline(name="bench", cache_dir=folder) as pipeline:
            load = LoadDataFromDicts(
                data=[{"instruction": common.prompt(number)} for number in range(first, last)],
                batch_size=given.in_flight,
            )
            llm = OpenAILLM(model="mock", base_url=given.url + "/v1", api_key="none", timeout=int(given.timeout))
            load >> TextGeneration(llm=llm, input_batch_size=given.in_flight)
        rows = pipeline.run()["default"]["train"]
        return last - first - sum(bool(reply) for reply in rows["generation"])

    common.measure_batches(given, batch)


if __name__ == "__main__":
    main()
