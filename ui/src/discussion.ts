// A discussion that is alive: loads it, keeps it up to date, and takes what its reader writes.
import {Announcer, realTimer} from './announce.ts';
import {CommentView} from './comment_view.ts';
import {Compose} from './compose.ts';
import {type Context, button, note, problemText} from './context.ts';
import {h} from './dom.ts';
import {foot, policyLead} from './frame.ts';
import {Live} from './live.ts';
import {type Sort, sorts} from './order.ts';
import {isHidden, ownView, postedText} from './own_view.ts';
import {Thread, keepingScroll} from './thread.ts';
import {type Comment, type Happened, type Own, type Page, type Posted, Problem, type Site, type Story} from './wire.ts';

const batch = 20; // comments drawn at a time, so that a slow machine still answers its reader
const farthest = 2000; // comments loaded to find one; one farther is shown by itself

export class Discussion {
  readonly element: HTMLElement;
  private thread = new Thread('threads');
  private story: Story = {id: null, open: true, comments: 0, position: 0};
  private position = 0;
  private next: string | null = null;
  private pending = new Set<number>(); // published since, not shown yet
  private changed = new Set<number>(); // shown, to be read again
  private own: Own[] = [];
  private site: Site | undefined;
  private first: Page | undefined;
  private loads = 0; // what was asked for before the last change of order is thrown away
  private refreshTimer: number | undefined;
  private readonly live: Live;
  private readonly compose: Compose;

  private readonly count = h('span', {class: 'cd-count'});
  private readonly sortLine: HTMLElement;
  private readonly state = h('div', {class: 'cd-state-line'});
  private readonly threadPlace = h('div');
  private readonly ownPlace = h('section', {class: 'cd-mine', hidden: true});
  private readonly footPlace = h('p', {class: 'cd-foot', hidden: true});
  private readonly writePlace = h('div');
  private readonly fresh = h('div', {class: 'cd-fresh'});
  private readonly freshButton: HTMLButtonElement;
  private readonly status = h('p', {class: 'cd-unseen', role: 'status'});
  private freshTarget = 0; // where the button leads once the new comments are shown
  private lead = h('div');

  constructor(private readonly context: Context, theme: string) {
    const {messages} = context;
    context.announcer = new Announcer((text) => (this.status.textContent = text), realTimer);
    this.freshButton = button('', () => void this.freshPressed());
    this.fresh.append(this.freshButton);
    this.fresh.hidden = true;
    this.sortLine = h('div', {class: 'cd-sort', role: 'group', 'aria-label': messages.text('discussion.sort')},
      ...sorts.map((sort) => button(messages.text(`discussion.sort.${sort}`), () => void this.setSort(sort), true, {'data-sort': sort})));
    this.compose = new Compose(context, {
      place: 'new', title: messages.text('form.title'), submit: messages.text('form.submit'), withName: true, lead: this.lead,
      send: (draft, attempt) => context.api.post(draft, attempt),
      done: (posted) => void this.written(posted, this.compose.element),
    });
    this.writePlace.append(this.compose.element, h('p', {class: 'cd-help cd-forget'}, messages.text('widget.guest_note'), ' ',
      button(messages.text('form.forget'), () => void this.forget(), true, {title: messages.text('form.forget_help')})));
    const title = h('h2', {class: 'cd-title', id: 'title'}, messages.text('discussion.title'), ' ', this.count);
    this.element = h('section', {class: 'cd', 'aria-labelledby': 'title', lang: messages.language, dir: messages.text('meta.direction')},
      h('header', {class: 'cd-head'}, title,
        button(messages.text('discussion.to_form'), () => {
          this.compose.element.scrollIntoView({block: 'start'});
          this.compose.focus();
        }, false, {class: 'cd-button cd-button-quiet cd-to-write'}),
        this.sortLine),
      this.status, this.state, this.threadPlace, this.fresh, this.footPlace, this.ownPlace, this.writePlace);
    if (theme) this.element.dataset['theme'] = theme;
    this.live = new Live(
      {
        streamUrl: () => context.api.eventsUrl(this.position),
        event: (event) => this.heard(event.type === 'reset' ? {position: 0, kind: 'reset', number: null} : (JSON.parse(event.data) as Happened)),
        poll: () => this.poll(),
      },
      {fetch: (...given) => fetch(...given), timer: realTimer, random: Math.random, visible: () => document.visibilityState === 'visible', locks: navigator.locks},
    );
  }

