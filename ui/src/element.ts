// <comity-discussion site="…" story="…" url="…" base="…" lang="…" title="…" theme="light">
//
// What stands inside the element is what readers have without the script - on the server's own pages the whole
// discussion - and stays until the live one has been loaded, or for good when it cannot be.
import {Announcer} from './announce.ts';
import type {Context} from './context.ts';
import {Discussion} from './discussion.ts';
import {Guest} from './guest.ts';
import {type Catalogue, Messages, chooseLanguage} from './messages.ts';
import {Api, type Place} from './wire.ts';

const ownServer = new URL(import.meta.url).origin;
const tryAgainMs = 15_000;

let sheet: CSSStyleSheet | undefined;
function style(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(COMITY_STYLE);
  }
  return sheet;
}

export class ComityDiscussion extends HTMLElement {
  static readonly observedAttributes = ['site', 'story', 'url', 'base', 'lang', 'theme'];
  private discussion: Discussion | undefined;
  private round = 0; // what an earlier set of attributes asked for is thrown away
  private retry: number | undefined;
  private waiting = false;
  private heading = '';

  constructor() {
    super();
    const root = this.attachShadow({mode: 'open'});
    root.adoptedStyleSheets = [style()];
    root.append(document.createElement('slot'));
  }

  connectedCallback(): void {
    // Left in place it would be a tooltip over the whole discussion.
    this.heading = this.getAttribute('title') ?? this.heading;
    this.removeAttribute('title');
    addEventListener('hashchange', this.hashChanged);
    addEventListener('online', this.online);
    document.addEventListener('visibilitychange', this.visibilityChanged);
    this.startSoon();
  }

  disconnectedCallback(): void {
    removeEventListener('hashchange', this.hashChanged);
    removeEventListener('online', this.online);
    document.removeEventListener('visibilitychange', this.visibilityChanged);
    this.halt();
  }

  attributeChangedCallback(_name: string, before: string | null, now: string | null): void {
    if (this.isConnected && before !== now) this.startSoon();
  }

  // Several attributes set in a row are one change.
  private startSoon(): void {
    if (this.waiting) return;
    this.waiting = true;
    queueMicrotask(() => {
      this.waiting = false;
      if (this.isConnected) void this.start();
    });
  }

  private halt(): void {
    ++this.round;
    this.discussion?.stop();
    this.discussion = undefined;
    clearTimeout(this.retry);
    this.retry = undefined;
  }

  private place(): Place {
    const language = document.documentElement.lang;
    const attribute = (name: string): string => this.getAttribute(name) ?? '';
    const canonical = document.querySelector<HTMLLinkElement>('link[rel~="canonical"]')?.href;
    return {
      base: attribute('base').replace(/\/+$/, '') || ownServer,
      site: attribute('site'),
      story: attribute('story'),
      url: attribute('url') || canonical || location.href.split('#')[0]!,
      title: this.heading || document.title,
      lang: chooseLanguage([attribute('lang'), this.closest('[lang]')?.getAttribute('lang') ?? '', ...navigator.languages], Object.keys(COMITY_LANGUAGES)),
      storyLang: attribute('story-lang') || language,
    };
  }

  private async start(): Promise<void> {
    this.halt();
    const round = this.round;
    const place = this.place();
    try {
      const answer = await fetch(`${place.base}/${COMITY_LANGUAGES[place.lang]}`, {credentials: 'omit'});
      if (!answer.ok) throw new Error(`texts: ${answer.status}`);
      const messages = new Messages(place.lang, (await answer.json()) as Catalogue);
      const guest = new Guest(place.base, place.site);
      const context: Context = {
        api: new Api(place, () => guest.key), guest, messages, storyKey: place.story || place.url, announcer: new Announcer(() => undefined),
      };
      const discussion = new Discussion(context, this.getAttribute('theme') ?? '');
      await discussion.load();
      if (round !== this.round) return discussion.stop();
      this.discussion = discussion;
      this.shadowRoot!.replaceChildren(discussion.element);
      await discussion.start();
      this.dispatchEvent(new CustomEvent('comity-ready', {bubbles: true}));
      if (round === this.round) this.hashChanged();
    } catch (error) {
      if (round !== this.round) return;
      // The fallback stays. Nothing runs while the page is hidden; `visibilityChanged` and `online` start again.
      console.warn('comity-discussion:', error);
      if (document.visibilityState === 'visible') this.retry = window.setTimeout(() => void this.start(), tryAgainMs * (0.5 + Math.random()));
    }
  }

  private readonly hashChanged = (): void => {
    const number = Number(/^#(?:comment-|c)(\d{1,12})$/.exec(location.hash)?.[1] ?? 0);
    if (number > 0) void this.discussion?.jump(number);
  };

  private readonly online = (): void => {
    if (!this.discussion) this.startSoon();
  };

  private readonly visibilityChanged = (): void => {
    if (this.discussion) this.discussion.visibilityChanged();
    else if (document.visibilityState === 'visible') this.startSoon();
    else clearTimeout(this.retry);
  };
}
