const TAG = /<[a-zA-Z](?:"[^"]*"|'[^']*'|[^'">])*>/g;

/**
 * HTML as a document that loads nothing, runs nothing and looks like nothing. The page's policy would refuse, and report,
 * each style in it: style sheets go, and what an element's own says stands in `data-style`.
 */
export function read(html: string): Document {
  const bare = html.replace(/<style\b[^>]*>[\s\S]*?<\/style\s*>/gi, '').replace(TAG, (tag) => tag.replace(/\sstyle(?=\s*=)/gi, ' data-style'));
  return new DOMParser().parseFromString(bare, 'text/html');
}
