"""The same note as each program exports it; written by hand after what the programs write."""

import json
from html import escape
from urllib.parse import quote

SAME = "Each kettle is filled to the same line"
COLD = "A cold kettle says nothing, which we count as honest."
URL = "https://arxiv.org/abs/2611.01234v1"

ANNOTATION = {
    "key": "WK35324J", "itemType": "annotation", "parentItem": "K254PIHU", "annotationType": "highlight",
    "annotationText": SAME, "annotationComment": "As <i>it should</i> be.", "annotationColor": "#5fb236",
    "annotationPageLabel": "1", "annotationPosition": '{"pageIndex":0,"rects":[[42.5,694.3,562.4,720]]}',
    "tags": [{"tag": "method"}], "dateAdded": "2026-04-02T18:56:24Z",
}  # fmt: skip
WORK = {"key": "ABCD2345", "itemType": "preprint", "title": "Kettles", "url": URL, "archiveID": "arXiv:2611.01234"}
ATTACHED = {"key": "K254PIHU", "itemType": "attachment", "parentItem": "ABCD2345", "title": "PDF"}
API = [{"key": one["key"], "version": 4, "data": one} for one in (WORK, ATTACHED, ANNOTATION)]
BETTER = {
    "config": {"label": "BetterBibTeX JSON"},
    "items": [{**WORK, "attachments": [{**ATTACHED, "annotations": [ANNOTATION]}]}],
}

URI = "http://zotero.org/users/4/items/ABCD2345"
CITED = quote(json.dumps([{"uris": [URI], "itemData": {"type": "article", "title": "Kettles", "URL": URL}}]))
MARKED = quote(json.dumps({
    "attachmentURI": "http://zotero.org/users/4/items/K254PIHU", "annotationKey": "WK35324J", "color": "#5fb236",
    "pageLabel": "1", "position": {"pageIndex": 0}, "citationItem": {"uris": [URI], "locator": "1"},
}))  # fmt: skip
NOTE = (
    f'<div data-citation-items="{CITED}" data-schema-version="9"><h1>Annotations<br>(4/2/2026, 6:56 PM)</h1>'
    f'<p><span class="highlight" data-annotation="{MARKED}">“{SAME}”</span> <span class="citation" '
    f'data-citation="x">(<span class="citation-item">Author, 2026, p. 1</span>)</span> As it should be.</p></div>'
)
EXPORTED = (
    '<!DOCTYPE html><html><head><meta charset="utf-8"></head><body><div class="zotero-notes"><div class="zotero-note">'
    f'<h1>Annotations</h1><p><span class="highlight">“{SAME}”</span> <span class="citation">'
    '(<a href="zotero://select/library/items/ABCD2345">Author, 2026, p. 1</a>)</span> '
    '(<a href="zotero://open-pdf/library/items/K254PIHU?page=1&amp;annotation=WK35324J">pdf</a>) As it should be.</p>'
    "</div></div></body></html>"
)
MARKDOWN = (
    "# Annotations  \n(4/2/2026, 6:56:24 PM)\n\n"
    f"“{SAME}” ([Author, 2026, p. 1](zotero://select/library/items/ABCD2345)) "
    "([pdf](zotero://open-pdf/library/items/K254PIHU?page=1&annotation=WK35324J)) As it should be.\n"
)
RDF = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:bib="http://purl.org/net/biblio#" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
    f'<bib:Article rdf:about="{URL}"><dc:title>Kettles</dc:title><dcterms:isReferencedBy rdf:resource="#item_2"/>'
    f'</bib:Article><bib:Memo rdf:about="#item_2"><rdf:value>{escape(NOTE)}</rdf:value></bib:Memo></rdf:RDF>'
)
HYPOTHESIS = {
    "id": "hQz1", "created": "2026-04-02T18:56:24.1+00:00", "user": "acct:ada@hypothes.is", "uri": URL,
    "text": "As it should be.", "tags": ["method"], "document": {"title": ["Kettles"]},
    "target": [{"source": URL, "selector": [
        {"type": "TextPositionSelector", "start": 5, "end": 9},
        {"type": "TextQuoteSelector", "exact": SAME, "prefix": "with the last one. ", "suffix": ", and the room"},
    ]}],
}  # fmt: skip
EXPORT = {"export_userid": "acct:ada@hypothes.is", "client_version": "1.2", "annotations": [HYPOTHESIS]}
CSV = (
    "Created at,Author,Page,URL,Group,Annotation/Reply Type,Quote,Comment,Tags\n"
    f'2026-04-02 18:56,ada,,{URL},Public,Annotation,{SAME},As it should be.,"method,line"\n'
)
FILES = {
    "zotero-api": json.dumps(API), "better-bibtex": json.dumps(BETTER), "zotero-note": NOTE, "zotero-html": EXPORTED,
    "zotero-markdown": MARKDOWN, "zotero-rdf": RDF, "hypothesis-export": json.dumps(EXPORT),
    "hypothesis-api": json.dumps({"total": 1, "rows": [HYPOTHESIS]}), "hypothesis-csv": CSV,
}  # fmt: skip
