"""Operations of the CloudMonitor API."""
