/** Gives a text to the person as a Markdown file. */
export function download(text: string, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/markdown' }));
  link.download = `${name.replace(/[^\p{L}\p{N} ()-]+/gu, '').slice(0, 80).trim() || 'draft'}.md`;
  link.click();
  URL.revokeObjectURL(link.href);
}
