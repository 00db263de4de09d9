// Makes elements. No string ever becomes HTML here: texts are text nodes, attributes are set one by one.

export type Child = Node | string | false | undefined | null | 0;
type Listener = (event: Event) => unknown;
export type Props = Record<string, string | number | boolean | Listener | undefined>;

type TagOf<S extends string> = S extends `${infer Tag}.${string}` ? Tag : S;
type ElementOf<S extends string> = TagOf<S> extends keyof HTMLElementTagNameMap ? HTMLElementTagNameMap[TagOf<S>] : never;

// `what`: a tag with its classes, "p.cd-help". `props`: "onclick" and the like are listeners; true is an empty attribute;
// false and undefined are left out.
export function h<S extends string>(what: S, props: Props = {}, ...children: Child[]): ElementOf<S> {
  const [tag, ...classes] = what.split('.');
  const element = document.createElement(tag!);
  if (classes[0]) element.className = classes.join(' ');
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value);
    else if (value !== false && value !== undefined) element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...(children.filter(Boolean) as Node[]));
  return element as ElementOf<S>;
}

// People's words inside a sentence of the interface: their direction must not disturb it (UAX #9, FSI and PDI).
export const isolated = (words: string): string => `\u2068${words}\u2069`;

// The element with the focus in `element`'s tree, which may be a shadow tree.
export const focusedIn = (element: Node): HTMLElement | null => (element.getRootNode() as ShadowRoot).activeElement as HTMLElement | null;
