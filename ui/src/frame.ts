// What stands around a thread: the line at its foot and the policy above the form.
import type {Context} from './context.ts';
import {h} from './dom.ts';
import type {Messages} from './messages.ts';
import type {Page, Site} from './wire.ts';

// "3 await review. 31 not published: 24 spam; 7 rule 2"; '' when there is nothing to say.
export function foot(messages: Messages, page: Page): string {
  const parts: string[] = [];
  if (page.held > 0) parts.push(messages.text('discussion.foot.waiting', {n: page.held}));
  const n = page.refused.reduce((sum, one) => sum + one.count, 0);
  if (n > 0) {
    const list = page.refused.map(({clause, count}) =>
      messages.text('discussion.foot.item', {clause: clause?.id ?? 'none', n: count, rule: String(clause?.number ?? '')}));
    parts.push(messages.text('discussion.foot.refused', {n, list: list.join(messages.text('meta.list_separator'))}));
  }
  return parts.join(messages.text('discussion.foot.separator'));
}

// One sentence of the policy and its link; before a first comment the rules' titles.
export function policyLead(context: Context, site: Site | undefined): HTMLElement[] {
  const policy = site?.policy;
  if (!policy) return [];
  const {messages, guest, api} = context;
  const rules = policy.clauses.filter((clause) => clause.title);
  return [
    h('p', {class: 'cd-policy'}, firstSentence(policy.preamble), ' ', h('a', {href: api.link(policy.page)}, messages.text('discussion.policy_link'))),
    ...(guest.key || rules.length === 0 ? [] : [h('details', {class: 'cd-rules', open: true}, h('summary', {}, messages.text('form.rules_title')),
      h('ol', {}, ...rules.map((clause) => h('li', {value: clause.number}, clause.title))))]),
  ];
}

function firstSentence(text: string): string {
  return /^[^]*?[.!?؟。](?=\s|$)/.exec(text.trim())?.[0] ?? text.trim();
}

