"""Structs: fields by their annotations, as quick to define as a plain class."""

from ecsops.structs import Struct


class Size(Struct):
    """An example."""

    width: int
    height: int = 1
    unit: str = "m"


def test_values_go_to_the_fields_in_order_or_by_name() -> None:
    assert ((size := Size(2, height=3)).width, size.height, size.unit) == (2, 3, "m")


def test_equal_fields_make_equal_structs() -> None:
    assert Size(2) == Size(2, 1, "m")
    assert Size(2) != Size(2, 2)
    assert Size(2) != (2, 1, "m")
    assert {Size(2)} == {Size(2), Size(2, 1)}


def test_one_with_another_value_leaves_the_first_as_it_is() -> None:
    size = Size(2, unit="km")

    assert Size(2, 5, "km") == size._replace(height=5)
    assert size.height == 1


def test_a_struct_tells_its_values() -> None:
    assert repr(Size(2)) == "Size(2, 1, 'm')"
