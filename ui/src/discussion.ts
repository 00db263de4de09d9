// A discussion that is alive: loads it, keeps it up to date, and shows what comes when its reader asks for it.
import {makeAnnouncer, realTimer} from './announce.ts';
import {type CommentActions, type CommentView, commentView} from './comment_view.ts';
import {type Context, button, note, problemText, quiet} from './context.ts';
import {focusedIn, h} from './dom.ts';
import {footLine} from './frame.ts';
import type {Key} from './keys.ts';
import {makeLive} from './live.ts';
import type {Sort} from './order.ts';
import {isHidden} from './own_view.ts';
import {type Thread, keepingScroll, makeThread} from './thread.ts';
import type {Comment, Happened, Page, Story} from './wire.ts';
import {makeWriter} from './writer.ts';

const sorts: [Sort, Key][] = [
  ['threads', 'discussion.sort.threads'], ['oldest', 'discussion.sort.oldest'], ['newest', 'discussion.sort.newest'],
];
const batch = 10; // comments drawn at a time, so that a slow machine still answers its reader
const farthest = 2000; // comments loaded to find one; one farther is shown by itself

export interface Discussion {
  element: HTMLElement;
  load(): Promise<void>; // reads the first page; rejects when it could not
  start(): Promise<void>; // shows it and goes on from there; `element` stands in the page by now
  stop(): void;
  visibilityChanged(): void;
  jump(number: number): Promise<void>; // scrolls to a comment, loading what is needed
}

