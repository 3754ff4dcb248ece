"""The wire: one pool of connections per run, under the lean client for answers and under LangChain's for the voice."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from trainer import __version__
from trainer.llm import sse
from trainer.llm.faults import EndpointFault, looks_like_html, of_status
from trainer.llm.reply import Assembly
from trainer.llm.settings import Endpoint, is_loopback

CONNECTIONS = 64
"""Connections kept open: a judge asks up to this many questions at a time without opening a new one."""
_CONNECT_S = 10.0
_REDIRECTS = 3


def proxy_for(url: str) -> str | None:
    """The proxy of the environment for an address; none for this machine and what NO_PROXY names."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    spared = [p.strip().lstrip("*.") for p in _variable("no_proxy").split(",") if p.strip()]
    if is_loopback(host) or "*" in _variable("no_proxy").split(",") or any(
        p and (host == p or host.endswith(f".{p}")) for p in spared
    ):  # fmt: skip
        return None
    return _variable(f"{parts.scheme}_proxy") or _variable("all_proxy") or None


def _variable(name: str) -> str:
    return os.environ.get(name) or os.environ.get(name.upper()) or ""


class Wire:
    """Requests to one endpoint. Made inside a running event loop, and used there only."""

    def __init__(self, endpoint: Endpoint) -> None:
        import httpx2

        from trainer.llm.transport import Redirecting, Tidying

        self._endpoint = endpoint
        pool = httpx2.AsyncHTTPTransport(
            limits=httpx2.Limits(max_connections=None, max_keepalive_connections=CONNECTIONS),
            proxy=proxy_for(endpoint.base_url),
        )
        self._base = Redirecting(pool, _REDIRECTS)
        timeout = httpx2.Timeout(endpoint.timeout_s, connect=min(_CONNECT_S, endpoint.timeout_s), pool=None)
        headers = {"user-agent": f"plea-trainer/{__version__}"}
        if endpoint.secret:
            headers["authorization"] = f"Bearer {endpoint.secret}"
        self.client = httpx2.AsyncClient(transport=self._base, timeout=timeout, headers=headers)
        self.voice = httpx2.AsyncClient(transport=Tidying(self._base), timeout=timeout)
        """For the SDK under LangChain: what reaches it has been put in order."""

    async def post(self, body: bytes, into: Assembly) -> None:
        """Ask once and add the whole answer to `into`. EndpointFault, or an exception of httpx."""
        request = self.client.build_request(
            "POST", f"{self._endpoint.base_url}/chat/completions", content=body,
            headers={"content-type": "application/json"},
        )  # fmt: skip
        response = await self.client.send(request, stream=True)
        try:
            if response.status_code != 200:
                raise await sse.refusal(response)
            await sse.whole(response, into)
        finally:
            await response.aclose()

    async def models(self) -> list[str]:
        """Names of the models the server lists. EndpointFault, or an exception of httpx."""
        response = await self.client.get(f"{self._endpoint.base_url}/models")
        if response.status_code != 200:
            raise of_status(response.status_code, response.headers, response.content)
        if looks_like_html(response.content):
            raise EndpointFault("html")
        with suppress(ValueError):
            data = response.json()
            listed = data.get("data") if isinstance(data, dict) else data
            return [str(m["id"]) for m in listed or [] if isinstance(m, dict) and "id" in m]
        raise EndpointFault("bad_json")

    async def aclose(self) -> None:
        """Close all connections."""
        await self.client.aclose()
        await self.voice.aclose()


def load() -> None:
    """Import what the voice needs. Takes 1.5-2.5 seconds the first time: call it in a thread."""
    import langsmith  # noqa: F401


def voice_model(endpoint: Endpoint, wire: Wire) -> Any:
    """LangChain's chat model over our connections. Call `load` first, and this in a thread as well."""
    from langchain_openai import ChatOpenAI
    from pydantic import SecretStr

    return ChatOpenAI(
        model=endpoint.model,
        base_url=endpoint.base_url,
        api_key=endpoint.key or SecretStr("none"),
        http_async_client=wire.voice,
        use_responses_api=False,
        # Asked for in the body by the request itself, where a server that does not know it can be spared.
        stream_usage=False,
        max_retries=0,
        timeout=endpoint.timeout_s,
        stream_chunk_timeout=None,
    )
