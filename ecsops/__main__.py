"""The way in: the console script, and `python -m ecsops`."""

import gc

GARBAGE_AFTER = 100_000
"""How many new objects Python waits for before it looks for garbage among them."""


def main() -> None:
    """Run the program with the arguments of the process.

    A command keeps what it makes and ends within a tenth of a second. Looking for garbage on the
    way, and in everything at the end, would find none and cost a tenth of that time.
    """
    gc.set_threshold(GARBAGE_AFTER)
    # Only now, for the imports make most of the objects.
    from ecsops.cli import ecsops

    try:
        ecsops(prog_name="ecsops")
    finally:
        gc.freeze()


if __name__ == "__main__":
    main()
