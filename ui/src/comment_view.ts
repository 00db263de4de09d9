// One comment on the screen: an article named "Comment 14 by …, reply to 9".
import {type Context, button, ruleText} from './context.ts';
import {h, withBdi} from './dom.ts';
import {type Entry, type Sort, deepest} from './order.ts';
import {safeHtml} from './safe_html.ts';
import type {Comment, Own} from './wire.ts';

export interface CommentActions {
  reply(view: CommentView): void;
  edit(view: CommentView, own: Own): void;
  withdraw(view: CommentView, own: Own): void;
  jump(number: number): void; // to another comment
  permalink(number: number): string;
  maySend(): boolean; // the discussion is open
}

// The author's name as readers see it: "Anna · 2".
export function shownName(context: Context, comment: {name: string; name_mark: string}): string {
  if (!comment.name) return context.messages.text('comment.name_erased');
  return comment.name_mark ? `${comment.name} · ${comment.name_mark}` : comment.name;
}

export class CommentView implements Entry {
  readonly element = h('article', {tabindex: -1, class: 'cd-comment'});
  readonly number: number;
  readonly replyTo: number;
  depth = 0;
  own: Own | undefined;
  private isNew = false;

  constructor(
    private readonly context: Context,
    private readonly actions: CommentActions,
    public comment: Comment,
  ) {
    this.number = comment.number;
    this.replyTo = comment.reply_to ?? 0;
    this.element.id = `comment-${comment.number}`;
    this.draw();
  }

  // How deep it stands in this order.
  place(depth: number, sort: Sort): void {
    this.depth = depth;
    const shown = Math.min(depth, deepest);
    this.element.className = shown ? `cd-comment cd-d${shown}` : 'cd-comment';
    if (this.isNotice) this.element.classList.add('cd-notice');
    const reply = this.element.querySelector<HTMLElement>('.cd-in-reply');
    // Where the eye cannot see it from the place alone.
    if (reply) reply.hidden = sort === 'threads' && depth > 0 && depth <= deepest;
  }

  update(comment: Comment, sort: Sort): void {
    this.comment = comment;
    this.draw();
    this.place(this.depth, sort);
  }

  setOwn(own: Own | undefined): void {
    if (own === undefined && this.own === undefined) return;
    this.own = own;
    this.drawActions();
  }

  markNew(): void {
    this.isNew = true;
    this.drawMeta();
  }

  // Whether its place says only what became of it.
  get isNotice(): boolean {
    return this.comment.state !== 'published' || this.comment.superseded_by !== null;
  }

  private draw(): void {
    const {messages} = this.context;
    const {comment} = this;
    const given = {number: String(comment.number), name: shownName(this.context, comment), to: String(comment.reply_to)};
    const reply = comment.reply_to !== null;
    if (this.isNotice) {
      this.element.setAttribute('aria-label', messages.text(reply ? 'comment.label_notice_reply' : 'comment.label_notice', given));
      this.element.replaceChildren(h('p', {class: 'cd-notice-text'}, ...this.notice()));
      return;
    }
    this.element.setAttribute('aria-label', messages.text(reply ? 'comment.label_reply' : 'comment.label', given));
    const text = h('div', {class: 'cd-text', lang: comment.language, dir: comment.rtl ? 'rtl' : comment.language ? 'ltr' : 'auto'});
    text.append(safeHtml(comment.html ?? ''));
    this.element.replaceChildren(
      h('header', {class: 'cd-meta'}),
      ...(reply ? [h('p', {class: 'cd-in-reply'}, this.link(comment.reply_to!, messages.text('comment.in_reply_to', {number: String(comment.reply_to)})))] : []),
      text,
      h('p', {class: 'cd-actions'}),
    );
    this.drawMeta();
    this.drawActions();
  }

  private drawMeta(): void {
    const head = this.element.querySelector('.cd-meta');
    if (!head) return;
    const {messages} = this.context;
    const {comment} = this;
    const number = String(comment.number);
    head.replaceChildren(
      h('span', {class: 'cd-by'}, h('bdi', {class: comment.name ? 'cd-name' : 'cd-no-name'}, shownName(this.context, comment))),
      ...(comment.staff ? [h('span', {class: 'cd-staff'}, messages.text('comment.staff'))] : []),
      ...(this.isNew ? [h('span', {class: 'cd-new'}, messages.text('widget.new_mark'))] : []),
      h('a', {
        class: 'cd-permalink', href: this.actions.permalink(comment.number), onclick: (event) => this.jump(event, comment.number),
      }, messages.text('comment.number', {number})),
      h('time', {datetime: comment.created}, messages.time(comment.created)),
      ...this.edited(),
    );
  }

  private edited(): Node[] {
    const {messages} = this.context;
    const {edited, edited_after: after} = this.comment;
    if (!edited) return [];
    const date = messages.time(edited);
    return [h('span', {class: 'cd-edited'}, after
      ? messages.text('comment.edited_after', {date, number: String(after)})
      : messages.text('comment.edited', {date}))];
  }

  private drawActions(): void {
    const line = this.element.querySelector('.cd-actions');
    if (!line) return;
    const {messages} = this.context;
    const number = String(this.number);
    const focused = (this.element.getRootNode() as ShadowRoot).activeElement;
    const had = focused && line.contains(focused) ? (focused as HTMLElement).dataset['what'] : undefined;
    const buttons: HTMLButtonElement[] = [];
    if (this.actions.maySend()) {
      buttons.push(button(messages.text('comment.reply'), () => this.actions.reply(this), true,
        {'aria-label': messages.text('comment.reply_to', {number}), 'data-what': 'reply'}));
    }
    const own = this.own;
    if (own?.edit_until && Date.parse(own.edit_until) > Date.now()) {
      buttons.push(button(messages.text('widget.edit'), () => this.actions.edit(this, own), true,
        {'aria-label': messages.text('widget.edit_label', {number}), 'data-what': 'edit'}));
    }
    if (own?.may_withdraw) {
      buttons.push(button(messages.text('receipt.withdraw_submit'), () => this.actions.withdraw(this, own), true,
        {'aria-label': messages.text('widget.withdraw_label', {number}), 'data-what': 'withdraw'}));
    }
    line.replaceChildren(...buttons);
    if (had) (buttons.find((one) => one.dataset['what'] === had) ?? this.element).focus({preventScroll: true});
  }

  private notice(): Node[] {
    const {messages} = this.context;
    const {comment} = this;
    const number = String(comment.number);
    if (comment.state === 'withdrawn') return [new Text(messages.text('comment.withdrawn', {number}))];
    if (comment.state === 'removed') {
      const rules = (comment.clauses ?? []).map((clause) => ruleText(messages, clause)).join(messages.text('meta.list_separator'));
      return [new Text(rules ? messages.text('comment.removed', {number, rules}) : messages.text('comment.removed_plain', {number}))];
    }
    const newer = comment.superseded_by!;
    return [withBdi((given) => messages.text('comment.superseded', {number, ...given}), {newer: this.link(newer, String(newer))})];
  }

  private link(number: number, label: string): HTMLAnchorElement {
    return h('a', {href: this.actions.permalink(number), onclick: (event) => this.jump(event, number)}, label);
  }

  private jump(event: Event, number: number): void {
    const {ctrlKey, metaKey, shiftKey} = event as MouseEvent;
    if (ctrlKey || metaKey || shiftKey) return; // into a tab or window of its own
    event.preventDefault();
    this.actions.jump(number);
  }
}
