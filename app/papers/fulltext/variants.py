"""Letters of mathematics by the name of their style, as Unicode has them (block U+1D400, and the older U+2100).

MathML Core draws no `mathvariant` but `normal`: a browser shows 𝔼 as E unless the letter itself says so.
"""

_STARTS = {
    "bold": (0x1D400, 0x1D6A8, 0x1D7CE),
    "italic": (0x1D434, 0x1D6E2, None),
    "bold-italic": (0x1D468, 0x1D71C, None),
    "script": (0x1D49C, None, None),
    "bold-script": (0x1D4D0, None, None),
    "fraktur": (0x1D504, None, None),
    "double-struck": (0x1D538, None, 0x1D7D8),
    "bold-fraktur": (0x1D56C, None, None),
    "sans-serif": (0x1D5A0, None, 0x1D7E2),
    "bold-sans-serif": (0x1D5D4, 0x1D756, 0x1D7EC),
    "sans-serif-italic": (0x1D608, None, None),
    "sans-serif-bold-italic": (0x1D63C, 0x1D790, None),
    "monospace": (0x1D670, None, 0x1D7F6),
}
"""For each style where its A, its Alpha and its 0 stand."""

_OLDER = {
    "italic": {"h": "ℎ"},
    "script": dict(zip("BEFHILMRego", "ℬℰℱℋℐℒℳℛℯℊℴ", strict=True)),
    "fraktur": dict(zip("CHIRZ", "ℭℌℑℜℨ", strict=True)),
    "double-struck": dict(zip("CHNPQRZ", "ℂℍℕℙℚℝℤ", strict=True)),
}
_GREEK_SIGNS = dict(zip("∇∂ϵϑϰϕϱϖ", (25, 51, 52, 53, 54, 55, 56, 57), strict=True))


def styled(text: str, variant: str) -> str:
    """`text` with each letter and digit that has a form in this style in that form."""
    starts = _STARTS.get(variant)
    return "".join(_letter(letter, variant, *starts) for letter in text) if starts else text


def _letter(letter: str, variant: str, latin: int, greek: int | None, digit: int | None) -> str:
    if older := _OLDER.get(variant, {}).get(letter):
        return older
    if "A" <= letter <= "Z":
        return chr(latin + ord(letter) - ord("A"))
    if "a" <= letter <= "z":
        return chr(latin + 26 + ord(letter) - ord("a"))
    if digit and "0" <= letter <= "9":
        return chr(digit + ord(letter) - ord("0"))
    if greek and ("Α" <= letter <= "Ω" or "α" <= letter <= "ω"):
        return chr(greek + (ord(letter) - ord("Α") if letter <= "Ω" else 26 + ord(letter) - ord("α")))
    if greek and letter in _GREEK_SIGNS:
        return chr(greek + _GREEK_SIGNS[letter])
    return letter
