"""A .docx file as the package it is (ECMA-376, part 2): parts of XML in a zip, and what each part points at."""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from app.errors import BadInput

_PARTS, _XML, _ALL = 5_000, 40 * 1024 * 1024, 150 * 1024 * 1024
"""Parts in a package; bytes of one part of XML unpacked, and of all that is unpacked."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BROKEN = "This file is no Word document, or it is broken. Nothing was opened; save it as .docx anew and retry."
_LOCKED = "This document is locked with a password. Take the password off in Word and open it again."
_OLD = "This is a document of an old Word (.doc). Open it in Word or LibreOffice, save it as .docx, and open that."
_OTHER = "This file is no Word document (.docx). Save it as .docx, or as Markdown, and open that."
_LARGE = "This document unpacks to more than can be read here. Nothing was opened."


def name_of(element: Element) -> str:
    """An element's name without its namespace; those of Office Math with `m:` before it."""
    space, _, name = element.tag.rpartition("}")
    return f"m:{name}" if space.endswith("/math") else name


def value(element: Element | None, name: str = "val") -> str | None:
    """An attribute, in whatever namespace; None when it is not there."""
    if element is None:
        return None
    return next((held for key, held in element.attrib.items() if key.rpartition("}")[2] == name), None)


def child(element: Element | None, *path: str) -> Element | None:
    """The first element down a path of names."""
    for name in path:
        if element is None:
            return None
        element = next((one for one in element if name_of(one) == name), None)
    return element


def children(element: Element | None, name: str) -> Iterator[Element]:
    """The elements of one name right below another."""
    return (one for one in element if name_of(one) == name) if element is not None else iter(())


class Package:
    """An open package. Raises BadInput with a sentence for people when it is none, is locked or is too large."""

    def __init__(self, data: bytes) -> None:
        if data.startswith(_OLE):
            raise BadInput(_LOCKED if "EncryptedPackage".encode("utf-16-le") in data else _OLD)
        if not data.startswith(b"PK"):
            raise BadInput(_OTHER)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, RuntimeError) as error:
            raise BadInput(_BROKEN) from error
        self._names = set(self._zip.namelist())
        if len(self._names) > _PARTS:
            raise BadInput(_LARGE)
        self._unpacked = 0
        self.main = self._find_main()

    def _find_main(self) -> str:
        for kind, target, outside in self._relations("").values():
            if kind == "officeDocument" and not outside:
                if not target.startswith("word/"):
                    raise BadInput(_OTHER)
                return target
        raise BadInput(_OTHER if "mimetype" in self._names else _BROKEN)

    def data(self, part: str, most: int) -> bytes | None:
        """The bytes of a part; None when it is not there or has more than `most`."""
        if part not in self._names:
            return None
        try:
            with self._zip.open(part) as held:
                found = held.read(most + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
            raise BadInput(_BROKEN) from error
        except RuntimeError as error:  # a password is wanted, or it is packed in a way zipfile does not know
            raise BadInput(_LOCKED if self._zip.getinfo(part).flag_bits & 1 else _BROKEN) from error
        self._unpacked += len(found)
        if self._unpacked > _ALL:
            raise BadInput(_LARGE)
        return found if len(found) <= most else None

    def xml(self, part: str) -> Element | None:
        """A part of XML; None when it is not there. Raises BadInput for one that is broken or has a DTD."""
        if part not in self._names:
            return None
        found = self.data(part, _XML)
        if found is None:
            raise BadInput(_LARGE)
        try:
            root: Element = fromstring(found, forbid_dtd=True)
        except (ParseError, DefusedXmlException, ValueError, RecursionError) as error:
            raise BadInput(_BROKEN) from error
        return root

    def related(self, part: str) -> dict[str, str]:
        """What a part points at inside the package, by id."""
        return {one: target for one, (_, target, outside) in self._relations(part).items() if not outside}

    def links(self, part: str) -> dict[str, str]:
        """What a part points at outside, by id. It is never loaded."""
        return {one: target for one, (_, target, outside) in self._relations(part).items() if outside}

    def _relations(self, part: str) -> dict[str, tuple[str, str, bool]]:
        folder, name = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        found: dict[str, tuple[str, str, bool]] = {}
        for one in children(root, "Relationship"):
            target, outside = one.get("Target", ""), one.get("TargetMode") == "External"
            if not outside:
                whole = posixpath.join("/", folder, target)
                target = posixpath.normpath(whole).lstrip("/")
            found[one.get("Id", "")] = (one.get("Type", "").rpartition("/")[2], target, outside)
        return found
