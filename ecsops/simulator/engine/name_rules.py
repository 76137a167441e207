"""The rules of names and descriptions that several operations share (their pages)."""

DESCRIPTION = r"(?s)(?!https?://).{2,256}"
"""2 to 256 characters that do not begin with http:// or https://."""

NAME = r"(?!https?://)[^\W\d_][\w:.\-]{1,127}"
"""2 to 128 letters, digits and `: _ . -`, a letter or a Chinese character first."""
