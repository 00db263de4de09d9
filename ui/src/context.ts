// What every part of one widget shares.
import type {Announcer} from './announce.ts';
import type {Guest} from './guest.ts';
import type {Messages} from './messages.ts';
import type {Api, Cited, Clause, Problem} from './wire.ts';
import {type Child, h, withBdi} from './dom.ts';
import type {Key} from './keys.ts';

export interface Context {
  api: Api;
  guest: Guest;
  messages: Messages;
  announcer: Announcer;
  storyKey: string; // tells stories apart in what this browser remembers
}

// "Rule 2, No profanity".
export function ruleText(messages: Messages, clause: Clause): string {
  return clause.number
    ? messages.text('clause.rule', {rule: String(clause.number), title: clause.title})
    : messages.text('clause.unknown', {id: clause.id});
}

// "Rule 2, No profanity" and below it the author's words that it rests on.
export function citedClause(messages: Messages, clause: Cited): HTMLElement {
  return h('li', {}, h('p', {class: 'cd-rule'}, ruleText(messages, clause)), clause.words.length > 0 && h('p', {class: 'cd-words'}, wordsOf(messages, clause)));
}

function wordsOf(messages: Messages, clause: Cited): DocumentFragment {
  const words = [...new Set(clause.words.map((word) => word.text))];
  const list = h('span');
  words.forEach((word, index) => {
    if (index > 0) list.append(messages.text('meta.list_separator'));
    list.append(withBdi((given) => messages.text('meta.quote', given), {words: h('mark', {dir: 'auto'}, word)}));
  });
  return withBdi((given) => messages.text('clause.words', {n: words.length, ...given}), {words: list});
}

// Why it did not work, and what to do; the text that was written is still there.
export function problemText(messages: Messages, problem: Problem): string {
  const wait = problem.retryAfter;
  if (problem.status === 0) return messages.text('widget.error.offline');
  if (problem.status === 429) return messages.text('widget.error.busy', {n: Math.max(1, Math.ceil(wait / 60))});
  if (problem.status === 503 || problem.status === 502 || problem.status === 504) return messages.text('widget.error.unavailable');
  if (problem.status === 413) return messages.text('error.413');
  const known: Record<string, Key> = {
    name_taken: 'error.name_taken', closed: 'error.closed', revoked: 'error.revoked', cross_site: 'widget.error.origin',
    edit_over: 'error.edit_over', not_found: 'widget.error.gone', name: 'error.name',
  };
  return messages.text(known[problem.code] ?? 'widget.error.other', {code: String(problem.status)});
}

export function button(label: string, onclick: () => void, quiet = false, props: Record<string, string> = {}): HTMLButtonElement {
  return h('button', {type: 'button', class: quiet ? 'cd-link' : 'cd-button', onclick, ...props}, label);
}

export function note(kind: '' | 'error', ...children: Child[]): HTMLElement {
  return h('div', {class: kind ? `cd-note cd-note-${kind}` : 'cd-note'}, ...children);
}
