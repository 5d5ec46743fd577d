"""aiohttp alone: no retries, no limits."""

import asyncio

import aiohttp

import common


async def main() -> None:
    given = common.options()
    connector = aiohttp.TCPConnector(limit=given.in_flight)
    timeout = aiohttp.ClientTimeout(total=given.timeout)
    async with aiohttp.ClientSession(connector=connector, timeout=timeout) as session:

        async def call(number: int) -> bool:
            body = {"model": "mock", "messages": common.messages(number)}
            async with session.post(given.url + "/v1/chat/completions", json=body) as response:
                if response.status != 200:
                    return False
                return bool((await response.json())["choices"][0]["message"]["content"])

        await common.measure(given, call)


asyncio.run(main())
