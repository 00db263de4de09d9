// One comment on the screen: an article named "Comment 14 by …, reply to 9".
import {type Context, button, quiet, ruleText, writing} from './context.ts';
import {type Child, focusedIn, h} from './dom.ts';
import {type Entry, type Sort, deepest} from './order.ts';
import {safeHtml} from './safe_html.ts';
import type {Comment, Own} from './wire.ts';

export interface CommentActions {
  reply(view: CommentView): void;
  edit(own: Own, element: HTMLElement): void;
  withdraw(own: Own, element: HTMLElement): void;
  link(number: number, label: string, name?: string): HTMLElement; // to a comment of this discussion
  open(): boolean; // one may write
}

export interface CommentView extends Entry {
  element: HTMLElement;
  own: Own | undefined;
  // How deep it stands in this order.
  place(depth: number, sort: Sort): void;
  update(comment: Comment | undefined, sort: Sort): void;
  setOwn(own: Own | undefined, muted: boolean): void;
}

export function commentView(context: Context, actions: CommentActions, given: Comment, isNew: boolean): CommentView {
  const {api, t, time} = context;
  const {number} = given;
  const to = given.reply_to ?? 0;
  const element = h('article', {id: `comment-${number}`, tabindex: -1});
  const line = h('p.cd-actions');
  const answers = h('p.cd-in-reply');
  let comment = given;
  // Its place says only what became of it.
  const isNotice = (): boolean => comment.state !== 'published' || !!comment.superseded_by;

  const notice = (): Child[] => {
    const {state, superseded_by: newer, clauses, decision} = comment;
    if (state === 'withdrawn') return [t('comment.withdrawn', {number})];
    if (state !== 'removed') return [actions.link(newer!, t('comment.superseded', {number, newer: newer!}))];
    if (!clauses?.[0]) return [t('comment.removed_plain', {number})];
    const rules = clauses.map((clause) => ruleText(t, clause, 'clause.inline')).join(t('meta.list_separator'));
    const date = decision && time(decision.decided);
    return [
      t('comment.removed', {number, rules}), ' ',
      date && t(decision.by === 'program' ? 'comment.removed_by_program' : 'comment.removed_by_moderator', {date}), ' ',
      h('a', {href: api.rule(clauses[0].id)}, t('comment.removed_why')),
    ];
  };

  const drawActions = (): void => {
    const {own} = view;
    const focused = focusedIn(line);
    const place = [...line.children].indexOf(focused!);
    line.replaceChildren(
      ...(actions.open() ? [comment.closed ? t('error.reply_gone') : button(t('comment.reply'), () => actions.reply(view), quiet, {'aria-label': t('comment.reply_to', {number})})] : []),
      ...(own?.edit_until && Date.parse(own.edit_until) > Date.now()
        ? [button(t('widget.edit'), () => actions.edit(own, element), quiet, {'aria-label': t('widget.edit_label', {number})})] : []),
      ...(own?.may_withdraw
        ? [button(t('receipt.withdraw_submit'), () => actions.withdraw(own, element), quiet, {'aria-label': t('widget.withdraw_label', {number})})] : []),
      ...(own ? [] : [h('a.cd-report', {href: api.report(number), 'aria-label': t('comment.report_label', {number})}, t('comment.report'))]),
    );
    // Whoever stood on a button that was made anew still stands there.
    if (place >= 0) ((line.children[place] as HTMLElement | undefined) ?? element).focus({preventScroll: true});
  };

  const draw = (): void => {
    const shownName = comment.name ? comment.name + (comment.name_mark && ` · ${comment.name_mark}`) : t('comment.name_erased');
    const asNotice = isNotice();
    element.setAttribute('aria-label', asNotice
      ? t(to ? 'comment.label_notice_reply' : 'comment.label_notice', {number, to})
      : t(to ? 'comment.label_reply' : 'comment.label', {number, to, name: shownName}));
    if (asNotice) return element.replaceChildren(h('p.cd-notice-text', {}, ...notice()));
    const {created, edited, edited_after: after} = comment;
    const date = edited ? time(edited) : '';
    if (to) answers.replaceChildren(actions.link(to, t('comment.in_reply_to', {number: to})));
    // What the reader is writing below the line, an answer or a change, stays as it is.
    if (element.contains(line)) while (element.firstChild !== line) element.firstChild!.remove();
    else element.replaceChildren(line);
    line.before(
      h('header.cd-meta', {},
        h('span.cd-by', {}, h(comment.name ? 'bdi.cd-name' : 'bdi.cd-no-name', {}, shownName)),
        comment.staff && h('span.cd-staff', {}, t('comment.staff')),
        isNew && h('span.cd-new', {}, t('widget.new_mark')),
        actions.link(number, t('comment.number', {number}), 'cd-permalink'),
        h('time', {datetime: created}, time(created)),
        date && h('span.cd-edited', {}, after ? t('comment.edited_after', {date, number: after}) : t('comment.edited', {date}))),
      answers, writing(safeHtml(comment.html ?? ''), comment));
    drawActions();
  };

  const view: CommentView = {
    element, number, replyTo: to, depth: 0, own: undefined,
    place(depth, sort) {
      view.depth = depth;
      const shown = Math.min(depth, deepest);
      element.className = `cd-comment${shown ? ` cd-d${shown}` : ''}${isNotice() ? ' cd-notice' : ''}`;
      // Only where the eye cannot see it from the place alone.
      answers.hidden = !to || (sort === 'threads' && shown > 0 && depth <= deepest);
    },
    update(now, sort) {
      comment = now ?? comment;
      draw();
      view.place(view.depth, sort);
    },
    setOwn(own, muted) {
      // Its text is folded away until the reader goes to it.
      element.toggleAttribute('muted', muted);
      if (!own && !view.own) return;
      view.own = own;
      drawActions();
    },
  };
  draw();
  return view;
}
