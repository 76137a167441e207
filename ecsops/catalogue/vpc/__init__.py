"""Operations of Virtual Private Cloud (VPC 2016-04-28)."""
