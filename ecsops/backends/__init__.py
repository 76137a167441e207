"""The seam between the client and what answers it: the simulator or the real service."""
