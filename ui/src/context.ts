// What every part of one widget shares, and the small things that many parts are made of.
import type {Announcer} from './announce.ts';
import {type Child, h, isolated} from './dom.ts';
import type {Guest} from './guest.ts';
import type {Key} from './keys.ts';
import type {Messages, Say} from './messages.ts';
import type {Api, Cited, Clause, Problem} from './wire.ts';

export interface Context extends Messages {
  api: Api;
  guest: Guest;
  announcer: Announcer; // says things to people who listen
  storyKey: string; // tells stories apart in what this browser remembers
}

// "rule 2, No profanity"; `key`: as a sentence's beginning or inside one.
export function ruleText(t: Say, {id, number: rule, title}: Clause, key: Key = 'clause.rule'): string {
  return rule ? t(key, {rule, title}) : t('clause.unknown', {id});
}

// Each clause with the author's words that it rests on.
export function citedList(t: Say, cited: Cited[]): HTMLElement | false {
  return cited.length > 0 && h('ul.cd-cited', {}, ...cited.map((clause) => {
    const words = [...new Set(clause.words.map(({text}) => text))];
    const list = words.map((word) => t('meta.quote', {words: isolated(word)})).join(t('meta.list_separator'));
    const [before, after] = t('clause.words', {n: words.length, words: '\0'}).split('\0');
    return h('li', {}, h('p.cd-rule', {}, ruleText(t, clause)), words[0] && h('p.cd-words', {}, before, h('mark', {}, list), after));
  }));
}

const known: Partial<Record<number | string, Key>> = {
  0: 'widget.error.offline', 502: 'widget.error.unavailable', 503: 'widget.error.unavailable', 504: 'widget.error.unavailable',
  name: 'error.name', name_taken: 'error.name_taken', text: 'error.text_bytes', closed: 'error.closed', revoked: 'error.revoked',
  blocked: 'error.blocked',
  cross_site: 'widget.error.origin', not_our_page: 'widget.error.origin', reply_gone: 'error.reply_gone', reply_closed: 'error.reply_gone', not_found: 'error.reply_gone',
  forbidden: 'error.edit_over',
};

// Why it did not work, and what to do. What was written is still in its form.
export function problemText(t: Say, problem: unknown): string {
  const {status, code, retryAfter} = problem as Problem;
  if (status === 429) return t('widget.error.busy', {n: Math.ceil(retryAfter / 60) || 1});
  return t(known[code] ?? known[status] ?? 'widget.error.other', {code: status});
}

export function button(label: string, onclick: () => void, kind = 'cd-button', props: Record<string, string> = {}): HTMLButtonElement {
  return h('button', {type: 'button', class: kind, onclick, ...props}, label);
}
export const quiet = 'cd-link';

export function note(...children: Child[]): HTMLElement {
  return h('div.cd-note', {tabindex: -1}, ...children);
}

// A piece of what people wrote: its language and direction are its own.
export function writing(html: Node, of: {language: string; rtl: boolean}): HTMLElement {
  return h('div.cd-text', {lang: of.language, dir: of.rtl ? 'rtl' : of.language ? 'ltr' : 'auto'}, html);
}
