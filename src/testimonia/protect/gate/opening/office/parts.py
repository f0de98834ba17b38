"""Parts of an office package, unpacked within bounds and parsed without following anything they point to."""

import zipfile

from lxml import etree  # type: ignore[import-untyped]

from testimonia.errors import ReadError

MOST_PARTS = 20_000


class Parts:
    """The files of a package, by name; how much may be unpacked is counted over all of them."""

    def __init__(self, archive: zipfile.ZipFile, *, most: int) -> None:
        self.archive = archive
        self.left = most
        self.names = list(dict.fromkeys(archive.namelist()))
        self.kept: dict[str, bytes] = {}

    def read(self, name: str) -> bytes:
        """A part's bytes.

        Raises:
            ReadError: All parts together grow beyond the limit.
        """
        if name not in self.kept:
            with self.archive.open(name) as part:
                raw = part.read(self.left + 1)
            if len(raw) > self.left:
                raise ReadError("the package grows beyond the limit")
            self.left -= len(raw)
            self.kept[name] = raw
        return self.kept[name]


def parse(raw: bytes) -> etree._Element:
    """The root of a part of XML.

    Raises:
        ReadError: It is no XML.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False, remove_comments=True)
    try:
        root = etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReadError("its XML is damaged") from error
    if root is None:
        raise ReadError("its XML is damaged")
    return root
