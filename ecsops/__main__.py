"""The way in: the console script, and `python -m ecsops`."""

import gc
import signal

GARBAGE_AFTER = 100_000
"""How many new objects Python waits for before it looks for garbage among them."""


def main() -> None:
    """Run the program with the arguments of the process.

    A command keeps what it makes and ends within a tenth of a second. Looking for garbage on the
    way, and in everything at the end, would find none and cost a tenth of that time.
    """
    # nohup and `&` have Ctrl-C ignored.
    heeds_ctrl_c = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if heeds_ctrl_c:
        # An import that is interrupted may leave a half of a module.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    gc.set_threshold(GARBAGE_AFTER)
    # Only now, for the imports make most of the objects.
    from ecsops.cli import ecsops
    from ecsops.cli.core.process_exit import end_by_signal, terminate
    from ecsops.cli.core.terminal import prepare

    prepare()
    if signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
        signal.signal(signal.SIGTERM, terminate)
    try:
        if heeds_ctrl_c:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        ecsops(prog_name="ecsops")
    except (SystemExit, KeyboardInterrupt) as end:
        end_by_signal(end)
        raise
    finally:
        gc.freeze()


if __name__ == "__main__":
    main()
