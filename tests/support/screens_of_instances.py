"""Reading the pictures of instances' screens back into text."""

import zlib
from base64 import b64decode
from typing import NamedTuple

from ecsops.simulator.instances.console.glyphs import GLYPHS

CELL = (8, 16)
TOP, ROW_HEIGHT, LEFT = 1, 2, 1


class Screen(NamedTuple):
    """A picture: its size, its palette, and its rows of pixels by their colours' numbers."""

    width: int
    height: int
    palette: bytes
    rows: list[bytes]

    @property
    def background(self) -> bytes:
        """The colour of the last pixel."""
        number = self.rows[-1][-1]
        return self.palette[number * 3 : number * 3 + 3]

    @property
    def lines(self) -> list[str]:
        """The texts of the screen, without blank lines at the end."""
        texts = [self.text(row) for row in range(self.height // CELL[1])]
        return "\n".join(texts).rstrip("\n").split("\n")

    def text(self, row: int) -> str:
        """Return the text of a row of characters."""
        columns = range(self.width // CELL[0])
        return "".join(self.character(row, column) for column in columns).rstrip()

    def character(self, row: int, column: int) -> str:
        """Return the character of a cell."""
        ground = self.rows[-1][-1]
        drawn = bytearray()
        for number in range(7):
            line = self.rows[row * CELL[1] + TOP + number * ROW_HEIGHT]
            left = column * CELL[0] + LEFT
            drawn.append(
                int("".join(str(int(each != ground)) for each in line[left : left + 5]), 2)
            )
        return {glyph: sign for sign, glyph in GLYPHS.items()}.get(bytes(drawn), "?")


def screen(text: str) -> Screen:
    """Return the picture of a Screenshot, checked as a reader of PNG checks it."""
    content = b64decode(text, validate=True)
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    chunks = dict(chunks_of(content[8:]))
    header = chunks[b"IHDR"]
    width, height = int.from_bytes(header[:4]), int.from_bytes(header[4:8])
    assert header[8:] == bytes((8, 3, 0, 0, 0))
    pixels = zlib.decompress(chunks[b"IDAT"])
    assert len(pixels) == height * (width + 1)
    rows = [pixels[at : at + width + 1] for at in range(0, len(pixels), width + 1)]
    assert {row[0] for row in rows} == {0}
    return Screen(width, height, chunks[b"PLTE"], [row[1:] for row in rows])


def chunks_of(content: bytes) -> list[tuple[bytes, bytes]]:
    """Return the chunks of a file by their names."""
    found = []
    while content:
        length = int.from_bytes(content[:4])
        name, body, check = content[4:8], content[8 : 8 + length], content[8 + length : 12 + length]
        assert zlib.crc32(name + body) == int.from_bytes(check)
        found.append((name, body))
        content = content[12 + length :]
    assert found[-1] == (b"IEND", b"")
    return found
