"""The facts of the catalogue agree with each other, and cost no more than they must."""

import importlib
import pkgutil
import subprocess
import sys
from collections.abc import Iterator
from enum import StrEnum
from typing import Any

import pytest

from ecsops import catalogue
from ecsops.catalogue import error_codes, operation_names
from ecsops.catalogue.error_codes import CODES
from ecsops.catalogue.index import MODULES, find, names
from ecsops.catalogue.model import Operation, Parameter, Shape
from ecsops.catalogue.quotas import QUOTAS

OPERATIONS = [find(product, name) for product in MODULES for name in names(product)]
TOPICS = [module for modules in MODULES.values() for module in modules]


def parameters(operation: Operation) -> Iterator[Parameter]:
    """Yield every parameter of an operation, and every part of one."""
    left = list(operation.parameters)
    while left:
        each = left.pop()
        yield each
        left.extend(each.parts)


def leaves(shape: Shape) -> Iterator[Any]:
    """Yield what is neither an object nor a list in the form of an answer."""
    if isinstance(shape, dict):
        for each in shape.values():
            yield from leaves(each)
    elif isinstance(shape, list):
        for each in shape:
            yield from leaves(each)
    else:
        yield shape


def lists(shape: Shape) -> Iterator[list[Any]]:
    """Yield every list in the form of an answer."""
    inside = shape.values() if isinstance(shape, dict) else shape if isinstance(shape, list) else ()
    if isinstance(shape, list):
        yield shape
    for each in inside:
        yield from lists(each)


def modules_loaded_by(statement: str) -> set[str]:
    """Return the catalogue's modules that a fresh interpreter holds after a statement."""
    code = f"import sys\n{statement}\nprint(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    prefix = "ecsops.catalogue."
    return {name.removeprefix(prefix) for name in done.stdout.split() if name.startswith(prefix)}


def each_operation(*of: Operation) -> Any:
    """Run a test once for each of these operations, or for all."""
    return pytest.mark.parametrize("operation", of or OPERATIONS, ids=lambda each: each.name)


def test_there_are_so_many_operations_of_each_product() -> None:
    counts = {product: len(names(product)) for product in MODULES}

    assert counts == {"ecs": 90, "vpc": 8, "sts": 1, "cms": 39}


def test_the_index_names_what_the_modules_hold() -> None:
    held = {
        (module, name)
        for module in TOPICS
        for name, each in vars(importlib.import_module(f"ecsops.catalogue.{module}")).items()
        if isinstance(each, Operation)
    }

    indexed = {
        (module, name)
        for modules in MODULES.values()
        for module, operations in modules.items()
        for name in operations
    }
    assert indexed == held


def test_no_module_beside_the_topics_holds_operations() -> None:
    packages = pkgutil.walk_packages(catalogue.__path__, "ecsops.catalogue.")
    beside = {each.name for each in packages} - {f"ecsops.catalogue.{topic}" for topic in TOPICS}

    assert {
        f"ecsops.catalogue.{name}" for name in ("shared_parameters", "model", "quotas")
    } < beside
    for name in beside:
        module = importlib.import_module(name)
        assert not any(isinstance(each, Operation) for each in vars(module).values()), name


def test_an_operation_that_does_not_exist_is_a_key_error() -> None:
    with pytest.raises(KeyError, match="DescribeNothing"):
        find("ecs", "DescribeNothing")


@pytest.mark.parametrize("product", MODULES)
def test_the_names_of_a_product_are_sorted_and_found_under_its_command(product: str) -> None:
    found = [find(product, name) for name in names(product)]

    assert sorted(names(product)) == [operation.name for operation in found]
    assert {operation.product.command for operation in found} == {product}


@each_operation()
def test_a_summary_is_one_sentence(operation: Operation) -> None:
    assert operation.summary.endswith(".")
    assert operation.summary[0].isupper()
    assert ". " not in operation.summary
    assert len(operation.summary) <= 80


@each_operation()
def test_a_source_is_a_page_about_the_operation(operation: Operation) -> None:
    assert operation.source.startswith("https://")
    assert operation.source.lower().endswith(
        (f"/{operation.name.lower()}", f"-{operation.name.lower()}")
    )


@each_operation()
def test_an_answer_has_a_request_id_and_nothing_but_plain_types(operation: Operation) -> None:
    assert operation.answer["RequestId"] is str
    assert set(leaves(operation.answer)) <= {str, int, float, bool}
    assert all(len(each) == 1 for each in lists(operation.answer))


@each_operation(*(each for each in OPERATIONS if each.items))
def test_the_items_are_a_list_of_the_answer(operation: Operation) -> None:
    shape: Any = operation.answer
    for name in operation.items.split("."):
        shape = shape[name]

    assert isinstance(shape, list)
    assert operation.item == shape[0]


