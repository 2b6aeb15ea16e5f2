// markdown-it with KaTeX, kept warm, for bench_preview.py: reads a line of JSON ({text} or {formulas}), answers with one.
// Run in the folder the packages are installed in.
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const load = createRequire(`${process.cwd()}/`);
const MarkdownIt = load('markdown-it');
const katex = load('katex');
const plugin = load('@vscode/markdown-it-katex');
const md = new MarkdownIt({ linkify: true }).use(plugin.default ?? plugin, { katex, output: 'htmlAndMathml', throwOnError: false });

const mathml = ([tex, displayMode]) => {
  try {
    return katex.renderToString(tex, { displayMode, output: 'mathml' });
  } catch (error) {
    return `error: ${error.message}`;
  }
};

const draw = (text) => {
  const before = process.cpuUsage();
  const html = md.render(text);
  const { user, system } = process.cpuUsage(before);
  return { seconds: (user + system) / 1e6, formulas: html.split('<math').length - 1, errors: html.split('katex-error').length - 1 };
};

for await (const line of createInterface({ input: process.stdin })) {
  const { text, formulas } = JSON.parse(line);
  console.log(JSON.stringify(formulas ? formulas.map(mathml) : draw(text)));
}
