// Which single key does what. Pure: the settings and an event in, a deed out.

export type Deed =
  | 'next' | 'previous' | 'open' | 'publish' | 'refuse' | 'return' | 'remove' | 'restore' | 'keep' | 'close_replies' | 'send' | 'pass'
  | 'danger' | 'undo'
  | 'reveal' | 'queue' | 'help';
export type Keys = {on: boolean; keys: Record<Deed, string>};

export const usual: Keys = {
  on: true,
  keys: {
    next: 'j', previous: 'k', open: 'o', publish: 'p', refuse: 'r', return: 'b', remove: 'x', restore: 'e', keep: 'l', close_replies: 'c', send: 'd',
    pass: 'n', danger: '!', undo: 'u', reveal: 'v', queue: 'q', help: '?',
  },
};

// What was kept, as far as it can be read; the usual keys for the rest.
export function readKeys(kept: string | null): Keys {
  const keys = {...usual.keys};
  let on = true;
  try {
    const read = JSON.parse(kept ?? '{}') as {on?: unknown; keys?: Record<string, unknown>};
    on = read.on !== false;
    for (const deed of Object.keys(keys) as Deed[]) {
      const key = read.keys?.[deed];
      if (typeof key === 'string' && [...key].length <= 1) keys[deed] = key;
    }
  } catch {
    // Somebody else's words under our name: the usual keys.
  }
  return {on, keys};
}

export type Press = {
  key: string; code: string; ctrlKey: boolean; altKey: boolean; metaKey: boolean; isComposing: boolean; repeat: boolean;
};

// On a keyboard of another script the letter that is printed on the same key counts.
function letters(press: Press): string[] {
  const latin = /^Key([A-Z])$/.exec(press.code)?.[1];
  return latin && !/^[a-z]$/i.test(press.key) ? [press.key.toLowerCase(), latin.toLowerCase()] : [press.key.toLowerCase()];
}

export function deedOf(press: Press, keys: Keys, typing: boolean): Deed | undefined {
  if (!keys.on || typing || press.ctrlKey || press.altKey || press.metaKey || press.isComposing || press.repeat) return undefined;
  for (const letter of letters(press)) {
    for (const [deed, key] of Object.entries(keys.keys)) if (key && key.toLowerCase() === letter) return deed as Deed;
  }
  return undefined;
}

// Where a key belongs to what is being written.
export function takesKeys(element: {tagName: string; type?: string; isContentEditable?: boolean} | null): boolean {
  if (!element) return false;
  if (element.isContentEditable || element.tagName === 'TEXTAREA' || element.tagName === 'SELECT') return true;
  return element.tagName === 'INPUT' && element.type !== 'radio' && element.type !== 'checkbox';
}
