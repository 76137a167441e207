"""Operations of the Security Token Service (STS 2015-04-01)."""
