// The server's JSON API as the widget uses it. schema/openapi.yaml is the whole.
import type {Sort} from './order.ts';

export interface Clause {
  id: string;
  number: number; // 0: the policy in force has it no more
  title: string;
}

export interface Cited extends Clause {
  words: {text: string; span: [number, number]}[]; // the author's own; spans in code points
}

export interface Comment {
  number: number;
  reply_to: number | null;
  depth: number;
  name: string; // '' when erased
  name_mark: string;
  staff: boolean;
  state: 'published' | 'removed' | 'withdrawn';
  html?: string;
  clauses?: Clause[]; // with `decision`, only when removed
  decision?: {decided: string; by: 'program' | 'moderator'} | null;
  language: string;
  rtl: boolean;
  created: string;
  edited: string | null;
  edited_after: number | null;
  superseded_by: number | null;
  closed?: true; // nobody may answer it
}

export interface Story {
  open: boolean;
  comments: number;
  position: number;
}

export interface Page {
  story: Story;
  position: number;
  comments: Comment[];
  next: string | null;
  held: number;
  refused: {clause: Clause | null; count: number}[];
}

export interface Site {
  policy: {preamble: string; clauses: Clause[]; page: string} | null;
}

export type State = 'held' | 'published' | 'refused' | 'returned' | 'removed' | 'withdrawn';

export interface Posted {
  outcome: 'advised' | 'correction_offered' | 'published' | 'held' | 'refused';
  comment: {number: number | null; state: State; receipt: string; case_code: string; page: string} | null;
  cited: Cited[];
  advice_id?: string;
  held_as_is?: boolean;
  corrects?: {number: number | null; receipt: string};
  guest_key?: string;
}

export interface Own {
  number: number | null;
  state: State;
  receipt: string;
  case_code: string;
  page: string;
  edit_until: string | null;
  may_withdraw: boolean;
  name: string;
  name_mark: string;
  reply_to: number | null;
  created: string;
  text: string;
  html: string;
  language: string;
  rtl: boolean;
  waiting: boolean; // the last text is an edit that waits for review
  decisions: {deed: string; by: string; reason?: string; cited: Cited[]}[];
}

export interface Happened {
  position: number;
  kind: 'published' | 'changed' | 'removed' | 'withdrawn' | 'story' | 'reset';
  number: number | null;
}

// What a reader sends.
export interface Draft {
  text: string;
  name?: string;
  reply_to?: number;
  advised?: string | undefined;
  correction?: 'accept' | 'decline' | undefined;
}

// Why something did not work. `status` 0: the server was not reached.
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly retryAfter: number, // seconds; 0: not said
  ) {
    super();
  }
}

export interface Place {
  base: string; // the server, without a slash at the end
  site: string;
  story: string; // the publisher's id; '' when only the address is known
  url: string; // the page's address
  title: string;
  lang: string; // of the interface
  storyLang: string;
}

// What the server tells this reader alone.
export interface Mine {
  comments: Own[];
  account?: string; // the name of the account that is signed in
  muted?: number[]; // comments of people whom they do not want to see
}

export interface Api {
  // As it is now: whoever loads a page again looks for what they wrote a moment ago, and an unchanged answer is a 304.
  page(sort: Sort, after?: string | null): Promise<Page>;
  comments(numbers: number[]): Promise<Comment[]>; // as they are now
  site(): Promise<Site>;
  mine(): Promise<Mine>;
  known(): boolean; // `mine` may have something to say
  eventsUrl(from: number): string;
  eventsSince(from: number): Promise<{position: number; reset: boolean; events: Happened[]}>;
  // `attempt`: the same for one text sent twice, so that it becomes one comment.
  post(draft: Draft, attempt: string): Promise<Posted>;
  edit(receipt: string, draft: Draft): Promise<Posted>;
  withdraw(receipt: string): Promise<unknown>;
  forget(): Promise<unknown>; // the key that the server's own pages keep in a cookie
  link(path: string): string; // of a path that the server gave
  report(number: number): string; // the page that reports a comment
  rule(id: string): string; // where the policy's page explains a rule
}

export function makeApi({base, site, story, url, title, lang, storyLang}: Place, guestKey: () => string): Api {
  const sites = `${base}/api/v1/sites/${encodeURIComponent(site)}`;
  const storyUrl = (what: string, query: Record<string, string | number>, toPost = false): string => {
    if (!story && !toPost) query['url'] = url;
    const pairs = Object.entries(query).filter(([, value]) => value !== '').map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
    return `${sites}/stories/${encodeURIComponent(story) || '~'}/${what}${pairs[0] ? '?' : ''}${pairs.join('&')}`;
  };
  const receiptUrl = (receipt: string): string => `${base}/api/v1/receipts/${receipt}?lang=${lang}`;
  // On the server's own pages a cookie may hold the key.
  const atHome = base === location.origin;

  // What is the author's own is never cached, and goes with the author's key. Cookies go nowhere else.
  const request = async <T>(address: string, init: RequestInit = {}, own = false): Promise<T> => {
    const key = guestKey();
    let answer: Response;
    try {
      answer = await fetch(address, {
        ...init,
        headers: {...init.headers, ...(own && key && {Authorization: `Bearer ${key}`})},
        credentials: own ? 'same-origin' : 'omit',
        ...(own && {cache: 'no-store' as const}),
      });
    } catch {
      throw new Problem(0, '', 0);
    }
    const body = await answer.json().catch(() => ({}));
    // A refused comment is an answer with a verdict, not a failure.
    if (answer.ok || body.outcome) return body;
    throw new Problem(answer.status, body.code, Number(answer.headers.get('Retry-After')));
  };
  const asNow: RequestInit = {cache: 'no-cache'};
  const send = (method: string, address: string, body: object, headers = {}): Promise<Posted> =>
    request(address, {method, headers: {...headers, 'Content-Type': 'application/json'}, body: JSON.stringify(body)}, true);

  return {
    page: (sort, after) => request(storyUrl('comments', {sort: sort === 'threads' ? '' : sort, after: after ?? '', lang}), asNow),
    async comments(numbers) {
      const found: Comment[] = [];
      for (let at = 0; at < numbers.length; at += 200) {
        found.push(...(await request<Page>(storyUrl('comments', {numbers: numbers.slice(at, at + 200).join(), lang}), asNow)).comments);
      }
      return found;
    },
    site: () => request(`${sites}?lang=${lang}`),
    mine: () => request(storyUrl('mine', {lang}), {}, true),
    known: () => atHome || guestKey() !== '',
    eventsUrl: (from) => storyUrl('events', {from}),
    eventsSince: (from) => request(storyUrl('events', {from}), {headers: {Accept: 'application/json'}, cache: 'no-store'}),
    post: (draft, attempt) => send('POST', storyUrl('comments', {}, true),
      {...draft, url, title, language: storyLang, interface_language: lang}, {'Idempotency-Key': attempt}),
    edit: (receipt, {text, advised}) => send('PATCH', receiptUrl(receipt), {text, advised}),
    withdraw: (receipt) => request(receiptUrl(receipt), {method: 'DELETE'}, true),
    forget: async () => atHome && fetch(`${base}/forget/${site}`, {method: 'POST', redirect: 'manual'}),
    link: (path) => new URL(path, base).href,
    report: (number) => `${base}/s/${site}/${encodeURIComponent(story) || '~'}/${number}/report?lang=${lang}${story ? '' : `&url=${encodeURIComponent(url)}`}`,
    rule: (id) => `${base}/policy/${site}?lang=${lang}#rule-${id}`,
  };
}