export function makeDiscussion(context: Omit<Context, 'announcer'>, language: string, theme: string): Discussion {
  const {t, api} = context;
  let thread: Thread = makeThread('threads');
  let story: Story;
  let position = 0;
  let next: string | null = null;
  let loads = 0; // what was asked for before the last change of order is thrown away
  let first: Page;
  let refreshTimer = 0;
  let refreshWait = 1; // doubles while the server cannot answer
  let storyAt = 0; // the story itself is to be read again, as of this position; 0: it is not
  let freshTarget = 0; // where the button leads once the new comments are shown
  const pending = new Set<number>(); // published since, not shown yet
  const changed = new Set<number>(); // shown, to be read again
  const visible = (): boolean => document.visibilityState === 'visible';

  const status = h('p.cd-unseen', {role: 'status'});
  const announcer = makeAnnouncer((text) => (status.textContent = text), realTimer);
  const count = h('span.cd-count');
  const state = h('div');
  const threadPlace = h('div');
  const foot = h('p.cd-foot');
  const freshButton = button('', () => void freshPressed());
  const fresh = h('div.cd-fresh', {hidden: true}, freshButton);
  const sortLine = h('div.cd-sort', {role: 'group', 'aria-label': t('discussion.sort')},
    ...sorts.map(([sort, key]) => button(t(key), () => void setSort(sort), quiet, {'data-sort': sort})));

  const permalink = (number: number): string => `${location.href.split('#')[0]}#comment-${number}`;
  const actions: CommentActions = {
    reply: (to) => writer.reply(to),
    edit: (own, element) => writer.edit(own, element),
    withdraw: (own, element) => writer.withdraw(own, element),
    open: () => story.open,
    link: (number, label, name = '') => h('a', {
      class: name, href: permalink(number), onclick: (event) => {
        const {ctrlKey, metaKey, shiftKey} = event as MouseEvent;
        if (ctrlKey || metaKey || shiftKey) return; // into a tab or window of its own
        event.preventDefault();
        history.replaceState(history.state, '', permalink(number));
        void jump(number);
      },
    }, label),
  };
  const writer = makeWriter({...context, announcer}, actions, {
    say: (sentence) => (status.textContent = sentence),
    view: (number) => thread.views.get(number),
    views: () => thread.views.values(),
    // Shows a comment as it now is.
    async bring(number) {
      if (thread.views.has(number)) {
        changed.add(number);
        await refresh();
      } else await bring([number]);
    },
    settled: () => showFresh(),
  });
  const toWrite = button(t('discussion.to_form'), () => writer.toForm(), 'cd-button cd-button-quiet cd-to-write');
  const element = h('section.cd', {'aria-labelledby': 'title', lang: language, dir: t('meta.direction'), 'data-theme': theme || undefined},
    h('header.cd-head', {}, h('h2.cd-title', {id: 'title'}, t('discussion.title'), count), toWrite, sortLine),
    status, state, threadPlace, fresh, foot, writer.element);

  const fail = (problem: unknown): void => state.replaceChildren(note(h('p', {role: 'alert'}, problemText(t, problem))));

  // --- what is shown

  const showStory = (): void => {
    const {open, comments} = story;
    count.textContent = t('discussion.count', {n: comments});
    writer.element.hidden = toWrite.hidden = !open;
    sortLine.hidden = comments < 2;
    state.replaceChildren(
      open ? '' : h('p.cd-closed', {}, t('discussion.closed')),
      comments || thread.views.size || !open ? '' : h('p.cd-empty', {}, t('discussion.empty')));
  };

  // What a page says of the whole.
  const take = (page: Page): void => {
    story = page.story;
    position = Math.max(position, page.position);
    foot.textContent = footLine(t, page);
    foot.hidden = !foot.textContent;
    showStory();
  };

  const make = (comment: Comment, isNew = false): CommentView => {
    const view = commentView(context as Context, actions, comment, isNew);
    writer.mark(view);
    return view;
  };

  const append = async (page: Page): Promise<void> => {
    const load = loads;
    const {views} = thread;
    next = page.next;
    thread.whole = !next;
    thread.end.replaceChildren();
    for (let at = 0; at < page.comments.length; at += batch) {
      if (at) await new Promise((done) => setTimeout(done));
      if (load !== loads) return;
      for (const comment of page.comments.slice(at, at + batch)) {
        pending.delete(comment.number);
        thread.append(views.get(comment.number) ?? make(comment), comment.depth);
      }
    }
    if (next) thread.end.append(h('p.cd-more', {}, button(t('discussion.next'), () => void morePressed(), 'cd-button cd-button-quiet')));
  };

  const show = async (page: Page, sort: Sort): Promise<void> => {
    thread = makeThread(sort);
    if (page.position >= position) pending.clear(); // else something was heard that the page does not know
    freshTarget = 0;
    take(page);
    showFresh();
    threadPlace.replaceChildren(thread.element);
    for (const one of sortLine.children) one.setAttribute('aria-pressed', String((one as HTMLElement).dataset['sort'] === sort));
    await append(page);
  };

  const setSort = async (sort: Sort): Promise<void> => {
    if (sort === thread.sort) return;
    const load = ++loads;
    try {
      const page = await api.page(sort);
      if (load === loads) await show(page, sort);
    } catch (problem) {
      fail(problem);
    }
  };

  const more = async (before?: (page: Page) => void): Promise<void> => {
    const load = loads;
    const page = await api.page(thread.sort, next);
    if (load !== loads) return;
    before?.(page);
    await append(page);
  };

  // The button stays where it is with the focus, so that Tab goes on to what came; a new one stands at the end.
  const morePressed = async (): Promise<void> => {
    const line = thread.end.firstElementChild!;
    const pressed = line.firstElementChild!;
    if (pressed.ariaDisabled === 'true') return;
    pressed.ariaDisabled = 'true';
    try {
      await more((page) => {
        pressed.textContent = status.textContent = t('widget.more_shown', {n: page.comments.length});
        pressed.className = quiet;
        if (pressed !== focusedIn(pressed)) return;
        const left = thread.end;
        thread.moveEnd();
        pressed.addEventListener('blur', () => left.remove());
      });
    } catch (problem) {
      pressed.ariaDisabled = 'false';
      line.append(h('span', {role: 'alert'}, problemText(t, problem)));
    }
  };

  // Puts comments with these numbers into the thread; answers those that were not there.
  const bring = async (numbers: number[], isNew = false): Promise<CommentView[]> => {
    const load = loads;
    const comments = await api.comments(numbers);
    const made: CommentView[] = [];
    if (load === loads) {
      keepingScroll(thread, () => {
        for (const comment of comments.sort((a, b) => a.number - b.number)) {
          pending.delete(comment.number);
          if (thread.views.has(comment.number)) continue;
          made.push(make(comment, isNew));
          thread.insert(made.at(-1)!);
        }
      });
      if (made[0]) showStory();
    }
    return made;
  };

  const jump = async (number: number): Promise<void> => {
    const load = loads;
    try {
      while (!thread.views.has(number) && next && thread.views.size < farthest && load === loads) await more();
      if (!thread.views.has(number)) await bring([number]);
    } catch (problem) {
      return fail(problem);
    }
    const {element: target} = thread.views.get(number) ?? {};
    if (!target) return state.replaceChildren(note(h('p', {role: 'alert'}, t('story.no_such_comment'))));
    for (const {element: other} of thread.views.values()) other.classList.toggle('cd-target', other === target);
    target.scrollIntoView({block: 'start'});
    target.focus({preventScroll: true});
  };

  // --- what happens elsewhere

  const showFresh = (): void => {
    const n = pending.size;
    // What this reader sends now comes back as an event, often before its answer.
    if (writer.sending()) return;
    fresh.hidden = !n && !freshTarget;
    if (!n) return;
    freshTarget = 0;
    freshButton.textContent = t('widget.new_show', {n});
    announcer.announce(t('widget.new_said', {n}));
  };

  // First press: the new comments take their places, and nothing else moves. Second: on to the first of them.
  const freshPressed = async (): Promise<void> => {
    const number = freshTarget;
    freshTarget = 0;
    if (number) {
      showFresh();
      return jump(number);
    }
    try {
      const asked = [...pending];
      const made = await bring(asked, true);
      await writer.loadOwn(); // somebody's they do not want to see may be among them
      for (const one of asked) pending.delete(one); // also what is gone again
      freshTarget = made[0]?.number ?? 0;
      freshButton.textContent = t('widget.new_go', {number: freshTarget});
      showFresh();
    } catch (problem) {
      freshButton.textContent = problemText(t, problem);
    }
  };

  const refresh = async (): Promise<void> => {
    const numbers = [...changed];
    changed.clear();
    try {
      if (storyAt) await reload();
      for (const comment of await api.comments(numbers)) thread.views.get(comment.number)?.update(comment, thread.sort);
      await writer.loadOwn();
      refreshWait = 1;
    } catch {
      for (const number of numbers) changed.add(number);
      refreshWait = Math.min(refreshWait * 2, 64);
    }
    if (storyAt || changed.size) refreshSoon();
  };

  // Not at once: a thousand readers hear of a change in the same moment.
  const refreshSoon = (): void => {
    refreshTimer ||= window.setTimeout(() => {
      refreshTimer = 0;
      if (visible()) void refresh();
    }, (300 + Math.random() * 1200) * refreshWait);
  };

  // The server no longer knows what happened since: reads again what is on the screen, without moving it.
  const reload = async (): Promise<void> => {
    const load = loads;
    let after: string | null = null;
    let seen = 0;
    do {
      const page: Page = await api.page(thread.sort, after);
      if (load !== loads) return;
      if (!after) {
        take(page);
        if (page.position >= storyAt) storyAt = 0; // else the server was at it, and gave what it had before
      }
      for (const comment of page.comments) {
        const view = thread.views.get(comment.number);
        if (view) view.update(comment, thread.sort);
        else pending.add(comment.number);
      }
      seen += page.comments.length;
      after = page.next;
    } while (after && seen < thread.views.size);
    showFresh();
    for (const view of thread.views.values()) view.update(undefined, thread.sort); // it may have been closed
  };

  const heard = ({kind, number, position: now}: Happened): void => {
    if (kind === 'reset') position = now; // also backwards: the server came back from a backup
    if (kind === 'reset' || kind === 'story') {
      storyAt = now;
      refreshSoon();
    }
    if (now <= position) return;
    position = now;
    const shown = thread.views.has(number!);
    if (kind === 'published') {
      ++story.comments;
      if (!shown) pending.add(number!);
    } else {
      if (kind !== 'changed') --story.comments;
      if (shown) changed.add(number!);
      else if (kind !== 'changed') pending.delete(number!);
    }
    showStory();
    showFresh();
    if (changed.size || writer.own().some((own) => isHidden(own) || own.number === number)) refreshSoon();
  };

  const live = makeLive(
    {
      streamUrl: () => api.eventsUrl(position),
      event: ({data}) => heard(JSON.parse(data)),
      async poll() {
        const answer = await api.eventsSince(position);
        if (answer.reset) {
          position = answer.position;
          storyAt = position;
          refreshSoon();
        }
        answer.events.forEach(heard);
        return answer.reset || answer.events.length > 0;
      },
    },
    {fetch: (...given) => fetch(...given), timer: realTimer, random: Math.random, visible, locks: navigator.locks},
  );

  return {
    element,
    jump,
    async load() {
      first = await api.page('threads');
    },
    async start() {
      await show(first, 'threads');
      live.start();
      void writer.start();
    },
    stop() {
      ++loads;
      live.stop();
      announcer.hush();
      clearTimeout(refreshTimer);
    },
    visibilityChanged() {
      live.visibilityChanged();
      if (!visible()) announcer.hush();
      else if (changed.size || storyAt) refreshSoon();
    },
  };
}
