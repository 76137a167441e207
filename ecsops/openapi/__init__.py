"""The real service: signatures, the form of calls and answers on the wire, and its backend."""
