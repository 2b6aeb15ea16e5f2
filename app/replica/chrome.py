"""What arXiv lays around LaTeXML's article: its head, its banner, the table of contents, licence and stamp.

Source: pages of arxiv.org/html as served in 2025 and 2026, from memory of their structure; the words are ours.
"""

from html import escape

from app.replica.manuscript import Manuscript

LICENCES = {
    "http://creativecommons.org/licenses/by/4.0/": "CC BY 4.0",
    "http://creativecommons.org/licenses/by-sa/4.0/": "CC BY-SA 4.0",
    "http://creativecommons.org/licenses/by-nc-nd/4.0/": "CC BY-NC-ND 4.0",
    "http://creativecommons.org/licenses/by-nc-sa/4.0/": "CC BY-NC-SA 4.0",
    "http://creativecommons.org/publicdomain/zero/1.0/": "CC Zero",
    "http://arxiv.org/licenses/nonexclusive-distrib/1.0/": "arXiv.org perpetual non-exclusive license",
    "http://arxiv.org/licenses/assumed-1991-2003/": "Assumed arXiv.org perpetual license",
}

_HEAD = """<!DOCTYPE html><html lang="en">
<head>
<meta content="text/html; charset=utf-8" http-equiv="content-type"/>
<title>{title}</title>
<!--Generated on {made} by LaTeXML (version 0.8.8) http://dlmf.nist.gov/LaTeXML/.-->
<meta content="width=device-width, initial-scale=1, shrink-to-fit=no" name="viewport"/>
<link href="/static/browse/0.3.4/css/arxiv-html-papers.css" rel="stylesheet" type="text/css"/>
<script src="/static/browse/0.3.4/js/addons.js"></script>
<script>window.reportable = {{"paper": "{named}"}};</script>
<meta content="{title}" lang="en" name="keywords"/>
<base href="/html/{named}/"/></head>
<body>
<header class="mob_header"><div class="html-header-logo"><a href="https://arxiv.org/">Home</a></div></header>
<header class="desktop_header"><div class="html-header-message" role="banner">
<p>This is <strong>experimental HTML</strong>. Tell us where it differs from the PDF.</p></div>
<nav class="html-header-nav">
<a class="ar5iv-footer-button" href="https://arxiv.org/abs/{named}">Back to abstract page</a>
<a class="ar5iv-footer-button" href="https://arxiv.org/pdf/{named}">Download PDF</a></nav></header>
<nav class="ltx_page_navbar"><nav class="ltx_TOC"><ol class="ltx_toclist">
{contents}
</ol></nav></nav>
<div class="ltx_page_main">
<div class="ltx_page_content">
<div class="package-alerts ltx_document" role="status"><p>HTML conversions sometimes show errors.</p></div>
<div class="section" id="target-section"><a id="license-tr" href="{licence}">License: {terms}</a>
<div id="watermark-tr">arXiv:{named} [{category}] {day}</div></div>
"""

_FOOT = """</div>
<footer class="ltx_page_footer"><div class="ltx_page_logo">Generated on {made} by
<a class="ltx_LaTeXML_logo" href="http://dlmf.nist.gov/LaTeXML/">LaTeXML</a></div></footer></div>
<div class="keyboard-glossary ltx_page_footer"><h2>Instructions for reporting errors</h2>
<p>Press a key and say what is wrong.</p><button class="btn" id="small-report">Report</button></div>
<script src="/static/browse/0.3.4/js/feedbackOverlay.js"></script>
</body></html>
"""

NO_HTML = """<!DOCTYPE html><html lang="en"><head><title>No HTML for '{named}'</title></head><body>
<h1>No HTML for '{named}'</h1><p>HTML is not available for the source.</p>
<p>The source may not be LaTeX, or its conversion may have failed.</p></body></html>
"""


def around(paper: Manuscript, article: str) -> str:
    """The whole page about an article."""
    date = paper.paper.versions[paper.version - 1].date
    told = {
        "title": escape(paper.told("title")),
        "named": paper.named,
        "made": date.strftime("%a %b %d %H:%M:%S %Y"),
        "day": f"{date.day} {date:%b %Y}",
        "category": paper.paper.categories[0],
        "licence": paper.paper.licence,
        "terms": LICENCES[paper.paper.licence],
        "contents": "\n".join(_entry(part.number, part.title) for part in paper.parts),
    }
    return _HEAD.format(**told) + article + _FOOT.format(**told)


def _entry(number: int, title: str) -> str:
    return (
        f'<li class="ltx_tocentry ltx_tocentry_section"><a class="ltx_ref" href="#S{number}"><span class="ltx_text '
        f'ltx_ref_title"><span class="ltx_tag ltx_tag_ref">{number} </span>{escape(title)}</span></a></li>'
    )