  // Reads the first page. Rejects when it could not.
  async load(): Promise<void> {
    this.first = await this.context.api.page('threads', null);
  }

  // Shows it, and goes on from there. `element` stands in the page by now.
  async start(): Promise<void> {
    if (this.first) await this.show(this.first, 'threads');
    this.first = undefined;
    this.live.start();
    void this.loadOwn();
    void this.loadSite();
  }

  stop(): void {
    this.live.stop();
    this.context.announcer.stop();
    if (this.refreshTimer !== undefined) clearTimeout(this.refreshTimer);
    this.refreshTimer = undefined;
    ++this.loads;
  }

  visibilityChanged(): void {
    this.live.visibilityChanged();
    if (document.visibilityState !== 'visible') this.context.announcer.stop();
    else if (this.changed.size > 0) this.refreshSoon();
  }

  // Scrolls to a comment, loading what is needed.
  async jump(number: number): Promise<void> {
    const load = this.loads;
    while (!this.thread.view(number) && this.next && this.thread.size < farthest && load === this.loads) await this.more();
    if (!this.thread.view(number)) await this.bring([number]);
    const view = this.thread.view(number);
    if (!view) {
      this.say(note('', h('p', {}, this.context.messages.text('story.no_such_comment'))));
      return;
    }
    for (const other of this.thread.views()) other.element.classList.toggle('cd-target', other === view);
    view.element.scrollIntoView({block: 'start'});
    view.element.focus({preventScroll: true});
  }

  private permalink(number: number): string {
    return `${location.href.split('#')[0]}#comment-${number}`;
  }

  private say(...children: HTMLElement[]): void {
    this.state.replaceChildren(...children);
  }

  // --- the thread

  private async show(page: Page, sort: Sort): Promise<void> {
    this.thread = new Thread(sort);
    this.pending.clear();
    this.fresh.hidden = true;
    this.take(page);
    this.threadPlace.replaceChildren(this.thread.element);
    for (const one of this.sortLine.children) one.setAttribute('aria-pressed', String((one as HTMLElement).dataset['sort'] === sort));
    await this.append(page);
  }

  // What a page says of the whole.
  private take(page: Page): void {
    this.story = page.story;
    this.position = Math.max(this.position, page.position);
    const {messages} = this.context;
    const line = foot(messages, page);
    this.footPlace.hidden = line === '';
    this.footPlace.textContent = line;
    this.showCount();
    this.sortLine.hidden = page.story.comments < 2;
    this.showOpen();
  }

  private showCount(): void {
    this.count.textContent = this.context.messages.text('discussion.count', {n: this.story.comments});
  }

  private showOpen(): void {
    const {messages} = this.context;
    const {open, comments} = this.story;
    this.writePlace.hidden = !open;
    this.element.querySelector<HTMLElement>('.cd-to-write')!.hidden = !open;
    const empty = comments === 0 && this.thread.size === 0;
    this.say(...[
      ...(open ? [] : [h('p', {class: 'cd-closed'}, messages.text('discussion.closed'))]),
      ...(empty ? [h('p', {class: 'cd-empty'}, messages.text(open ? 'discussion.empty' : 'discussion.empty_closed'))] : []),
    ]);
  }

  private make(comment: Comment): CommentView {
    const view = new CommentView(this.context, {
      reply: (to) => this.reply(to),
      edit: (at, own) => this.edit(own, at.element),
      withdraw: (at, own) => this.withdraw(own, at.element),
      jump: (number) => {
        history.replaceState(history.state, '', this.permalink(number));
        void this.jump(number);
      },
      permalink: (number) => this.permalink(number),
      maySend: () => this.story.open,
    }, comment);
    view.setOwn(this.own.find((own) => own.number === comment.number));
    return view;
  }

  private async append(page: Page): Promise<void> {
    const load = this.loads;
    const thread = this.thread;
    this.next = page.next;
    thread.whole = page.next === null;
    thread.end = undefined;
    for (let at = 0; at < page.comments.length; at += batch) {
      if (at > 0) await new Promise((done) => setTimeout(done));
      if (load !== this.loads) return;
      for (const comment of page.comments.slice(at, at + batch)) {
        this.pending.delete(comment.number);
        const known = thread.view(comment.number);
        if (!known) thread.append(this.make(comment), comment.depth);
        else thread.append(known, comment.depth);
      }
    }
    if (page.next) {
      thread.end = h('p', {class: 'cd-more'}, button(this.context.messages.text('discussion.next'), () => void this.morePressed(), true, {class: 'cd-button cd-button-quiet'}));
    }
  }

