"""What all commands share: options, session, errors, terminal."""
