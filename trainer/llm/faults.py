"""What can go wrong at an endpoint: a closed list, one calm line for each, and where every exception belongs in it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Literal, get_args

from trainer.errors import TrainerError
from trainer.i18n import t
from trainer.text import Lang, clean

Kind = Literal[
    "refused", "auth", "rate", "server", "timeout", "slow", "cut", "html", "empty", "reasoning_only", "refusal",
    "filter", "length", "context", "bad_json", "budget", "model",
]  # fmt: skip
KINDS: tuple[Kind, ...] = get_args(Kind)

_DETAIL = 200
_SECRETS = re.compile(r"(?i)\b(?:sk|pk|key|gsk|xai)[-_][\w.*-]{6,}|bearer\s+\S+|(?<=://)[^/\s:@]+:[^/\s@]+(?=@)")
_CONTEXT = re.compile(
    r"context.{0,20}(?:length|size|window|limit)|maximum.{0,12}(?:context|token|length)|too many (?:input )?tokens"
    r"|(?:prompt|input|request).{0,40}(?:too long|too large|exceed)|range of input length|上下文|超长|过长",
    re.I,
)
_QUOTA = re.compile(r"insufficient|quota|balance|billing|arrears|欠费|余额", re.I)
_KEY = re.compile(r"api.?key|invalid.{0,10}token|unauthori[sz]ed|authentication|令牌|密钥", re.I)
_FILTER = re.compile(r"content.?(?:filter|policy|management)|data.?inspection|risk|sensitive|敏感|违规", re.I)
_MODEL = re.compile(
    r"model.{0,60}(?:not (?:found|exist)|does not exist|unknown|invalid|no such)|模型不存在", re.I | re.S
)
_MARKUP = re.compile(rb"^\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|head|body|\?xml)", re.I)


class EndpointFault(TrainerError):  # noqa: N818 - the word the whole room uses
    """An endpoint did not do what was asked.

    `kind` is one of KINDS; `detail` is what the server said, cut short and without secrets; `arrived` is the text that
    came before the fault; `wait` is the number of seconds the server asked to wait; `again` says whether it may help
    to ask once more.
    """

    def __init__(
        self, kind: Kind, detail: str = "", *, status: int = 0, wait: float | None = None, again: bool | None = None,
        field: str = "",
    ) -> None:  # fmt: skip
        self.kind, self.status, self.wait, self.field = kind, status, wait, field
        self.detail = scrub(detail)[:_DETAIL]
        self.again = kind in ("refused", "rate", "server", "cut") if again is None else again
        self.arrived = ""
        super().__init__(self.told("en"), do=self.remedy("en"))

    def told(self, lang: Lang) -> str:
        """One calm line for the trainee."""
        return t(lang, f"fault.{self.kind}")

    def remedy(self, lang: Lang) -> str:
        """What whoever runs the endpoint can do."""
        return t(lang, f"remedy.{self.kind}")


def scrub(text: str, *secrets: str) -> str:
    """Text from outside made fit to show: one line, no control codes, no keys."""
    for secret in secrets:
        if secret:
            text = text.replace(secret, "…")
    return " ".join(_SECRETS.sub("…", clean(text)).split())


def looks_like_html(body: bytes) -> bool:
    """Whether a body is a web page instead of data."""
    return bool(_MARKUP.match(body))


def of_status(status: int, headers: Mapping[str, str], body: bytes) -> EndpointFault:
    """The fault behind an HTTP status other than success."""
    said = "" if looks_like_html(body) else _said(body)
    wait = retry_after(headers)
    if status in (401, 402, 403):
        filtered = status == 403 and _FILTER.search(said) and not _QUOTA.search(said)
        return EndpointFault("filter" if filtered else "auth", said, status=status)
    if status == 429:
        return EndpointFault("rate", said, status=status, wait=wait, again=not _QUOTA.search(said))
    if status in (408, 409, 425) or status >= 500:
        # 501 says that it will never work; the ladder steps down on it.
        return EndpointFault("server", said, status=status, wait=wait, again=status != 501)
    if 300 <= status < 400:
        return EndpointFault("refused", "redirects to another place", status=status, again=False)
    return EndpointFault(_client_kind(status, said), said, status=status, field=_field(body), again=False)


def _client_kind(status: int, said: str) -> Kind:
    if status == 413 or _CONTEXT.search(said):
        return "context"
    if status in (404, 405, 410) or _MODEL.search(said):
        return "model"
    if _KEY.search(said):
        return "auth"
    return "filter" if _FILTER.search(said) else "server"


def of_error(error: Any) -> EndpointFault:
    """The fault behind an error object that came with a good status, or in the middle of a stream."""
    said = _message(error)
    code = str(error.get("code") or error.get("type") or "") if isinstance(error, dict) else ""
    status = int(code) if re.fullmatch(r"[45]\d\d", code) else 0
    text = f"{said} {code}"
    if status:
        return of_status(status, {}, json.dumps({"error": {"message": said}}).encode())
    if _CONTEXT.search(text):
        return EndpointFault("context", said)
    if re.search(r"rate.?limit|too many requests|overload|限流|并发", text, re.I):
        return EndpointFault("rate", said)
    if _KEY.search(text) or _QUOTA.search(text):
        return EndpointFault("auth", said)
    kind: Kind = "model" if _MODEL.search(text) else "filter" if _FILTER.search(text) else "server"
    return EndpointFault(kind, said)


def of_exception(error: BaseException) -> EndpointFault:
    """The fault behind an exception of ours, of the socket, of httpx or of the SDK, told by name: none is imported."""
    chain: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and link not in chain:
        chain.append(link)
        link = link.__cause__ or link.__context__
    for one in chain:
        if isinstance(one, EndpointFault):
            return one
    names = {cls.__name__ for one in chain for cls in type(one).__mro__}
    detail = type(error).__name__
    if names & {"TimeoutError", "TimeoutException", "APITimeoutError"}:
        return EndpointFault("timeout", detail)
    if names & {"ConnectError", "ProxyError", "ConnectionRefusedError", "UnsupportedProtocol", "InvalidURL"}:
        return EndpointFault("refused", detail)
    if names & {"ReadError", "WriteError", "ProtocolError", "CloseError", "APIConnectionError", "ConnectionError"}:
        return EndpointFault("cut", detail)
    if names & {"DecodingError", "JSONDecodeError", "UnicodeDecodeError"}:
        return EndpointFault("bad_json", detail)
    return EndpointFault("server", detail, again=False)


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds the server asks to wait: from `retry-after-ms`, or `retry-after` as seconds or as a date."""
    try:
        if value := headers.get("retry-after-ms"):
            return max(0.0, float(value) / 1000)
        value = headers.get("retry-after", "").strip()
        if re.fullmatch(r"\d+(?:\.\d+)?", value):
            return float(value)
        return _until(value) if value else None
    except ValueError:
        return None


def _until(moment: str) -> float:
    from datetime import UTC, datetime
    from email.utils import parsedate_to_datetime

    then = parsedate_to_datetime(moment)
    then = then if then.tzinfo else then.replace(tzinfo=UTC)
    return max(0.0, (then - datetime.now(UTC)).total_seconds())


def _loads(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _said(body: bytes) -> str:
    data = _loads(body)
    return body[:2000].decode("utf-8", "replace") if data is None else _message(data)


def _message(data: Any) -> str:
    """The words in an error, in whichever of the usual places they stand; its code with them."""
    if isinstance(data, list):
        return _message(data[0]) if data else ""
    if not isinstance(data, dict):
        return str(data)
    inner = data.get("error")
    if isinstance(inner, dict | list) and inner:
        return _message(inner)
    words = [data.get(k) for k in ("code", "type", "message", "msg", "detail", "error_msg")]
    return " ".join(str(w) for w in [*words, inner] if w)


def _field(body: bytes) -> str:
    """The request field a server complains of, if it names one."""
    data = _loads(body)
    error = data.get("error") if isinstance(data, dict) else None
    param = error.get("param") if isinstance(error, dict) else None
    return param if isinstance(param, str) else ""