@each_operation(*(each for each in OPERATIONS if each.paging))
def test_a_paging_operation_has_what_its_paging_names(operation: Operation) -> None:
    paging = operation.paging
    assert paging is not None

    inside = operation.answer[paging.inside] if paging.inside else operation.answer
    if paging.page:
        assert operation.parameter(paging.number) is not None
        assert operation.parameter("PageSize") is not None
        assert not paging.total or paging.total in inside
    if paging.token:
        assert operation.parameter("NextToken") is not None
        assert not paging.size or operation.parameter(paging.size) is not None
        assert "NextToken" in inside
    if paging.size:
        size = operation.parameter(paging.size if paging.token else "PageSize")
        assert size is not None
        assert str(paging.default) == str(size.default)
    assert paging.smallest <= paging.default <= paging.largest
    assert paging.page or paging.token


def test_an_operation_with_a_page_or_a_token_says_how_it_pages() -> None:
    silent = [
        each.name
        for each in OPERATIONS
        if not each.paging and (each.parameter("NextToken") or each.parameter("PageSize"))
    ]

    assert silent == []


@each_operation()
def test_no_parameter_is_named_twice(operation: Operation) -> None:
    given = [each.name for each in operation.parameters]

    assert sorted(set(given)) == sorted(given)
    for parameter in parameters(operation):
        parts = [each.name for each in parameter.parts]
        assert sorted(set(parts)) == sorted(parts), parameter.name


@each_operation()
def test_no_error_code_is_documented_twice(operation: Operation) -> None:
    codes = [each.code for each in operation.errors]

    assert sorted(set(codes)) == sorted(codes)
    assert codes


@each_operation()
def test_every_refusal_can_be_told(operation: Operation) -> None:
    for each in operation.errors:
        assert each.code in CODES, each
        told = each.in_full()
        assert 400 <= told.http_status < 600, told
        assert told.message.strip(), told
        assert "%" not in told.message, told


@each_operation()
def test_a_default_is_of_its_type_and_in_its_enum(operation: Operation) -> None:
    for parameter in parameters(operation):
        if parameter.default is None:
            continue
        assert parameter.type is type(parameter.default) or isinstance(parameter.default, StrEnum)
        assert not parameter.enum or parameter.default in parameter.enum, parameter


@each_operation()
def test_a_parameter_is_consistent_in_itself(operation: Operation) -> None:
    for parameter in parameters(operation):
        assert parameter.type in (str, int, float, bool, dict), parameter
        assert all(isinstance(value, parameter.type) for value in parameter.enum), parameter
        assert sorted(set(parameter.enum)) == sorted(parameter.enum), parameter
        assert not parameter.parts or parameter.type is dict, parameter
        assert parameter.parts or parameter.json or parameter.type is not dict, parameter
        assert not (parameter.repeat and parameter.json), parameter
        assert parameter.bits in ((32, 64) if parameter.type is int else (32,)), parameter


@each_operation()
def test_a_quota_that_a_parameter_refers_to_exists(operation: Operation) -> None:
    for parameter in parameters(operation):
        before, found, after = parameter.limits.partition("quota ")
        assert not found or after.split()[0].strip(";,") in QUOTAS, (before, parameter.name)


def test_no_enum_is_empty() -> None:
    enums = [
        each
        for module in (*TOPICS, "shared_parameters", "ecs.events.event_types")
        for each in vars(importlib.import_module(f"ecsops.catalogue.{module}")).values()
        if isinstance(each, type) and issubclass(each, StrEnum) and each is not StrEnum
    ]

    assert enums
    assert [each for each in enums if not list(each)] == []


def test_every_error_code_stands_in_one_table() -> None:
    modules = [
        importlib.import_module(f"ecsops.catalogue.error_codes.{each.name}")
        for each in pkgutil.iter_modules(error_codes.__path__)
    ]
    codes = [
        code
        for module in modules
        for name, table in vars(module).items()
        if name.isupper()
        for code in table
    ]

    assert sorted(CODES) == sorted(codes)


def test_braces_in_codes_and_messages_stand_for_what_is_filled_in() -> None:
    for code, (_, message) in CODES.items():
        filled = message.format(Name="RegionId", StringToSign="GET&%2F&")
        assert "{" not in filled.replace("{{", ""), code
        assert "{" not in code.format(Name="RegionId"), code


@pytest.mark.parametrize("topic", TOPICS)
def test_loading_a_topic_loads_no_other_topic(topic: str) -> None:
    loaded = modules_loaded_by(f"import ecsops.catalogue.{topic}")

    assert [module for module in TOPICS if module in loaded] == [topic]


def test_finding_an_operation_loads_its_topic_and_what_topics_share() -> None:
    loaded = modules_loaded_by("import ecsops.catalogue.index as c; c.find('ecs', 'DescribeDisks')")

    shared = {"index", "model", "products", "shared_parameters"}
    topic = {"disks", "billing", "disk_parameters"}
    assert loaded == shared | {"ecs", "ecs.instances", *(f"ecs.instances.{each}" for each in topic)}


def test_loading_the_catalogue_loads_no_topic() -> None:
    loaded = modules_loaded_by("import ecsops.catalogue.index as c; c.names('ecs')")

    assert loaded == {"index", "model"}


@pytest.mark.parametrize("product", MODULES)
def test_every_operation_of_the_catalogue_is_among_the_names_of_its_product(product: str) -> None:
    assert set(names(product)) <= operation_names.known(product)
