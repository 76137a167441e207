"""The simulator behind the real wire protocol: the vendor's own SDKs and CLIs work against it."""
