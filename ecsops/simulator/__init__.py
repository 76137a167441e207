"""An account of Alibaba Cloud ECS in one SQLite file: what the service would answer, and do."""
