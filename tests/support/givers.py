"""Who gives temporary keys, on this machine: STS, the metadata service, CloudSSO and a URI."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import gmtime, strftime, time
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlsplit

from tests.support.answering import Answering


class Asked(NamedTuple):
    """One request to who gives keys."""

    method: str
    path: str
    fields: dict[str, str]
    headers: dict[str, str]


class Giver(Answering):
    """STS, the metadata service, CloudSSO and a credentials URI, on a port of this machine."""

    def __init__(self) -> None:
        self.begin({})
        super().__init__(ThreadingHTTPServer(("127.0.0.1", 0), handler(self)))

    def begin(self, key: dict[str, Any]) -> None:
        """Give this key from now on, and forget what was asked."""
        self.key = key
        self.keeps_s = 3600.0
        self.asked: list[Asked] = []
        self.refusal: tuple[int, str] | None = None

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.server.server_port)

    def answer(self, asked: Asked) -> tuple[int, str]:
        """Return status and body of what answers at that path."""
        self.asked.append(asked)
        if self.refusal:
            return self.refusal
        expires = strftime("%Y-%m-%dT%H:%M:%SZ", gmtime(time() + self.keeps_s))
        names = ("AccessKeyId", "AccessKeySecret", "SecurityToken")
        key = {**{name: self.key[name] for name in names}, "Expiration": expires}
        if asked.path == "/latest/api/token":
            return 200, "metadata-token"
        if asked.path == "/latest/meta-data/ram/security-credentials/":
            return 200, "operator"
        if asked.path == "/cloud-credentials":
            return 200, json.dumps({"CloudCredential": key})
        if asked.path in ("/latest/meta-data/ram/security-credentials/operator", "/keys"):
            return 200, json.dumps({"Code": "Success", **key})
        return 200, json.dumps({"Credentials": key, "RequestId": "A"})


def handler(giver: Giver) -> type[BaseHTTPRequestHandler]:
    """Return the class that answers for the giver."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path, query = urlsplit(self.path).path, dict(parse_qsl(urlsplit(self.path).query))
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            asked = Asked(self.command, path, query, dict(self.headers))
            status, body = giver.answer(asked)
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body.encode())

        do_PUT = do_POST = do_GET

        def log_message(self, *_: Any) -> None:
            pass

    return Handler
