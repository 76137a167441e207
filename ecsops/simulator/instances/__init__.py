"""Instances, disks, snapshots, launch templates."""
