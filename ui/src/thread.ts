// The comments on the screen: the part of the discussion that is loaded, in its order, and behind it those whose
// place is in a part that is not loaded yet.
import type {CommentView} from './comment_view.ts';
import {h} from './dom.ts';
import {type Sort, depthIn, placeOf} from './order.ts';

export interface Thread {
  element: HTMLElement;
  sort: Sort;
  views: Map<number, CommentView>; // all that are shown, by number
  whole: boolean; // nothing is left to load
  end: HTMLElement; // stands between the two parts: the place of the button for more
  moveEnd(): void; // a new, empty one, behind the old, which is left for its caller to remove
  append(view: CommentView, depth: number): void; // the next comment of the loaded part, in the server's order
  insert(view: CommentView): void; // one that came later, where it belongs
}

export function makeThread(sort: Sort): Thread {
  const list: CommentView[] = [];
  const thread: Thread = {
    element: h('div.cd-thread'), sort, views: new Map(), whole: false, end: h('div'),
    moveEnd() {
      const old = thread.end;
      thread.end = h('div');
      old.after(thread.end);
    },
    append(view, depth) {
      view.place(sort === 'threads' ? depth : 0, sort);
      list.push(view);
      thread.end.before(view.element); // one that stood behind the end moves here
      thread.views.set(view.number, view);
    },
    insert(view) {
      thread.views.set(view.number, view);
      const at = placeOf(list, view, sort, thread.whole);
      view.place(at < 0 ? 0 : depthIn(list, view.replyTo, sort), sort);
      if (at < 0) return thread.element.append(view.element);
      (list[at]?.element ?? thread.end).before(view.element);
      list.splice(at, 0, view);
    },
  };
  thread.element.append(thread.end);
  return thread;
}

// Runs `change`, which puts something into the page, so that what the reader looks at stays where it is. Browsers
// that anchor the scroll position themselves do it better; the others get it here.
export function keepingScroll({views}: Thread, change: () => void): void {
  const topOf = (view: CommentView | undefined): number => view?.element.getBoundingClientRect().top ?? 0;
  const seen = CSS.supports('overflow-anchor', 'auto') ? undefined : [...views.values()].find((view) => topOf(view) >= 0);
  const top = topOf(seen);
  change();
  scrollBy({top: topOf(seen) - top, behavior: 'instant'});
}
