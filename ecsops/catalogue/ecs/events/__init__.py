"""System events of instances and disks."""
