"""Instances, disks, instance types, launch templates, regions."""
