"""bespokelabs-curator on an OpenAI-compatible server; its viewer and telemetry off, its limits of a minute lifted."""

import os
from importlib.util import find_spec

os.environ["CURATOR_VIEWER"] = "0"
os.environ["TELEMETRY_ENABLED"] = "false"
os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"
os.environ["HF_HUB_OFFLINE"] = "1"
# litellm brings the vocabulary that tiktoken would fetch.
os.environ["TIKTOKEN_CACHE_DIR"] = find_spec("litellm").submodule_search_locations[0] + "/litellm_core_utils/tokenizers"
from bespokelabs import curator

import common


def main() -> None:
    given = common.options()
    llm = curator.LLM(
        model_name="mock",
        backend="openai",
        backend_params={
            "base_url": given.url + "/v1",
            "api_key": "none",
            "request_timeout": int(given.timeout),
            "max_concurrent_requests": given.in_flight,
            "max_requests_per_minute": 10**7,
            "max_tokens_per_minute": 10**11,
        },
    )

    def batch(first: int, last: int, folder: str) -> int:
        reply = llm([common.prompt(number) for number in range(first, last)], working_dir=folder)
        return last - first - sum(bool(row["response"]) for row in reply.dataset)

    common.measure_batches(given, batch)


if __name__ == "__main__":
    main()
