// Makes elements. No string ever becomes HTML here: texts are text nodes, attributes are set one by one.

export type Child = Node | string | false | undefined;
type Listener = (event: Event) => void;
export type Props = Record<string, string | number | boolean | Listener | undefined>;

// `props`: "onclick" and the like are listeners; true is an empty attribute; false and undefined are left out.
export function h<K extends keyof HTMLElementTagNameMap>(tag: K, props: Props = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value);
    else if (value !== false && value !== undefined) element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.filter((child): child is Node | string => child !== undefined && child !== false));
  return element;
}

// A translated text with people's words in it: each argument of `given` stands in an element of its own (<bdi>), so
// that its direction does not disturb the sentence. `say` is called with marks that no text holds.
export function withBdi(say: (given: Record<string, string>) => string, given: Record<string, string | Node>): DocumentFragment {
  const names = Object.keys(given);
  const mark = (index: number): string => `\uE000${index}\uE001`;
  const out = document.createDocumentFragment();
  const sentence = say(Object.fromEntries(names.map((name, index) => [name, mark(index)])));
  for (const piece of sentence.split(/(\uE000\d+\uE001)/)) {
    const index = piece.startsWith('\uE000') ? Number(piece.slice(1, -1)) : -1;
    const value = given[names[index] ?? ''];
    if (value === undefined) out.append(piece);
    else out.append(typeof value === 'string' ? h('bdi', {}, value) : value);
  }
  return out;
}
