// <comity-discussion site="…" story="…" url="…" base="…" lang="…" title="…" theme="light">
//
// What stands inside the element is what readers have without the script - on the server's own pages the whole
// discussion - and stays until the live one has been loaded, or for good when it cannot be.
import {type Discussion, makeDiscussion} from './discussion.ts';
import {makeGuest} from './guest.ts';
import {type Catalogue, chooseLanguage, makeMessages} from './messages.ts';
import {makeApi} from './wire.ts';

const ownServer = new URL(import.meta.url).origin;
const tryAgainMs = 15_000;

const sheet = new CSSStyleSheet();
sheet.replaceSync(COMITY_STYLE);

export class ComityDiscussion extends HTMLElement {
  static readonly observedAttributes = ['site', 'story', 'url', 'base', 'lang', 'theme'];
  #discussion: Discussion | undefined;
  #round = 0; // what an earlier set of attributes asked for is thrown away
  #retry = 0;
  #waiting = false;
  #title = '';
  #listening: AbortController | undefined;

  constructor() {
    super();
    const root = this.attachShadow({mode: 'open'});
    root.adoptedStyleSheets = [sheet];
    root.append(document.createElement('slot'));
  }

  connectedCallback(): void {
    // Left in place it would be a tooltip over the whole discussion.
    this.#title = this.getAttribute('title') ?? this.#title;
    this.removeAttribute('title');
    const {signal} = (this.#listening = new AbortController());
    addEventListener('hashchange', () => this.#toHash(), {signal});
    addEventListener('online', () => this.#discussion || this.#startSoon(), {signal});
    document.addEventListener('visibilitychange', () => {
      if (this.#discussion) this.#discussion.visibilityChanged();
      else if (document.hidden) clearTimeout(this.#retry);
      else this.#startSoon();
    }, {signal});
    this.#startSoon();
  }

  disconnectedCallback(): void {
    this.#listening?.abort();
    this.#halt();
  }

  attributeChangedCallback(_name: string, before: string | null, now: string | null): void {
    if (this.isConnected && before !== now) this.#startSoon();
  }

  // Several attributes set in a row are one change.
  #startSoon(): void {
    if (this.#waiting) return;
    this.#waiting = true;
    queueMicrotask(() => {
      this.#waiting = false;
      if (this.isConnected) void this.#start();
    });
  }

  #halt(): void {
    ++this.#round;
    this.#discussion?.stop();
    this.#discussion = undefined;
    clearTimeout(this.#retry);
  }

  #toHash(): void {
    const number = /^#(?:comment-|c)(\d{1,12})$/.exec(location.hash)?.[1];
    if (number) void this.#discussion?.jump(Number(number));
  }

  async #start(): Promise<void> {
    this.#halt();
    const round = this.#round;
    const attribute = (name: string): string => this.getAttribute(name) ?? '';
    const base = attribute('base').replace(/\/+$/, '') || ownServer;
    const site = attribute('site');
    const story = attribute('story').replace(/^~$/, ''); // '~' alone: by its address
    const url = attribute('url') || document.querySelector<HTMLLinkElement>('link[rel~="canonical"]')?.href || location.href.split('#')[0]!;
    const around = this.closest('[lang]')?.getAttribute('lang') ?? '';
    const lang = chooseLanguage([around, ...navigator.languages], Object.keys(COMITY_LANGUAGES));
    const guest = makeGuest(base, site);
    try {
      const texts = fetch(`${base}/${COMITY_LANGUAGES[lang]}`, {credentials: 'omit'});
      const api = makeApi({base, site, story, url, lang, title: this.#title || document.title, storyLang: document.documentElement.lang}, () => guest.key);
      const {t, time} = makeMessages(lang, (await (await texts).json()) as Catalogue);
      const discussion = makeDiscussion({api, guest, t, time, storyKey: story || url}, lang, attribute('theme'));
      await discussion.load();
      if (round !== this.#round) return;
      this.#discussion = discussion;
      this.shadowRoot!.replaceChildren(discussion.element);
      await discussion.start();
      this.dispatchEvent(new Event('comity-ready', {bubbles: true}));
      if (round === this.#round) this.#toHash();
    } catch (error) {
      // What stands inside stays. Nothing runs while the page is hidden; showing it starts again.
      if (round !== this.#round) return;
      console.warn('comity-discussion:', error);
      if (!document.hidden) this.#retry = window.setTimeout(() => this.#startSoon(), tryAgainMs * (0.5 + Math.random()));
    }
  }
}
