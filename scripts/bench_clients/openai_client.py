"""OpenAI's own client with asyncio, its settings as they come."""

import asyncio

import openai

import common


async def main() -> None:
    given = common.options()
    client = openai.AsyncOpenAI(base_url=given.url + "/v1", api_key="none", timeout=given.timeout)

    async def call(number: int) -> bool:
        reply = await client.chat.completions.create(model="mock", messages=common.messages(number))
        return bool(reply.choices[0].message.content)

    await common.measure(given, call)


asyncio.run(main())
