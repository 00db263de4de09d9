// What makes the console quick: single keys, who else looks at a comment, words shown when asked for. The pages work
// without it.
import {type Deed, deedOf, type Keys, readKeys, takesKeys} from './keys.ts';

const kept = 'comity-console-keys';
const undoLasts = 10_000;  // so long one key takes the last decision back; its button stays
const hereEvery = 30_000;

let keys: Keys = readKeys(localStorage.getItem(kept));
const loaded = performance.now();

function one<E extends HTMLElement>(selector: string): E | null {
  return document.querySelector<E>(selector);
}

// The card before or behind the one that has the focus; behind the last one the next page, and back from it.
function move(by: 1 | -1): void {
  const cards = [...document.querySelectorAll<HTMLElement>('main a[data-key="open"]')];
  if (cards.length === 0) return;
  const at = cards.findIndex((card) => card === document.activeElement || card.closest('article, li')?.contains(document.activeElement));
  const more = one<HTMLAnchorElement>('main a[rel="next"]');
  if (by > 0 && at === cards.length - 1 && more) return more.click();
  if (by < 0 && at === 0 && new URLSearchParams(location.search).has('after')) return history.back();
  const next = cards[at < 0 ? (by > 0 ? 0 : cards.length - 1) : Math.min(cards.length - 1, Math.max(0, at + by))];
  next?.focus();
  next?.closest('article, li')?.scrollIntoView({block: 'nearest'});
}

function open(): void {
  const focused = document.activeElement?.closest('article, li')?.querySelector<HTMLElement>('a[data-key="open"]');
  (focused ?? one('main a[data-key="open"]'))?.click();
}

function act(deed: Deed): boolean {
  switch (deed) {
    case 'next': move(1); return true;
    case 'previous': move(-1); return true;
    case 'open': open(); return true;
    case 'queue': one<HTMLAnchorElement>('.bar nav a, .house')?.click(); return true;
    case 'reveal': document.body.classList.toggle('blur'); return true;
    case 'help': one<HTMLDialogElement>('#keys')?.showModal(); return true;
    case 'undo': {
      const button = one('main .notice [data-key="undo"]');
      if (!button || performance.now() - loaded > undoLasts) return false;
      button.click();
      return true;
    }
    case 'send':
    case 'pass':
    case 'danger': {
      const target = one(`main [data-key="${deed}"]`);
      target?.click();
      return target !== null;
    }
    default: {
      const choice = one<HTMLInputElement>(`main input[data-key="${deed}"]`);
      if (!choice) return false;
      choice.checked = true;
      choice.focus();
      choice.dispatchEvent(new Event('change', {bubbles: true}));
      return true;
    }
  }
}

document.addEventListener('keydown', (event) => {
  if (one<HTMLDialogElement>('#keys')?.open) return;
  const deed = deedOf(event, keys, takesKeys(event.target instanceof HTMLElement ? event.target : null));
  if (deed && act(deed)) event.preventDefault();
});

function keep(): void {
  localStorage.setItem(kept, JSON.stringify(keys));
}

function fillKeys(): void {
  for (const field of document.querySelectorAll<HTMLInputElement>('#keys input[data-deed]')) {
    const deed = field.dataset.deed as Deed;
    field.value = keys.keys[deed];
    field.addEventListener('input', () => {
      keys.keys[deed] = field.value.trim().toLowerCase();
      keep();
    });
  }
  const on = one<HTMLInputElement>('#keys-on');
  if (on) {
    on.checked = keys.on;
    on.addEventListener('change', () => {
      keys = {...keys, on: on.checked};
      keep();
    });
  }
  const help = one<HTMLButtonElement>('.foot [data-key="help"]');
  if (help) {
    help.hidden = false;
    help.addEventListener('click', () => act('help'));
  }
}

// Tells the server that the comment is open here, and hears who else has it open.
async function here(): Promise<void> {
  const line = one('#presence');
  const address = line?.dataset.here;
  if (!line || !address || document.visibilityState !== 'visible') return;
  try {
    const answer = await fetch(address, {method: 'POST', headers: {'X-Comity-CSRF': document.body.dataset.csrf ?? ''}});
    if (!answer.ok) return;
    const {said} = (await answer.json()) as {said: string};
    if (line.textContent !== said) line.textContent = said;
  } catch {
    // The network is away: the page stays as it is, and the next round asks again.
  }
}

// The policy's document, checked by the server a moment after the last key.
function checkPolicy(source: HTMLTextAreaElement): void {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;
  source.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => void ask(), 600);
  });
  async function ask(): Promise<void> {
    const round = ++asked;
    try {
      const answer = await fetch(source.dataset.check ?? '', {
        method: 'POST',
        headers: {'X-Comity-CSRF': document.body.dataset.csrf ?? ''},
        body: new URLSearchParams({source: source.value}),
      });
      const said = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('#diagnostics');
      if (answer.ok && said && round === asked) one('#diagnostics')?.replaceWith(document.adoptNode(said));
    } catch {
      // The button below checks as well.
    }
  }
}

fillKeys();
const source = one<HTMLTextAreaElement>('textarea[data-check]');
if (source) checkPolicy(source);
setInterval(() => void here(), hereEvery);
document.addEventListener('visibilitychange', () => void here());
