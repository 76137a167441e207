"""Operations of the ECS API."""