  // The button stays where it is with the focus, so that Tab goes on to what came; a new one stands at the end.
  private async morePressed(): Promise<void> {
    const line = this.thread.element.querySelector('.cd-more')!;
    const pressed = line.querySelector('button')!;
    if (pressed.getAttribute('aria-disabled') === 'true') return;
    pressed.setAttribute('aria-disabled', 'true');
    const before = this.thread.size;
    try {
      await this.more((page) => {
        line.parentElement!.before(line);
        line.className = 'cd-more cd-more-done';
        pressed.className = 'cd-link';
        pressed.textContent = this.context.messages.text('widget.more_shown', {n: page.comments.length});
        pressed.addEventListener('blur', () => line.remove());
        if (pressed !== (this.element.getRootNode() as ShadowRoot).activeElement) line.remove();
      });
      this.context.announcer.announce(this.context.messages.text('widget.more_shown', {n: this.thread.size - before}));
    } catch (problem) {
      pressed.setAttribute('aria-disabled', 'false');
      line.append(h('span', {role: 'alert'}, problemText(this.context.messages, problem as Problem)));
    }
  }

  private async more(before?: (page: Page) => void): Promise<void> {
    const load = this.loads;
    const page = await this.context.api.page(this.thread.sort, this.next);
    if (load !== this.loads) return;
    before?.(page);
    await this.append(page);
  }

  private async setSort(sort: Sort): Promise<void> {
    if (sort === this.thread.sort) return;
    const load = ++this.loads;
    try {
      const page = await this.context.api.page(sort, null);
      if (load === this.loads) await this.show(page, sort);
    } catch (problem) {
      this.say(note('error', h('p', {role: 'alert'}, problemText(this.context.messages, problem as Problem))));
    }
  }

  // Puts comments with these numbers into the thread. Whether the server had any.
  private async bring(numbers: number[], isNew = false): Promise<CommentView[]> {
    const load = this.loads;
    const comments = await this.context.api.comments(numbers);
    if (load !== this.loads) return [];
    const made: CommentView[] = [];
    keepingScroll(this.thread.views(), () => {
      for (const comment of comments.sort((a, b) => a.number - b.number)) {
        this.pending.delete(comment.number);
        if (this.thread.view(comment.number)) continue;
        const view = this.make(comment);
        if (isNew) view.markNew();
        this.thread.insert(view);
        made.push(view);
      }
    });
    if (made.length > 0) this.showOpen();
    return made;
  }

  // --- what happens elsewhere

  private heard(event: Happened): void {
    if (event.kind === 'reset') return void this.reload();
    if (event.position <= this.position) return;
    this.position = event.position;
    const number = event.number ?? 0;
    if (event.kind === 'story') void this.readStory();
    else if (event.kind === 'published') {
      this.story.comments += 1;
      if (!this.thread.view(number)) this.pending.add(number);
    } else {
      if (event.kind !== 'changed') this.story.comments = Math.max(0, this.story.comments - 1);
      if (this.thread.view(number)) this.changed.add(number);
      else if (event.kind !== 'changed') this.pending.delete(number);
    }
    this.showCount();
    this.showFresh();
    if (this.changed.size > 0 || this.own.some((own) => isHidden(own) || own.number === number)) this.refreshSoon();
  }

  // Not at once: a thousand readers hear of a change in the same moment.
  private refreshSoon(): void {
    this.refreshTimer ??= window.setTimeout(() => {
      this.refreshTimer = undefined;
      if (document.visibilityState === 'visible') void this.refresh();
    }, 300 + Math.random() * 1200);
  }

  private async refresh(): Promise<void> {
    const numbers = [...this.changed];
    this.changed.clear();
    try {
      for (const comment of await this.context.api.comments(numbers.length ? numbers : [])) {
        this.thread.view(comment.number)?.update(comment, this.thread.sort);
      }
      if (this.own.length > 0) await this.loadOwn();
    } catch {
      for (const number of numbers) this.changed.add(number); // with the next event
    }
  }

