"""Operations of ECS about security groups, network interfaces and addresses."""
