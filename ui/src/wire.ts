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
  clauses?: Clause[];
  language: string;
  rtl: boolean;
  created: string;
  edited: string | null;
  edited_after: number | null;
  superseded_by: number | null;
}

export interface Story {
  id: string | null; // null: nobody has commented yet
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
    super(`${status} ${code}`);
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

export class Api {
  constructor(
    readonly place: Place,
    private readonly guestKey: () => string,
  ) {}

  page(sort: Sort, after: string | null): Promise<Page> {
    return this.read('comments', {sort: sort === 'threads' ? '' : sort, after: after ?? '', lang: this.place.lang});
  }

  async comments(numbers: number[]): Promise<Comment[]> {
    const found: Comment[] = [];
    for (let at = 0; at < numbers.length; at += 200) {
      const page = await this.read<Page>('comments', {numbers: numbers.slice(at, at + 200).join(','), lang: this.place.lang});
      found.push(...page.comments);
    }
    return found;
  }

  site(): Promise<Site> {
    return this.get(`${this.siteUrl()}?lang=${encodeURIComponent(this.place.lang)}`, false) as Promise<Site>;
  }

  async mine(): Promise<Own[]> {
    return (await this.read<{comments: Own[]}>('mine', {lang: this.place.lang}, true)).comments;
  }

  // Whether `mine` can answer: with a key; or on the server's own pages, where a cookie may hold it.
  get knownGuest(): boolean {
    return this.guestKey() !== '' || this.place.base === location.origin;
  }

  eventsUrl(from: number): string {
    return this.storyUrl('events', {from: String(from)});
  }

  async eventsSince(from: number): Promise<{position: number; reset: boolean; events: Happened[]}> {
    return (await this.request(this.eventsUrl(from), {headers: {Accept: 'application/json'}, cache: 'no-store'})).json();
  }

  post(draft: Draft, attempt: string): Promise<Posted> {
    const {url, title, storyLang, lang} = this.place;
    const body = {...draft, url, title: title || null, language: storyLang || null, interface_language: lang};
    return this.send('POST', this.storyUrl('comments', {}, false), body, {'Idempotency-Key': attempt});
  }

  edit(receipt: string, draft: Draft): Promise<Posted> {
    return this.send('PATCH', this.receiptUrl(receipt), {text: draft.text, advised: draft.advised});
  }

  async withdraw(receipt: string): Promise<void> {
    await this.send('DELETE', this.receiptUrl(receipt), undefined);
  }

  // Clears the key that the server's own pages keep in a cookie; elsewhere there is none.
  async forgetCookie(): Promise<void> {
    const {base, site} = this.place;
    if (base === location.origin) await fetch(`${base}/forget/${encodeURIComponent(site)}`, {method: 'POST', credentials: 'same-origin', redirect: 'manual'});
  }

  // A path that the server gave, as an address.
  link(path: string): string {
    return new URL(path, `${this.place.base}/`).href;
  }

  private siteUrl(): string {
    return `${this.place.base}/api/v1/sites/${encodeURIComponent(this.place.site)}`;
  }
  private receiptUrl(receipt: string): string {
    return `${this.place.base}/api/v1/receipts/${receipt}?lang=${encodeURIComponent(this.place.lang)}`;
  }
  private storyUrl(what: string, query: Record<string, string>, withUrl = true): string {
    const {story, url} = this.place;
    const asked = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== ''));
    if (!story && withUrl) asked.set('url', url);
    const tail = asked.toString();
    return `${this.siteUrl()}/stories/${story ? encodeURIComponent(story) : '~'}/${what}${tail ? `?${tail}` : ''}`;
  }

  private read<T>(what: string, query: Record<string, string>, own = false): Promise<T> {
    return this.get(this.storyUrl(what, query), own) as Promise<T>;
  }
  private async get(url: string, own: boolean): Promise<unknown> {
    return (await this.request(url, own ? {headers: this.proof(), cache: 'no-store'} : {}, own)).json();
  }
  private async send(method: string, url: string, body: unknown, headers: Record<string, string> = {}): Promise<Posted> {
    const sent: RequestInit = {method, headers: {...headers, ...this.proof()}};
    if (body !== undefined) {
      sent.headers = {...sent.headers, 'Content-Type': 'application/json'};
      sent.body = JSON.stringify(body);
    }
    return (await this.request(url, sent, true)).json() as Promise<Posted>;
  }

  private proof(): Record<string, string> {
    const key = this.guestKey();
    return key ? {Authorization: `Bearer ${key}`} : {};
  }

  // Cookies go only to the server's own pages, and only with what is the author's own.
  private async request(url: string, init: RequestInit, own = false): Promise<Response> {
    let answer: Response;
    try {
      answer = await fetch(url, {...init, credentials: own ? 'same-origin' : 'omit', referrerPolicy: 'strict-origin-when-cross-origin'});
    } catch {
      throw new Problem(0, 'offline', 0);
    }
    // A refused comment is an answer with a verdict, not a failure.
    const type = answer.headers.get('Content-Type') ?? '';
    if (answer.ok || (answer.status === 422 && type.startsWith('application/json'))) return answer;
    const problem = (await answer.json().catch(() => ({}))) as {code?: string};
    throw new Problem(answer.status, problem.code ?? '', Number(answer.headers.get('Retry-After')) || 0);
  }
}