  private showFresh(): void {
    const n = this.pending.size;
    if (n === 0) return;
    const {messages, announcer} = this.context;
    this.freshTarget = 0;
    this.freshButton.textContent = messages.text('widget.new_show', {n});
    this.fresh.hidden = false;
    announcer.announce(messages.text('widget.new_said', {n}));
  }

  // First press: the new comments take their places, and nothing else moves. Second: on to the first of them.
  private async freshPressed(): Promise<void> {
    const {messages, announcer} = this.context;
    if (this.freshTarget) {
      const target = this.freshTarget;
      this.fresh.hidden = true;
      this.freshTarget = 0;
      return this.jump(target);
    }
    try {
      const made = await this.bring([...this.pending], true);
      const first = made[0];
      if (!first) {
        this.pending.clear();
        this.fresh.hidden = true;
        return;
      }
      this.freshTarget = first.number;
      this.freshButton.textContent = messages.text('widget.new_go', {number: String(first.number)});
    } catch (problem) {
      announcer.announce(problemText(messages, problem as Problem));
    }
  }

  private async poll(): Promise<boolean> {
    if (!this.story.id) {
      // Nobody had written: there are no events to ask for yet.
      const page = await this.context.api.page('threads', null);
      this.story.id = page.story.id;
      for (const comment of page.comments) if (!this.thread.view(comment.number)) this.pending.add(comment.number);
      this.position = page.position;
      this.showFresh();
      return page.comments.length > 0;
    }
    const answer = await this.context.api.eventsSince(this.position);
    if (answer.reset) await this.reload();
    for (const event of answer.events) this.heard(event);
    return answer.reset || answer.events.length > 0;
  }

  // The server no longer knows what happened since: reads again what is on the screen, without moving it.
  private async reload(): Promise<void> {
    const load = this.loads;
    let after: string | null = null;
    const shown = this.thread.size;
    for (let seen = 0; ;) {
      const page: Page = await this.context.api.page(this.thread.sort, after);
      if (load !== this.loads) return;
      if (after === null) this.take(page);
      for (const comment of page.comments) {
        const view = this.thread.view(comment.number);
        if (view) view.update(comment, this.thread.sort);
        else if (after === null || seen < shown) this.pending.add(comment.number);
      }
      seen += page.comments.length;
      after = page.next;
      if (!after || seen >= shown) break;
    }
    this.showFresh();
  }

  private async readStory(): Promise<void> {
    const page = await this.context.api.page(this.thread.sort, null).catch(() => undefined);
    if (!page || page.story.open === this.story.open) return;
    this.story.open = page.story.open;
    this.showOpen();
    for (const view of this.thread.views()) view.update(view.comment, this.thread.sort);
  }

  // --- what the reader writes

  private async loadSite(): Promise<void> {
    this.site = await this.context.api.site().catch(() => undefined);
    this.lead.replaceChildren(...policyLead(this.context, this.site));
  }

  private async loadOwn(): Promise<void> {
    if (!this.context.api.knownGuest) return;
    const mine = await this.context.api.mine().catch(() => undefined);
    if (!mine) return;
    this.own = mine;
    for (const view of this.thread.views()) view.setOwn(mine.find((own) => own.number === view.number));
    const hidden = mine.filter(isHidden);
    this.ownPlace.hidden = hidden.length === 0;
    const {messages} = this.context;
    this.ownPlace.setAttribute('aria-labelledby', 'mine');
    this.ownPlace.replaceChildren(h('h3', {class: 'cd-write-title', id: 'mine'}, messages.text('widget.own')),
      ...hidden.reverse().map((own) => ownView(this.context, own, {
        edit: (one, element) => this.edit(one, element), withdraw: (one, element) => this.withdraw(one, element),
      })));
  }

  // Opens `form` below `element`, or closes it again.
  private open(element: HTMLElement, make: (close: () => void) => Compose): void {
    const open = element.querySelector<HTMLElement>('.cd-write');
    const back = (element.getRootNode() as ShadowRoot).activeElement as HTMLElement | null;
    if (open) return open.querySelector('textarea')!.focus();
    const form = make(() => {
      form.element.remove();
      (back?.isConnected ? back : element).focus({preventScroll: true});
    });
    element.append(form.element);
    form.focus();
  }

