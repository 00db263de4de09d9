// The comments on the screen: the part of the discussion that is loaded, in its order, and behind it those whose
// place is in a part that is not loaded yet.
import type {CommentView} from './comment_view.ts';
import {h} from './dom.ts';
import {type Sort, depthIn, placeOf} from './order.ts';

export class Thread {
  readonly element = h('div', {class: 'cd-thread'});
  private readonly list: CommentView[] = [];
  private readonly tail: CommentView[] = [];
  private readonly byNumber = new Map<number, CommentView>();
  whole = false; // nothing is left to load
  // Stands between the two.
  private readonly gap = h('div');

  constructor(readonly sort: Sort) {
    this.element.append(this.gap);
  }

  // What stands at the end of the loaded part: the button for more.
  set end(node: Node | undefined) {
    this.gap.replaceChildren(...(node ? [node] : []));
  }

  view(number: number): CommentView | undefined {
    return this.byNumber.get(number);
  }
  get size(): number {
    return this.byNumber.size;
  }
  views(): Iterable<CommentView> {
    return this.byNumber.values();
  }

  // The next comment of the loaded part, in the server's order.
  append(view: CommentView, depth: number): void {
    const early = this.tail.findIndex((one) => one.number === view.number);
    if (early >= 0) {
      this.tail[early]!.element.remove();
      this.tail.splice(early, 1);
    }
    view.place(this.sort === 'threads' ? depth : 0, this.sort);
    this.list.push(view);
    this.gap.before(view.element);
    this.byNumber.set(view.number, view);
  }

  // A comment that came later, where it belongs.
  insert(view: CommentView): void {
    this.byNumber.set(view.number, view);
    const at = placeOf(this.list, view, this.sort, this.whole);
    if (at < 0) {
      view.place(0, this.sort);
      this.tail.push(view);
      this.element.append(view.element);
      return;
    }
    view.place(depthIn(this.list, view.replyTo, this.sort), this.sort);
    const next = this.list[at];
    this.list.splice(at, 0, view);
    (next?.element ?? this.gap).before(view.element);
  }
}

// Runs `change`, which puts something into the page, so that what the reader looks at stays where it is. Browsers
// that anchor the scroll position themselves do it better; the others get it here.
export function keepingScroll(root: Iterable<CommentView>, change: () => void): void {
  if (globalThis.CSS?.supports('overflow-anchor', 'auto')) return change();
  let seen: HTMLElement | undefined;
  let top = 0;
  for (const view of root) {
    top = view.element.getBoundingClientRect().top;
    if (top >= 0 && top < innerHeight) {
      seen = view.element;
      break;
    }
  }
  change();
  if (seen) scrollBy({top: seen.getBoundingClientRect().top - top, behavior: 'instant'});
}
