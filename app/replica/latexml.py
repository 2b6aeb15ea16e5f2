"""A paper as LaTeXML turns it into HTML: its elements, its classes, its identifiers.

Source: the LaTeXML manual, https://math.nist.gov/~BMiller/LaTeXML/manual/, and its output for version 0.8.8.
"""

from html import escape
from itertools import count

from app.replica.chrome import around
from app.replica.formulas import element
from app.replica.manuscript import SENTENCES, Block, Manuscript, Part, Piece, keys, pieces

_RULED = {"fig": "F", "tab": "T", "eq": "E"}


def html_page(paper: Manuscript, again: bool = False) -> str:
    """The page at `/html/{id}v{n}`; rendered `again`, the same words stand in other markup under other identifiers."""
    return around(paper, _Article(paper, again).html())


class _Article:
    def __init__(self, paper: Manuscript, again: bool) -> None:
        self.paper, self.again = paper, again
        self.notes, self.inner = count(1), count(1)
        self.files = {name: f"x{number}.png" for number, name in enumerate(paper.paper.figures, 1)}

    def html(self) -> str:
        told = self.paper.told
        people = "".join(self._author(name) for name in self.paper.paper.authors)
        parts = "\n".join(self._part(part) for part in self.paper.parts)
        return (
            f'<article class="ltx_document{" ltx_authors_1line" if not self.again else ""}">\n'
            f'<h1 class="ltx_title ltx_title_document">{self._line(told("title"), "id1")}</h1>\n'
            f'<div class="ltx_authors">\n{people}</div>\n'
            '<div class="ltx_abstract">\n<h6 class="ltx_title ltx_title_abstract">Abstract</h6>\n'
            f'<p class="ltx_p" id="{self._id("id2.1")}">{self._line(told("abstract"), "id2.1")}</p>\n</div>\n'
            f"{parts}\n{self._references()}</article>\n"
        )

    def _id(self, id: str) -> str:
        return f"{id}.id{next(self.inner)}" if self.again else id

    def _author(self, name: str) -> str:
        where = self.paper.paper.affiliations.get(name)
        note = (
            f'<span class="ltx_author_notes"><span class="ltx_contact">{escape(where)}</span></span>' if where else ""
        )
        return (
            '<span class="ltx_creator ltx_role_author">\n'
            f'<span class="ltx_personname">{escape(name)}</span>{note}</span>\n'
        )

    def _part(self, part: Part) -> str:
        id, paragraphs, inside, out = f"S{part.number}", count(1), False, []
        out.append(self._heading("section", f"{part.number} ", part.title, id))
        for block in part.blocks:
            if block.kind == "subsection":
                out.append("</section>\n" if inside else "")
                sub = f"S{part.number}.SS{block.number}"
                out.append(self._heading("subsection", f"{part.number}.{block.number} ", block.text, sub))
                inside, paragraphs, id = True, count(1), sub
            elif block.kind == "paragraph":
                out.append(self._paragraph(block.text, f"{id}.p{next(paragraphs)}"))
            elif block.kind == "equation":
                out[-1] = out[-1].removesuffix("</div>\n") + self._equation(block, part.number) + "</div>\n"
            else:
                out.append(self._float(block, part.number))
        return "".join([*out, "</section>\n" if inside else "", "</section>"])

    def _heading(self, kind: str, number: str, title: str, id: str) -> str:
        level = {"section": 2, "subsection": 3}[kind]
        return (
            f'<section class="ltx_{kind}" id="{id}">\n<h{level} class="ltx_title ltx_title_{kind}">\n'
            f'<span class="ltx_tag ltx_tag_{kind}">{number}</span>{self._line(title, id)}</h{level}>\n'
        )

    def _paragraph(self, text: str, id: str) -> str:
        line, more = self._line(text, f"{id}.1"), " ltx_noindent" if self.again else ""
        if self.again:
            line = f'<span class="ltx_text" id="{self._id(id)}">{line.replace(". ", f".{chr(10)}")}</span>'
        return (
            f'<div class="ltx_para{more}" id="{self._id(id)}">\n'
            f'<p class="ltx_p" id="{self._id(id + ".1")}">{line}</p>\n</div>\n'
        )

    def _equation(self, block: Block, section: int) -> str:
        id = f"S{section}.E{block.number}"
        return (
            f'<table class="ltx_equation ltx_eqn_table" id="{id}">\n<tbody><tr class="ltx_equation ltx_eqn_row '
            'ltx_align_baseline">\n<td class="ltx_eqn_cell ltx_eqn_center_padleft"></td>\n'
            f'<td class="ltx_eqn_cell ltx_align_center">{element(block.text, f"{id}.m1", True, self.again)}</td>\n'
            '<td class="ltx_eqn_cell ltx_eqn_center_padright"></td>\n<td class="ltx_eqn_cell ltx_eqn_eqno '
            'ltx_align_middle ltx_align_right" rowspan="1"><span class="ltx_tag ltx_tag_equation ltx_align_right">'
            f"({block.number})</span></td>\n</tr></tbody>\n</table>\n"
        )

    def _float(self, block: Block, section: int) -> str:
        if block.kind == "item":
            return (
                f'<ul class="ltx_itemize">\n<li class="ltx_item" style="list-style-type:none;">\n<span class="ltx_tag '
                f'ltx_tag_item">•</span> \n<div class="ltx_para"><p class="ltx_p">{self._line(block.text, "I1")}</p>'
                "</div>\n</li>\n</ul>\n"
            )
        kind, id = block.kind, f"S{section}.{_RULED[block.label[:3].rstrip(':') or 'tab']}{block.number}"
        inner = self._image(block, id) if kind == "figure" else self._table(block, id)
        caption = (
            f'<figcaption class="ltx_caption ltx_centering"><span class="ltx_tag ltx_tag_{kind}">{kind.title()} '
            f"{block.number}: </span>{self._line(block.text, id)}</figcaption>\n"
        )
        body = inner + caption if kind == "figure" else caption + inner
        return f'<figure class="ltx_{kind}" id="{id}">{body}</figure>\n'

    def _image(self, block: Block, id: str) -> str:
        name = block.label.removeprefix("fig:")
        alt = escape(self.paper.paper.figures[name].alt if self.again else "Refer to caption")
        return (
            f'<img alt="{alt}" class="ltx_graphics ltx_centering ltx_img_landscape" height="374" id="{id}.g1" '
            f'src="{self.files[name]}" width="598"/>\n'
        )

    def _table(self, block: Block, id: str) -> str:
        rows = []
        for number, row in enumerate(block.rows, 1):
            tag, more = ("th", " ltx_th ltx_th_column ltx_border_tt") if number == 1 else ("td", "")
            cells = "".join(
                f'<{tag} class="ltx_td ltx_align_left{more}" id="{id}.1.{number}.{column}">'
                f"{self._line(cell, f'{id}.1.{number}.{column}')}</{tag}>\n"
                for column, cell in enumerate(row, 1)
            )
            rows.append(f'<tr class="ltx_tr" id="{id}.1.{number}">\n{cells}</tr>\n')
        return (
            f'<table class="ltx_tabular ltx_centering ltx_guessed_headers ltx_align_middle" id="{id}.1">\n'
            f'<thead class="ltx_thead">\n{rows[0]}</thead>\n'
            f'<tbody class="ltx_tbody">\n{"".join(rows[1:])}</tbody>\n</table>\n'
        )

    def _references(self) -> str:
        if not self.paper.cited:
            return ""
        items = "".join(self._item(key, number) for key, number in self.paper.cited.items())
        return (
            '<section class="ltx_bibliography" id="bib">\n'
            '<h2 class="ltx_title ltx_title_bibliography">References</h2>\n'
            f'<ul class="ltx_biblist">\n{items}</ul>\n</section>\n'
        )

    def _item(self, key: str, number: int) -> str:
        id, tag = f"bib.bib{number}", f"[{number}]"
        sentences = SENTENCES.split(self.paper.paper.references[key])
        blocks = "".join(f'<span class="ltx_bibblock">{self._line(one, id)}\n</span>\n' for one in sentences)
        return (
            f'<li class="ltx_bibitem" id="{id}">\n<span class="ltx_tag ltx_role_refnum ltx_tag_bibitem">{tag}</span>\n'
            f"{blocks}</li>\n"
        )

    def _line(self, text: str, id: str) -> str:
        formulas = count(1)
        return "".join(self._piece(piece, id, formulas) for piece in pieces(text))

    def _piece(self, piece: Piece, id: str, formulas: "count[int]") -> str:
        said = escape(piece.text, quote=False)
        if piece.kind == "math":
            return element(piece.text, self._id(f"{id}.m{next(formulas)}"), older=self.again)
        if piece.kind == "note":
            return self._note(piece.text)
        if piece.kind == "cite":
            return self._cite(piece.text)
        if piece.kind == "emphasis":
            return f'<em class="ltx_emph ltx_font_italic" id="{self._id(id + ".1.1")}">{said}</em>'
        if piece.kind == "link":
            return f'<a class="ltx_ref ltx_url ltx_font_typewriter" href="{escape(piece.text)}" title="">{said}</a>'
        if piece.kind == "label":
            section, number = self.paper.labels[piece.text]
            place = f"#S{section}.{_RULED[piece.text.partition(':')[0]]}{number}"
            return f'<a class="ltx_ref" href="{place}"><span class="ltx_text ltx_ref_tag">{number}</span></a>'
        return said

    def _note(self, text: str) -> str:
        number = next(self.notes)
        mark = f'<sup class="ltx_note_mark">{number}</sup>'
        return (
            f'<span class="ltx_note ltx_role_footnote" id="footnote{number}">{mark}<span class="ltx_note_outer">'
            f'<span class="ltx_note_content">{mark}<span class="ltx_tag ltx_tag_note">{number}</span>'
            f"{self._line(text, f'footnote{number}')}</span></span></span>"
        )

    def _cite(self, text: str) -> str:
        links = ", ".join(
            f'<a class="ltx_ref" href="#bib.bib{self.paper.cited[key]}" title="">{self.paper.cited[key]}</a>'
            for key in keys(text)
        )
        return f'<cite class="ltx_cite ltx_citemacro_cite">[{links}]</cite>'
