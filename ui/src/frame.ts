// What stands around a thread: the line at its foot and the policy above the form.
import type {Context} from './context.ts';
import {h} from './dom.ts';
import type {Say} from './messages.ts';
import type {Page, Site} from './wire.ts';

// "3 await review; 31 not published: 24 spam, 7 rule 2"; '' when there is nothing to say.
export function footLine(t: Say, {held, refused}: Page): string {
  const n = refused.reduce((sum, one) => sum + one.count, 0);
  const list = refused.map(({clause, count}) => t('discussion.foot.item', {clause: clause?.id ?? 'none', n: count, rule: clause?.number ?? ''}));
  return [
    held && t('discussion.foot.waiting', {n: held}),
    n && t('discussion.foot.refused', {n, list: list.join(t('meta.list_separator'))}),
  ].filter(Boolean).join(t('discussion.foot.separator'));
}

// One sentence of the policy and its link; before a first comment the rules' titles.
export function policyLead({t, guest, api}: Context, site: Site | undefined): HTMLElement {
  const policy = site?.policy;
  if (!policy) return h('div');
  const preamble = policy.preamble.trim();
  return h('div', {},
    h('p.cd-policy', {}, /^[^]*?[.!?؟。](?=\s|$)/.exec(preamble)?.[0] ?? preamble, ' ', h('a', {href: api.link(policy.page)}, t('discussion.policy_link'))),
    !guest.key && h('details.cd-rules', {open: true}, h('summary', {}, t('form.rules_title')),
      h('ol', {}, ...policy.clauses.map((clause) => h('li', {value: clause.number}, clause.title)))));
}
