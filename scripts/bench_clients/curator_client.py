"""bespokelabs-curator's LLM, its cache on where a folder is given."""

import os
import tempfile

os.environ.update(TELEMETRY_ENABLED="False", OPENAI_API_KEY="none", CURATOR_DISABLE_RICH_DISPLAY="1")
from bespokelabs import curator

import common


def run(given, first: int, last: int, folder: str) -> None:
    llm = curator.LLM(
        model_name="mock",
        backend="openai",
        backend_params={
            "base_url": given.url + "/v1",
            "api_key": "none",
            "max_requests_per_minute": 1_000_000,
            "max_tokens_per_minute": 1_000_000_000,
            "max_concurrent_requests": given.in_flight,
            "request_timeout": int(given.timeout),
        },
    )
    llm([common.prompt(number) for number in range(first, last)], working_dir=folder)


given = common.options()
folder = given.folder or tempfile.mkdtemp()
if given.warm_up:
    run(given, 0, given.warm_up, folder)
measured = common.Measure(given)
run(given, given.warm_up, given.warm_up + given.calls, folder)
measured.tell(given.calls, 0)