  private reply(to: CommentView): void {
    const {messages, api} = this.context;
    const number = String(to.number);
    this.open(to.element, (close) => {
      const form: Compose = new Compose(this.context, {
        place: `reply ${number}`, title: messages.text('form.title_reply', {number}), submit: messages.text('form.submit_reply'), withName: true,
        lead: h('div', {}, ...policyLead(this.context, this.site)),
        send: (draft, attempt) => api.post({...draft, reply_to: to.number}, attempt),
        cancel: close,
        done: (posted) => {
          form.element.remove();
          void this.written(posted, to.element);
        },
      });
      return form;
    });
  }

  private edit(own: Own, element: HTMLElement): void {
    const {messages, api} = this.context;
    this.open(element, (close) => {
      const form: Compose = new Compose(this.context, {
        place: `edit ${own.receipt}`, title: messages.text('receipt.edit'), submit: messages.text('receipt.edit_submit'), text: own.text, withName: false,
        send: (draft) => api.edit(own.receipt, draft),
        cancel: close,
        done: (posted) => {
          form.element.remove();
          void this.written(posted, element, true);
        },
      });
      return form;
    });
  }

  private withdraw(own: Own, element: HTMLElement): void {
    const {messages, api} = this.context;
    if (element.querySelector('.cd-withdraw')) return;
    const back = (element.getRootNode() as ShadowRoot).activeElement as HTMLElement | null;
    const question = note('', h('p', {}, messages.text('receipt.withdraw_help')), h('p', {class: 'cd-submit'},
      button(messages.text('receipt.withdraw_confirm'), () => {
        api.withdraw(own.receipt).then(async () => {
          question.remove();
          if (own.number) {
            this.changed.add(own.number);
            await this.refresh();
            element.focus({preventScroll: true});
          } else {
            await this.loadOwn();
            this.compose.focus();
          }
          this.status.textContent = messages.text(own.number ? 'comment.withdrawn' : 'notice.withdrawn.unseen', {number: String(own.number)});
        }, (problem: Problem) => question.append(h('p', {role: 'alert'}, problemText(messages, problem))));
      }),
      button(messages.text('widget.cancel'), () => {
        question.remove();
        back?.focus({preventScroll: true});
      }, true)));
    question.classList.add('cd-withdraw');
    element.append(question);
    question.querySelector('button')!.focus();
  }

  // Something was sent: shows it where it now stands and says what became of it.
  private async written(posted: Posted, from: HTMLElement, edited = false): Promise<void> {
    const said = postedText(this.context, posted, edited);
    const number = posted.comment?.number;
    const answer = note('', h('p', {role: 'status'}, said));
    answer.tabIndex = -1;
    try {
      if (posted.outcome === 'published' && number) {
        const known = this.thread.view(number);
        if (known) {
          this.changed.add(number);
          await this.refresh();
        } else await this.bring([number]);
      }
      await this.loadOwn();
    } finally {
      const shown = number ? this.thread.view(number) : undefined;
      const hidden = this.own.find((own) => own.receipt === posted.comment?.receipt && isHidden(own));
      if (hidden) {
        const place = [...this.ownPlace.querySelectorAll<HTMLElement>('.cd-own')].at(-1);
        place?.focus();
        this.status.textContent = said;
      } else if (shown && from !== this.compose.element) {
        shown.element.focus();
        this.status.textContent = said;
      } else {
        if (shown) answer.append(h('p', {}, h('a', {href: this.permalink(number!), onclick: (event) => {
          event.preventDefault();
          void this.jump(number!);
        }}, this.context.messages.text('receipt.see'))));
        from.querySelector('.cd-done')?.remove();
        answer.classList.add('cd-done');
        from.append(answer);
        answer.focus();
      }
    }
  }

  private async forget(): Promise<void> {
    const {guest, messages, api} = this.context;
    guest.forget();
    if (api.knownGuest) await api.forgetCookie().catch(() => undefined);
    this.own = [];
    this.ownPlace.hidden = true;
    for (const view of this.thread.views()) view.setOwn(undefined);
    this.compose.clear();
    this.status.textContent = messages.text('forget.text');
    const answer = note('', h('p', {}, messages.text('forget.text')));
    this.writePlace.querySelector('.cd-forgotten')?.remove();
    answer.classList.add('cd-forgotten');
    this.writePlace.append(answer);
  }
}
