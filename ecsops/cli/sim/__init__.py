"""`ecsops sim`: the simulator."""
