// What its author alone sees of a comment that readers do not see, or not yet: its state, the rule and the words, what
// can be done, and how to come back to it.
import {type Context, button, citedList, note, quiet, writing} from './context.ts';
import {h, isolated} from './dom.ts';
import type {Key} from './keys.ts';
import {safeHtml} from './safe_html.ts';
import type {CommentActions} from './comment_view.ts';
import type {Own, Posted} from './wire.ts';

// Whether the thread does not show the author's last words.
export const isHidden = (own: Own): boolean => own.waiting || ['held', 'refused', 'returned'].includes(own.state);

export function ownView({t, time, api}: Context, own: Own, actions: CommentActions): HTMLElement {
  const {state, number, reply_to: to, created} = own;
  const last = own.decisions[own.decisions.length - 1];
  const waits = state === 'held' || own.waiting;
  const label = t(waits ? 'receipt.state.held' : state === 'returned' ? 'receipt.state.returned' : 'receipt.state.refused');
  const sentences: Key[] =
    state === 'held' ? ['notice.held.what', 'notice.held.who', 'notice.held.can']
    : state === 'returned' ? ['notice.returned.what', 'notice.returned.can']
    : own.waiting ? ['notice.held_edit.what']
    : last?.by === 'engine' ? ['notice.refused_program.what', 'notice.refused_program.can']
    : ['notice.refused.what', 'notice.refused.scope'];
  const element = h('article.cd-comment.cd-own', {tabindex: -1, 'aria-label': t('widget.own_label', {state: label})},
    h('header.cd-meta', {},
      h('span.cd-by', {}, h('bdi.cd-name', {}, own.name)), h('span.cd-state', {}, label), h('time', {datetime: created}, time(created))),
    to && h('p.cd-in-reply', {}, t('comment.in_reply_to', {number: to})),
    writing(safeHtml(own.html), own),
    note(...sentences.map((key) => h('p', {}, t(key, {number: number ?? ''}))),
      last && citedList(t, last.cited),
      last?.reason && h('p', {}, t('notice.reason', {reason: isolated(last.reason)})),
      h('p.cd-help', {}, t('widget.case', {code: isolated(own.case_code)}))),
    h('p.cd-actions', {},
      (waits || state === 'returned') && button(t('widget.edit'), () => actions.edit(own, element), quiet, {'aria-label': t('receipt.edit')}),
      own.may_withdraw && button(t('receipt.withdraw_submit'), () => actions.withdraw(own, element), quiet, {'aria-label': t('receipt.withdraw')}),
      h('a', {href: api.link(own.page)}, t('widget.receipt'))));
  return element;
}

// What became of a post, in one sentence.
export function postedText({t}: Context, {outcome, comment}: Posted, edited: boolean): string {
  const number = comment?.number ?? '';
  const change = edited && number;
  return t(outcome === 'published' ? (edited ? 'notice.published.changed' : 'notice.published.what')
    : outcome === 'held' ? (change ? 'notice.held_edit.what' : 'notice.held.what')
    : change ? 'notice.refused_edit.what' : 'notice.refused_program.what', {number});
}
