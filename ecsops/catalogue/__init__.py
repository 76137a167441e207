"""Facts that Alibaba Cloud publishes about its API: operations, enums, error codes, quotas.

Facts only, each with its source. `index` finds an operation and loads its topic alone.
"""
