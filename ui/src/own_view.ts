// What its author alone sees of a comment that readers do not see, or not yet: its state, the rule and the words, what
// can be done, and how to come back to it.
import {type Context, button, citedClause} from './context.ts';
import {h, withBdi} from './dom.ts';
import type {Key} from './keys.ts';
import {safeHtml} from './safe_html.ts';
import type {Own, Posted} from './wire.ts';

export interface OwnActions {
  edit(own: Own, element: HTMLElement): void;
  withdraw(own: Own, element: HTMLElement): void;
}

// Whether the thread does not show the author's last words.
export function isHidden(own: Own): boolean {
  return own.waiting || own.state === 'held' || own.state === 'refused' || own.state === 'returned';
}

export function ownView(context: Context, own: Own, actions: OwnActions): HTMLElement {
  const {messages, api} = context;
  const last = own.decisions[own.decisions.length - 1];
  const number = String(own.number ?? '');
  const state: Key = `receipt.state.${own.waiting ? 'held' : own.state}`;
  const byPerson = last?.by !== 'engine';
  const what: Record<string, Key[]> = {
    held: ['notice.held.what', 'notice.held.who', 'notice.held.can'],
    returned: ['notice.returned.what', 'notice.returned.can'],
    refused: byPerson ? ['notice.refused.what', 'notice.refused.scope'] : ['notice.refused_program.what', 'notice.refused_program.can'],
  };
  const sentences = own.waiting ? [messages.text('notice.held_edit.what', {number})] : (what[own.state] ?? []).map((key) => messages.text(key));
  const element = h('article', {
    class: 'cd-comment cd-own', tabindex: -1, 'aria-label': messages.text('widget.own_label', {state: messages.text(state)}),
  });
  const text = h('div', {class: 'cd-text', lang: own.language, dir: own.rtl ? 'rtl' : own.language ? 'ltr' : 'auto'});
  text.append(safeHtml(own.html));
  element.append(
    h('header', {class: 'cd-meta'},
      h('span', {class: 'cd-by'}, h('bdi', {class: 'cd-name'}, own.name)),
      h('span', {class: 'cd-state'}, messages.text(state)),
      h('time', {datetime: own.created}, messages.time(own.created))),
    own.reply_to !== null ? h('p', {class: 'cd-in-reply'}, messages.text('comment.in_reply_to', {number: String(own.reply_to)})) : '',
    text,
    h('div', {class: 'cd-note'},
      ...sentences.map((sentence) => h('p', {}, sentence)),
      last && last.cited.length > 0 && h('ul', {class: 'cd-cited'}, ...last.cited.map((clause) => citedClause(messages, clause))),
      last?.reason ? h('p', {}, withBdi((given) => messages.text('notice.reason', given), {reason: last.reason})) : '',
      returnHere(context, own)),
    h('p', {class: 'cd-actions'},
      (own.state === 'held' || own.state === 'returned' || own.waiting) &&
        button(messages.text('widget.edit'), () => actions.edit(own, element), true, {'aria-label': messages.text('receipt.edit')}),
      own.may_withdraw &&
        button(messages.text('receipt.withdraw_submit'), () => actions.withdraw(own, element), true, {'aria-label': messages.text('receipt.withdraw')}),
      h('a', {href: api.link(own.page)}, messages.text('widget.receipt'))),
  );
  return element;
}

function returnHere(context: Context, comment: {case_code: string; page: string}): HTMLElement {
  const code = h('bdi', {class: 'cd-code'}, comment.case_code);
  return h('p', {class: 'cd-help'}, withBdi((given) => context.messages.text('widget.case', given), {code}));
}

// What became of a post, for the line below the form that sent it.
export function postedText(context: Context, posted: Posted, edited: boolean): string {
  const {messages} = context;
  const number = String(posted.comment?.number ?? '');
  if (posted.outcome === 'published') return messages.text(edited ? 'notice.published.changed' : 'notice.published.what', {number});
  if (posted.outcome === 'held') {
    return edited && number ? messages.text('notice.held_edit.what', {number}) : messages.text('notice.held.what');
  }
  return edited && number ? messages.text('notice.refused_edit.what', {number}) : messages.text('notice.refused_program.what');
}
