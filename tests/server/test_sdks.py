"""Alibaba's own SDKs, unmodified, against the served simulator: all operations, both signatures.

What each of them reads is compared field by field with what the embedded simulator answers.
"""

import importlib
import json
import shutil
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ecsops.catalogue.index import MODULES, find, names
from ecsops.catalogue.model import Document, Operation
from ecsops.client import Client
from ecsops.errors import ApiError
from ecsops.openapi.wire import flatten
from ecsops.simulator.account import Simulator
from ecsops.simulator.assistant import canned_answers
from ecsops.simulator.engine.dispatch import snake_case
from tests.support.calls import story
from tests.support.loopback import Served, serving

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from alibabacloud_cms20190101 import client as cms_client
    from alibabacloud_cms20190101 import models as cms_models
    from alibabacloud_ecs20140526 import client as ecs_client
    from alibabacloud_ecs20140526 import models as ecs_models
    from alibabacloud_sts20150401 import client as sts_client
    from alibabacloud_tea_openapi.models import Config
    from alibabacloud_vpc20160428 import client as vpc_client
    from alibabacloud_vpc20160428 import models as vpc_models
    from aliyunsdkcore.acs_exception.exceptions import ServerException
    from aliyunsdkcore.client import AcsClient

PRODUCT = {name: product for product in MODULES for name in names(product)}

REFUSED = {
    "AcceptInquiredSystemEvent",
    "DeleteDeploymentSet",
    "RedeployInstance",
    "UninstallMonitoringAgent",
}
"""The operations of the story whose refusal is a part of it."""

Told = list[tuple[str, Document]]

Ask = Callable[[Operation, Document], Document]


def copied(first_use: Path, path: Path) -> str:
    """Return a copy of the first-use account that runs no scripts of its own."""
    shutil.copy(first_use, path)
    account = Simulator(str(path))
    account.control(canned_answers.set_guest, "built-in")
    account.close()
    return str(path)


def told(ask: Ask, path: str) -> Told:
    """Tell the story to a client, and return every answer that it got."""
    clock = Simulator(path)
    answers: Told = []

    def call(name: str, **parameters: Any) -> Document:
        answer = ask(find(PRODUCT[name], name), {"RegionId": "cn-hangzhou", **parameters})
        answers.append((name, answer))
        return answer

    story(call, clock.wait)
    clock.close()
    return answers


def refusal(code: str, http_status: int) -> Document:
    return {"Code": code, "HttpStatus": http_status}


@pytest.fixture(scope="module")
def expected(first_use: Path, tmp_path_factory: pytest.TempPathFactory) -> Told:
    """What the embedded simulator answers."""
    path = copied(first_use, tmp_path_factory.mktemp("embedded") / "simulator.db")
    client = Client(Simulator(path), "cn-hangzhou")

    def ask(operation: Operation, parameters: Document) -> Document:
        try:
            return client.call(operation, **parameters)
        except ApiError as error:
            return refusal(error.code, error.http_status)

    return told(ask, path)


@pytest.fixture
def served(first_use: Path, tmp_path: Path) -> Iterator[Served]:
    with serving(copied(first_use, tmp_path / "simulator.db")) as found:
        yield found


def old_sdk(served: Served) -> Ask:
    """Return how aliyun-python-sdk-core calls, with the setters of its requests (V1)."""
    client = AcsClient(served.access_key_id, served.access_key_secret, "cn-hangzhou")

    def ask(operation: Operation, parameters: Document) -> Document:
        package = f"aliyunsdk{operation.product.command}.request.v{operation.product.version}"
        name = f"{operation.name}Request"
        module = importlib.import_module(f"{package.replace('-', '')}.{name}")
        request = getattr(module, name)()
        request.set_accept_format("json")
        request.set_endpoint(served.address)
        request.set_protocol_type("http")
        for parameter, value in parameters.items():
            set_old(operation, request, parameter, value)
        try:
            return json.loads(client.do_action_with_exception(request))
        except ServerException as error:
            return refusal(error.get_error_code(), error.get_http_status())

    return ask


def set_old(operation: Operation, request: Any, name: str, value: Any) -> None:
    """Set a parameter with the request's own setter; it may be named in the plural."""
    texts = flatten(operation, {name: value})
    single = texts.get(name)
    known = operation.parameter(name)
    if known and known.repeat:
        setter = getattr(request, f"set_{name}s", None)
    else:
        setter = getattr(request, f"set_{name.replace('.', '')}", None) if single else None
    writes_json = known is not None and known.json and known.parts
    if setter and single is not None and not writes_json:
        setter(single)
    elif setter:
        setter(value)
    else:
        for each, text in texts.items():
            request.add_query_param(each, text)


def new_sdk(served: Served) -> Ask:
    """Return how the SDKs of one product each call, with their models (V3)."""
    config = Config(
        access_key_id=served.access_key_id,
        access_key_secret=served.access_key_secret,
        endpoint=served.address,
        protocol="http",
        region_id="cn-hangzhou",
    )
    clients = {
        "ecs": (ecs_client.Client(config), ecs_models),
        "cms": (cms_client.Client(config), cms_models),
        "vpc": (vpc_client.Client(config), vpc_models),
        "sts": (sts_client.Client(config), None),
    }

    def ask(operation: Operation, parameters: Document) -> Document:
        client, models = clients[operation.product.command]
        method = getattr(client, method_of(operation))
        try:
            if models is None:
                return method().body.to_map()
            request = getattr(models, f"{operation.name}Request")()
            answer = method(request.from_map(nested(operation, parameters)))
        except Exception as error:
            if not hasattr(error, "status_code"):
                raise
            return refusal(error.code, error.status_code)
        return answer.body.to_map()

    return ask


def method_of(operation: Operation) -> str:
    """Return the method of an operation in its SDK, such as `create_vswitch` for a VSwitch."""
    return snake_case(operation.name).replace("v_switch", "vswitch").replace("__", "_")


def nested(operation: Operation, parameters: Document) -> Document:
    """Return the parameters as the models have them: objects for dots, texts for JSON."""
    found: Document = {}
    for name, value in parameters.items():
        known = operation.parameter(name)
        if known and known.json and known.type is str and not isinstance(value, str):
            value = json.dumps(value)
        *outer, last = name.split(".")
        place = found
        for each in outer:
            place = place.setdefault(each, {})
        place[last] = value
    return found


def test_the_story_has_every_operation_and_nearly_all_succeed(expected: Told) -> None:
    succeeded = {name for name, answer in expected if "HttpStatus" not in answer}

    assert {name for name, _ in expected} == set(PRODUCT)
    assert set(PRODUCT) - succeeded <= REFUSED


@pytest.mark.parametrize("sdk", [old_sdk, new_sdk])
def test_the_sdk_reads_what_the_embedded_simulator_answers(
    expected: Told, served: Served, sdk: Callable[[Served], Ask]
) -> None:
    found = told(sdk(served), served.service.account.path)

    assert [name for name, _ in found] == [name for name, _ in expected]
    for (name, there), (_, here) in zip(found, expected, strict=True):
        assert (name, there) == (name, here)
