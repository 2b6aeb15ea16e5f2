"""What a hostile paper may hold, written for these tests, and the places of a paper where it may stand."""

from tests.papers.fulltext.paper import read

VECTORS = [
    "<script>alert(1)</script>",
    "<script src='https://evil.example/x.js'></script>",
    "<img src=x onerror=alert(1)>",
    "<img src='https://evil.example/pixel.png' srcset='https://evil.example/2.png 2x' loading=eager>",
    "<img src=x.png alt='\"><script>alert(1)</script>'>",
    "<img src='x\"onerror=\"alert(1).png'>",
    "<picture><source srcset='https://evil.example/x.png'><img></picture>",
    "<svg onload=alert(1)><script>alert(1)</script><animate onbegin=alert(1) attributeName=x dur=1s></svg>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a><use href='https://evil.example/x.svg#y'/></svg>",
    "<svg><style>@import 'https://evil.example/x.css';</style><path fill='url(https://evil.example/x#y)'/></svg>",
    (
        "<svg><path fill='url(#a);x:url(//evil.example)' marker-end='url(\"//evil.example#x\")'/><image "
        "href='//evil.example/x'/></svg>"
    ),
    "<svg><foreignObject><iframe src='javascript:alert(1)'></iframe><p>x</p></foreignObject></svg>",
    (
        "<svg><set attributeName=href to=javascript:alert(1)><desc><img src=x onerror=alert(1)></desc><title><b "
        "onclick=alert(1)>"
    ),
    "<math href='javascript:alert(1)'><mi xlink:href='javascript:alert(1)' onclick=alert(1)>x</mi></math>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
    "<math><annotation-xml encoding='text/html'><img src=x onerror=alert(1)></annotation-xml></math>",
    "<math alttext='\"><img src=x onerror=alert(1)>'><mi>x</mi></math>",
    (
        "<math><semantics><mi>x</mi><annotation "
        "encoding='application/x-tex'>\"><script>alert(1)</script></annotation></semantics></math>"
    ),
    (
        "<math><maction actiontype='statusline#https://evil.example' "
        "xlink:href='javascript:alert(1)'><mi>x</mi></maction></math>"
    ),
    (
        "<form action='https://evil.example'><input autofocus onfocus=alert(1)><button "
        "formaction='javascript:alert(1)'>x</button></form>"
    ),
    "<iframe src='https://evil.example' srcdoc='<script>parent.alert(1)</script>'></iframe>",
    (
        "<object data='javascript:alert(1)' class=ltx_graphics></object><embed src='https://evil.example/x.svg' "
        "class=ltx_graphics>"
    ),
    "<link rel=stylesheet href='https://evil.example/x.css'><style>*{background:url(https://evil.example/y)}</style>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'><base href='https://evil.example/'>",
    "<p style='background:url(https://evil.example/z);position:fixed;inset:0'>x</p>",
    "<table background='https://evil.example/t.png'><tr><td background='https://evil.example/u.png'>x</table>",
    (
        "<video poster='https://evil.example/p.png' src='https://evil.example/v' autoplay "
        "onplay=alert(1)></video><audio src=x onerror=alert(1)>"
    ),
    (
        "<a href='javascript:alert(1)'>x</a><a href='java&#9;script:alert(1)'>y</a><a href=' "
        "&#1;javascript:alert(1)'>z</a>"
    ),
    "<a href='data:text/html,<script>alert(1)</script>' ping='https://evil.example' download>x</a>",
    "<a href='vbscript:x'>x</a><a href='blob:https://evil.example/1'>y</a><a href='#x\" onclick=\"alert(1)'>z</a>",
    "<details open ontoggle=alert(1)><summary onfocus=alert(1) tabindex=0 autofocus>x</summary></details>",
    "<p id='x\" onmouseover=\"alert(1)' class='ltx_p\" onclick=\"alert(1)' lang='\"onclick=alert(1)'>x</p>",
    "<p id=paper class=btn data-apart onmouseover=alert(1) tabindex=1 accesskey=a contenteditable draggable=true>x</p>",
    (
        "<div popover id=p>x</div><button popovertarget=p>x</button><dialog open>x</dialog><marquee "
        "onstart=alert(1)>x</marquee>"
    ),
    (
        "<template><script>alert(1)</script></template><noscript><p title='</noscript><img src=x "
        "onerror=alert(1)>'></noscript>"
    ),
    (
        "<xmp><img src=x "
        "onerror=alert(1)></xmp><noembed><script>alert(1)</script></noembed><textarea></textarea><script>alert(1)</script>"
    ),
    "<!-- --!><img src=x onerror=alert(1)> --><![CDATA[<script>alert(1)</script>]]><?x <script>alert(1)</script>?>",
    "<custom-thing onclick=alert(1)><slot name=x></slot></custom-thing><isindex onfocus=alert(1) autofocus>",
    "<span class=mjpage><span aria-label='</math><img src=x onerror=alert(1)>'></span></span>",
    (
        "<span class=mjpage><span aria-label='\\text{&lt;img src=x "
        "onerror=alert(1)&gt;}\\href{javascript:alert(1)}{x}'></span></span>"
    ),
    "<plaintext><script>alert(1)</script>",
]

PLACES = [
    '<div class="ltx_para"><p class="ltx_p">{}</p></div>',
    '<h1 class="ltx_title ltx_title_document">{}</h1><div class="ltx_authors">{}</div>',
    '<section id="S1"><h2 class="ltx_title ltx_title_section">{}</h2></section>',
    '<p>x<span class="ltx_note"><span class="ltx_note_outer">{}</span></span></p>',
    '<figure class="ltx_figure"><figcaption>{}</figcaption></figure><table><tr><td>{}</td></tr></table>',
    '<ul class="ltx_biblist"><li id="bib.bib1" class="ltx_bibitem"><span class="ltx_bibblock">{}</span></li></ul>',
    "<math><mtext>{}</mtext></math>",
    "<svg><foreignObject><p>{}</p></foreignObject></svg>",
]


def papers(vector: str) -> list[str]:
    """The cleaned HTML of papers that hold a vector, one for each place."""
    return [read("<p>words</p>" + place.replace("{}", vector)).html for place in PLACES]
