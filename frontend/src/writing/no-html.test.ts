import { ensureSyntaxTree } from '@codemirror/language';
import { markdown, markdownLanguage } from '@codemirror/lang-markdown';
import { EditorState } from '@codemirror/state';
import { expect, it } from 'vitest';

it('lets the editor read Markdown, with HTML in it as plain text', () => {
  const doc = '# One\n\n<div class="x">two</div>\n\n*three* <b>four</b>\n';
  const state = EditorState.create({ doc, extensions: [markdown({ base: markdownLanguage, completeHTMLTags: false })] });
  const names = new Set<string>();
  ensureSyntaxTree(state, doc.length)?.iterate({ enter: (node) => void names.add(node.name) });
  expect([...names]).toEqual(expect.arrayContaining(['ATXHeading1', 'HTMLBlock', 'Emphasis', 'HTMLTag']));
  expect(names).not.toContain('Element'); // a node of the HTML grammar
});
