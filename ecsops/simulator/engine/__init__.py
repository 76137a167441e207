"""The engine of the simulator: state file, records, clock, dispatch. Only this package sees SQL."""
