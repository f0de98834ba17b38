"""XMP packets: passed on as XML, with the positions in them spelt out."""

from collections.abc import Iterator

from testimonia.protect.gate.opening.bounded import inner
from testimonia.protect.gate.opening.images.positions import positions_in_xmp
from testimonia.protect.gate.pieces import Found


def open_xmp(packet: bytes, place: str = "XMP") -> Iterator[Found]:
    """The packet as a file of XML of its own, and its positions in decimal degrees.

    Args:
        packet: From its first bracket or before; filling around it doesn't matter.
    """
    packet = packet.strip(b"\0 \r\n\t")
    if packet:
        yield inner(packet, "xmp.xml", place, "application/xml")
        yield from positions_in_xmp(packet)
