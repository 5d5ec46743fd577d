"""litellm's asynchronous completion."""

import asyncio
import os

os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"
import litellm

import common

litellm.suppress_debug_info = True


async def main() -> None:
    given = common.options()

    async def call(number: int) -> bool:
        reply = await litellm.acompletion(
            model="openai/mock",
            api_base=given.url + "/v1",
            api_key="none",
            messages=common.messages(number),
            num_retries=2,
            timeout=given.timeout,
        )
        return bool(reply.choices[0].message.content)

    await common.measure(given, call)


asyncio.run(main())
