"""A picture of characters, written as PNG (ISO/IEC 15948) with nothing but zlib."""

import zlib

from ecsops.simulator.instances.console.glyphs import GLYPHS, UNKNOWN

CELL_WIDTH, CELL_HEIGHT = 8, 16
"""The pixels of a character, the space around it included."""

LEFT, TOP, ROW_HEIGHT = 1, 1, 2
"""Where a glyph begins in its cell, and how many pixels high each of its rows is."""

SIGNATURE = b"\x89PNG\r\n\x1a\n"
COLOUR_INDEXED = 3


class Picture:
    """Rows of characters in the colours of a palette of three bytes each; colour 0 at first."""

    def __init__(self, columns: int, rows: int, palette: bytes) -> None:
        self.width, self.height = columns * CELL_WIDTH, rows * CELL_HEIGHT
        self.palette = palette
        self.pixels = [bytearray(self.width) for _ in range(self.height)]

    def fill(self, colour: int) -> None:
        """Paint all of it in one colour."""
        self.pixels = [bytearray([colour]) * self.width for _ in range(self.height)]

    def write(self, row: int, column: int, text: str, colour: int) -> None:
        """Draw a text from that cell on; what does not fit is cut off."""
        for offset, sign in enumerate(text):
            if column + offset < self.width // CELL_WIDTH:
                self.draw(row, column + offset, GLYPHS.get(sign, UNKNOWN), colour)

    def draw(self, row: int, column: int, glyph: bytes, colour: int) -> None:
        """Draw a glyph into a cell: one byte for each of its rows, the left pixel highest."""
        for number, bits in enumerate(glyph):
            top = row * CELL_HEIGHT + TOP + number * ROW_HEIGHT
            for pixel in range(5):
                if bits >> 4 - pixel & 1:
                    left = column * CELL_WIDTH + LEFT + pixel
                    for line in self.pixels[top : top + ROW_HEIGHT]:
                        line[left] = colour

    def png(self) -> bytes:
        """Return the file."""
        size = self.width.to_bytes(4) + self.height.to_bytes(4)
        header = size + bytes((8, COLOUR_INDEXED, 0, 0, 0))
        # Each row begins with the number of its filter: none.
        rows = b"".join(b"\0" + bytes(line) for line in self.pixels)
        chunks = ((b"IHDR", header), (b"PLTE", self.palette), (b"IDAT", zlib.compress(rows)))
        return SIGNATURE + b"".join(chunk(*each) for each in (*chunks, (b"IEND", b"")))


def chunk(name: bytes, content: bytes) -> bytes:
    """Return a chunk of the file, with its length and its check sum."""
    return len(content).to_bytes(4) + name + content + zlib.crc32(name + content).to_bytes(4)
