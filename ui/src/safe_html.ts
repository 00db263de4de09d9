// A comment's HTML, checked again in the browser. The server writes it by an allow-list; should that ever fail,
// or somebody stand between, nothing but the same list gets through here: the tree is built anew from allowed
// tags, and whatever else is found is shown as its text.
//
// The one place where a string becomes HTML, behind the Trusted Types policy "comity". It is parsed in a
// template's document, where nothing loads and nothing runs.

const allowed = new Set(['P', 'BR', 'EM', 'STRONG', 'DEL', 'A', 'BLOCKQUOTE', 'UL', 'OL', 'LI', 'CODE', 'PRE']);
const deepest = 64; // the server cuts at 16

interface HtmlPolicy {
  createHTML(html: string): string;
}
const factory = (globalThis as {trustedTypes?: {createPolicy(name: string, rules: HtmlPolicy): HtmlPolicy}}).trustedTypes;
const policy: HtmlPolicy = factory?.createPolicy('comity', {createHTML: (html) => html}) ?? {createHTML: (html) => html};

export function safeLink(href: string | null): string | undefined {
  try {
    // No base: what is relative does not belong into a comment.
    const url = new URL(href ?? '');
    return ['http:', 'https:', 'mailto:'].includes(url.protocol) ? url.href : undefined;
  } catch {
    return undefined;
  }
}

function copy(from: Node, to: Node, depth: number): void {
  for (const node of from.childNodes) {
    if (node.nodeType === 3) {
      to.appendChild(document.createTextNode(node.nodeValue ?? ''));
    } else if (node instanceof HTMLElement && allowed.has(node.tagName) && depth < deepest) {
      const made = document.createElement(node.tagName);
      if (made instanceof HTMLAnchorElement) {
        const href = safeLink(node.getAttribute('href'));
        if (href) {
          made.href = href;
          made.rel = 'ugc nofollow noopener';
        }
      } else if (made instanceof HTMLOListElement) {
        const start = Number(node.getAttribute('start') ?? 1);
        if (Number.isSafeInteger(start)) made.start = start;
      }
      copy(node, made, depth + 1);
      to.appendChild(made);
    } else if (node.nodeType === 1) {
      to.appendChild(document.createTextNode(node.textContent ?? ''));
    }
  }
}

export function safeHtml(html: string): DocumentFragment {
  const template = document.createElement('template');
  template.innerHTML = policy.createHTML(html);
  const out = document.createDocumentFragment();
  copy(template.content, out, 0);
  return out;
}
