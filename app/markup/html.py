"""Draws tokens as HTML: one method for each kind of token markdown-it or our dialect makes."""

import html
import re
from collections.abc import Sequence
from typing import Any

from markdown_it.presets.commonmark import make
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from app.markup import citations, evidence, figures, notes
from app.markup.dialect import parse_short, safe_link
from app.markup.mathml import closing_marks, keep_together
from app.markup.needs import note_id
from app.markup.page import Page

Tokens = Sequence[Token]
_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9-]*)(?:\s[^<>]*)?>")
_OPTIONS = OptionsDict(make()["options"] | {"xhtmlOut": False})


class Html(RendererHTML):
    """The rules of one page. markdown-it calls a method by the type of the token."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page

    def draw(self, tokens: Tokens) -> str:
        """HTML of block tokens, keeping `page.line` at the line being drawn."""
        out = []
        for index, token in enumerate(tokens):
            if token.map:
                self.page.line = self.page.begins + token.map[0] + 1
            if token.type == "inline":
                out.append(self.renderInline(token.children or [], _OPTIONS, {}))
            elif rule := self.rules.get(token.type):
                out.append(rule(tokens, index, _OPTIONS, {}))
            else:
                out.append(self.renderToken(tokens, index, _OPTIONS, {}))
        return "".join(out)

    def _short(self, source: str) -> str:
        return self.renderInline(parse_short(source), _OPTIONS, {})

    def text(self, tokens: Tokens, index: int, options: Any, env: Any) -> str:
        content = tokens[index].content
        if index and tokens[index - 1].type == "math_inline":
            content = content[len(closing_marks(content)) :]  # they stand with the formula
        self.page.words += len(content.split())
        if "<" in content:
            self._tags(content)
        return html.escape(content, quote=False)

    def _tags(self, content: str) -> None:
        """Says once for each kind that a tag is shown as text."""
        for name in _TAG.findall(content):
            self.page.told += 1
            if name.lower() not in self.page.tags:
                self.page.tags.add(name.lower())
                self.page.problem(
                    "html", f"The tag <{name}> is shown as text: HTML is not part of the dialect.", f"<{name}"
                )

    def softbreak(self, tokens: Tokens, index: int, options: Any, env: Any) -> str:
        self.page.line += 1
        return "\n"

    def hardbreak(self, tokens: Tokens, index: int, options: Any, env: Any) -> str:
        self.page.line += 1
        return "<br>\n"

    def tag(self, tokens: Tokens, index: int, options: Any, env: Any) -> str:
        token = tokens[index]
        return f"<{token.info}{token.tag}{'' if token.info else self.renderAttrs(token)}>"

    def math_inline(self, tokens: Tokens, index: int, options: Any, env: Any) -> str:
        drawn = self.page.formula(tokens[index].content, display=False)
        after = tokens[index + 1] if index + 1 < len(tokens) and tokens[index + 1].type == "text" else None
        closing = closing_marks(after.content) if after else ""
        return keep_together(drawn, closing)

    def math_display(self, tokens: Tokens, index: int, options: Any, env: Any) -> str:
        return figures.inline_equation(self.page, tokens[index])

    def math_block(self, tokens: Tokens, index: int, options: Any, env: Any) -> str:
        return figures.equation(self.page, tokens[index])

    def fence(self, tokens: Tokens, index: int, options: Any, env: Any) -> str:
        token = tokens[index]
        language = str((token.meta or {}).get("language", "")) if self.page.rich else ""
        word = html.escape(token.info.split(maxsplit=1)[0]) if token.info.strip() else ""
        class_ = f' class="language-{word}"' if word else ""
        focus = ' tabindex="0"' if self.page.rich else ""
        return f"<pre{focus}><code{class_}>{self.page.code(token.content, language)}</code></pre>\n"

    def code_block(self, tokens: Tokens, index: int, options: Any, env: Any) -> str:
        drawn = super().code_block(tokens, index, options, env)
        return drawn.replace("<pre>", '<pre tabindex="0">', 1) if self.page.rich else drawn

    def note_code(self, tokens: Tokens, index: int, options: Any, env: Any) -> str:
        return f'<code class="note-code">{html.escape(tokens[index].content.rstrip())}</code>'

    def heading_open(self, tokens: Tokens, index: int, options: Any, env: Any) -> str:
        token = tokens[index]
        return f"<{token.tag}{self.page.identified((token.meta or {}).get('id', ''))}>"

    def list_item_open(self, tokens: Tokens, index: int, options: Any, env: Any) -> str:
        token = tokens[index]
        if not token.meta or "checked" not in token.meta:
            return self.renderToken(tokens, index, options, env)
        name, sign = ("Done", "☑") if token.meta["checked"] else ("To do", "☐")
        return f'<li class="task"><span class="task" role="img" aria-label="{name}">{sign}</span> '

    def blockquote_open(self, tokens: Tokens, index: int, options: Any, env: Any) -> str:
        kind = (tokens[index].meta or {}).get("callout")
        if not kind:
            return self.renderToken(tokens, index, options, env)
        return f'<div class="callout callout-{kind}" role="note">\n<p><strong>{kind.capitalize()}</strong></p>\n'

    def blockquote_close(self, tokens: Tokens, index: int, options: Any, env: Any) -> str:
        return "</div>\n" if tokens[index].meta else self.renderToken(tokens, index, options, env)

    def table_open(self, tokens: Tokens, index: int, options: Any, env: Any) -> str:
        return (
            '<div class="scroll" tabindex="0" role="group" aria-label="Table"><table>\n'
            if self.page.rich
            else "<table>\n"
        )

    def table_close(self, tokens: Tokens, index: int, options: Any, env: Any) -> str:
        return "</table></div>\n" if self.page.rich else "</table>\n"

    def th_open(self, tokens: Tokens, index: int, options: Any, env: Any) -> str:
        token = tokens[index]
        side = str(token.attrs.get("style", "")).removeprefix("text-align:")
        return f'<{token.tag} class="align-{side}">' if side else f"<{token.tag}>"

    td_open = th_open

    def link_open(self, tokens: Tokens, index: int, options: Any, env: Any) -> str:
        token = tokens[index]
        if note := note_id(token):
            return evidence.open_claim(self.page, note, self._short)
        href = str(token.attrs.get("href", ""))
        if href.startswith("#") and len(href) > 1:
            return self._inner_link(href[1:], empty=tokens[index + 1].type == "link_close")
        return self._outer_link(href, str(token.attrs.get("title", "")))

    def _outer_link(self, href: str, title: str) -> str:
        self.page.spend(len(href) + len(title))
        if not safe_link(href) or href.lower().startswith("image:"):
            self.page.links.append("</span>")
            return "<span>"
        self.page.links.append("</a>")
        named = f' title="{html.escape(title)}"' if title else ""
        rel = "noopener noreferrer nofollow" if self.page.form == "page" else "noopener noreferrer"
        return f'<a href="{html.escape(self.page.address(href))}"{named} rel="{rel}">'

    def _inner_link(self, name: str, *, empty: bool) -> str:
        target = self.page.ask("target", name)
        if not target:
            self.page.problem("link", f"Nothing in this text is called #{name[:60]}, so the link leads nowhere.", name)
            self.page.links.append("</span>")
            return f'<span class="missing">{"?" if empty else ""}'
        self.page.links.append("</a>")
        shown = f"({target.shown})" if target.id.startswith("eq-") else target.shown
        return f'<a href="{html.escape(self.page.address(f"#{target.id}"))}">{html.escape(shown) if empty else ""}'

    def link_close(self, tokens: Tokens, index: int, options: Any, env: Any) -> str:
        closing = self.page.links.pop() if self.page.links else ""
        if self.page.rich and not self.page.links and not self.page.inside_note:
            closing += notes.waiting(self.page, self.draw)
        return closing

    def reference(self, tokens: Tokens, index: int, options: Any, env: Any) -> str:
        opened = self._inner_link(tokens[index].content, empty=True)
        return opened + self.page.links.pop()

    def citation(self, tokens: Tokens, index: int, options: Any, env: Any) -> str:
        return citations.citation(self.page, tokens[index])

    def footnote_ref(self, tokens: Tokens, index: int, options: Any, env: Any) -> str:
        return notes.reference(self.page, tokens[index], self.draw)

    def image(self, tokens: Tokens, index: int, options: Any, env: Any) -> str:
        return figures.image(self.page, tokens[index])

    def figure(self, tokens: Tokens, index: int, options: Any, env: Any) -> str:
        return figures.figure(self.page, tokens[index], self._short)
