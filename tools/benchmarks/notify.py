"""Notifications: how many a second reach a webhook, and what a target costs that is down.

    python -m tools.benchmarks.notify

Events are state changes of instances; the web server is a process of its own on this machine. A
command is one StartInstance or StopInstance on a state file that is open already.
"""

import multiprocessing
import socket
import statistics
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, time

from ecsops.catalogue.cms.notifications.event_rules import PutEventRule
from ecsops.catalogue.cms.notifications.event_targets import PutEventRuleTargets
from ecsops.catalogue.ecs.instances.attributes import DescribeInstances
from ecsops.catalogue.ecs.instances.lifecycle import RebootInstance, StartInstance, StopInstance
from ecsops.client import Client
from ecsops.simulator.account import Simulator
from ecsops.simulator.notifications.sending import deliver

EVENTS = 1000
COMMANDS = 60
RESTARTED_IN_S = 60


class Taker(BaseHTTPRequestHandler):
    """Accepts all requests."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_POST(self) -> None:
        """Read the body and say OK."""
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response_only(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Log nothing."""


@contextmanager
def web_server(port: int = 0) -> Iterator[str]:
    """Run a server that takes everything; yield its URL."""
    with ThreadingHTTPServer(("127.0.0.1", port), Taker) as server:
        process = multiprocessing.Process(target=server.serve_forever, daemon=True)
        process.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        process.terminate()
        process.join()


@contextmanager
def hanging_server() -> Iterator[str]:
    """Yield the URL of a port that accepts connections and never responds."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}/"


@contextmanager
def closed_port() -> Iterator[str]:
    """Yield the URL of a port without a listener."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{held.getsockname()[1]}/"


@contextmanager
def no_target() -> Iterator[str]:
    """Yield no URL."""
    yield ""


@contextmanager
def account(url: str) -> Iterator[Simulator]:
    """Create an account in a new state file, with a rule for all events if there is a webhook."""
    with TemporaryDirectory() as directory:
        simulator = Simulator(str(Path(directory) / "simulator.db"))
        if url:
            client = Client(simulator, "cn-hangzhou")
            client.call(PutEventRule, RuleName="all", EventPattern=[{"Product": "ECS"}])
            webhook = {"Id": "1", "Url": url, "Method": "POST", "Protocol": "http"}
            client.call(PutEventRuleTargets, RuleName="all", WebhookParameters=[webhook])
        yield simulator
        simulator.close()


def running(client: Client) -> list[str]:
    """Return the ids of the running instances."""
    return [each["InstanceId"] for each in client.items(DescribeInstances, Status="Running")]


def waiting(simulator: Simulator) -> int:
    """Return how many notifications wait."""
    return simulator.store.count("Outbox", None)


def sent_a_second() -> float:
    """Return how many notifications a second reach a webhook that waited in the outbox."""
    with closed_port() as url:
        port = int(url.rstrip("/").rpartition(":")[2])
    with account(url) as simulator:
        client = Client(simulator, "cn-hangzhou")
        ids = running(client)
        while waiting(simulator) < EVENTS:
            for instance_id in ids:
                client.call(RebootInstance, InstanceId=instance_id)
            simulator.wait(RESTARTED_IN_S)
        simulator.clock.advance(86400)
        with web_server(port):
            begun, amount = perf_counter(), waiting(simulator)
            deliver(simulator.store, simulator.clock, time, 60)
            return (amount - waiting(simulator)) / (perf_counter() - begun)


def durations_s(serve: Callable[[], AbstractContextManager[str]]) -> list[float]:
    """Return how long each of some calls takes that makes an event for that target."""
    took = []
    with serve() as url, account(url) as simulator:
        client = Client(simulator, "cn-hangzhou")
        instance_id = running(client)[0]
        for number in range(COMMANDS):
            operation = StartInstance if number % 2 else StopInstance
            begun = perf_counter()
            client.call(operation, InstanceId=instance_id)
            took.append(perf_counter() - begun)
            simulator.wait(RESTARTED_IN_S)
    return took


def main() -> None:
    """Print the figures."""
    print(f"through a loopback webhook: {sent_a_second():.0f} notifications/s")
    for name, serve in (
        ("without a rule", no_target),
        ("when the target answers", web_server),
        ("when it refuses connections", closed_port),
        ("when it never answers", hanging_server),
    ):
        took = durations_s(serve)
        print(
            f"a command {name:28} {statistics.median(took) * 1e3:6.1f} ms (median), "
            f"{max(took) * 1e3:6.1f} ms at most, {sum(took):5.2f} s for {len(took)}"
        )


if __name__ == "__main__":
    main()
