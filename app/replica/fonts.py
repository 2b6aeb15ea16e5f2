"""The hands of the replica's PDFs: which standard font sets each, which byte stands for which character.

Source: ISO 32000-1, annex D.2 (WinAnsiEncoding) and D.6 (Symbol), and 9.10.3 for ToUnicode.
"""

import unicodedata
from string import ascii_lowercase, ascii_uppercase

_GREEK = dict(zip("αβχδεφγηιϕκλμνοπθρστυϖωξψζ", ascii_lowercase.encode(), strict=True))
_GREAT = dict(zip("ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", ascii_uppercase.encode(), strict=True))
_SIGNS = dict(
    zip(
        "∀∃∗−⊥∼≤∞≥≠≡≈±×÷⋅∂∇∈∉∩∪⊂⊆∫∑∏√∝∠∧∨⇔⇒↔←→′…",
        bytes.fromhex("22242a2d5e7ea3a5b3b9babbb1b4b8d7b6d1cecfc7c8cccdf2e5d5d6b5d0d9dadbdeabacaea2bc"),
        strict=True,
    )
)
SYMBOL = _GREEK | _GREAT | _SIGNS
DOUBLE = {unicodedata.lookup(f"MATHEMATICAL DOUBLE-STRUCK CAPITAL {one}"): ord(one) for one in "ABDEFGIJKLMOSTUVWXY"}
DOUBLE |= {unicodedata.lookup(f"DOUBLE-STRUCK CAPITAL {one}"): ord(one) for one in "CHNPQRZ"}

NAMES = {"upright": "F1", "bold": "F2", "letter": "F3", "symbol": "F4", "double": "F5"}
_FACES = {"F1": "Times-Roman", "F2": "Times-Bold", "F3": "Times-Italic", "F4": "Symbol", "F5": "Times-Bold"}
_LIKE = {"ϵ": "ε", "ϱ": "ρ", "⩽": "≤", "⩾": "≥", "∣": "|", "‖": "||", "∥": "||", "ℓ": "l", "⋯": "…"}


def encoded(text: str, hand: str) -> tuple[str, bytes]:
    """The font that sets a text, by its name in the file, and the bytes that it takes."""
    text = "".join(_LIKE.get(char, char) for char in text)
    codes = {"symbol": SYMBOL, "double": DOUBLE}.get(hand, {})
    if text and all(char in codes for char in text):
        return NAMES[hand], bytes(codes[char] for char in text)
    plain = "letter" if hand == "letter" else "bold" if hand == "bold" else "upright"
    return NAMES[plain], text.encode("cp1252", errors="replace")


def objects(first: int) -> tuple[list[bytes], str]:
    """The objects of the fonts, numbered from `first`, and the dictionary that names them."""
    made: list[bytes] = []
    named = []
    for name, face in _FACES.items():
        codes = {"F4": SYMBOL, "F5": DOUBLE}.get(name)
        encoding = "" if name == "F4" else " /Encoding /WinAnsiEncoding"
        map_at = f" /ToUnicode {first + len(made) + 1} 0 R" if codes else ""
        named.append(f"/{name} {first + len(made)} 0 R")
        made.append(f"<< /Type /Font /Subtype /Type1 /BaseFont /{face}{encoding}{map_at} >>".encode())
        if codes:
            made.append(_to_unicode(codes))
    return made, f"<< {' '.join(named)} >>"


def _to_unicode(codes: dict[str, int]) -> bytes:
    pairs = [f"<{code:02x}> <{char.encode('utf-16-be').hex()}>" for char, code in codes.items()]
    parts = [pairs[at : at + 100] for at in range(0, len(pairs), 100)]
    listed = "\n".join(f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar" for part in parts)
    cmap = (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /Known def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<00> <ff>\nendcodespacerange\n{listed}\nendcmap\nend\nend"
    ).encode()
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(cmap), cmap)
