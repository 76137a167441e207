"""The operations command line for Alibaba Cloud ECS."""
