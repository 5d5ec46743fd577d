"""data-designer with one column of text; its telemetry and metrics port off."""

import os

os.environ["NEMO_TELEMETRY_ENABLED"] = "false"
os.environ["HF_HUB_OFFLINE"] = "1"
import data_designer.config as dd
import pandas
from data_designer.config.run_config import ResumeMode
from data_designer.interface import DataDesigner

import common


def main() -> None:
    given = common.options()
    provider = dd.ModelProvider(name="bench", endpoint=given.url + "/v1", api_key="none")
    inference = dd.ChatCompletionInferenceParams(max_parallel_requests=given.in_flight, timeout=int(given.timeout))
    model = dd.ModelConfig(alias="mock", model="mock", provider="bench", inference_parameters=inference)

    def batch(first: int, last: int, folder: str) -> int:
        builder = dd.DataDesignerConfigBuilder(model_configs=[model])
        seeds = pandas.DataFrame({"task": [common.prompt(number) for number in range(first, last)]})
        builder.with_seed_dataset(dd.DataFrameSeedSource(df=seeds))
        builder.add_column(dd.LLMTextColumnConfig(name="reply", model_alias="mock", prompt="{{ task }}"))
        designer = DataDesigner(artifact_path=folder, model_providers=[provider])
        designer.set_run_config(dd.RunConfig(otel_metrics_port=None))
        made = designer.create(builder, num_records=last - first, resume=ResumeMode.IF_POSSIBLE)
        return last - first - len(made.load_dataset())

    common.measure_batches(given, batch)


if __name__ == "__main__":
    main()
