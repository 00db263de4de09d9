// What this browser remembers of a reader, per server and site: the guest's key, the name, drafts. Nothing of it
// is ever part of an address. Where storage is refused (a private window, a strict setting) it lives as long as
// the page.

const memory = new Map<string, string>();

function storage(): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> & {keys(): string[]} {
  try {
    const local = globalThis.localStorage;
    local.setItem('comity', '1');
    local.removeItem('comity');
    return {
      getItem: (key) => local.getItem(key),
      setItem: (key, value) => local.setItem(key, value),
      removeItem: (key) => local.removeItem(key),
      keys: () => Object.keys(local),
    };
  } catch {
    return {
      getItem: (key) => memory.get(key) ?? null,
      setItem: (key, value) => void memory.set(key, value),
      removeItem: (key) => void memory.delete(key),
      keys: () => [...memory.keys()],
    };
  }
}

export class Guest {
  private readonly prefix: string;

  constructor(server: string, site: string) {
    this.prefix = `comity ${server} ${site} `;
  }

  // The key that proves authorship, 22 letters; '' before the first post.
  get key(): string {
    return this.get('key');
  }
  set key(value: string) {
    this.set('key', value);
  }

  get name(): string {
    return this.get('name');
  }
  set name(value: string) {
    this.set('name', value);
  }

  // An unfinished text. `place`: what it is for - "new", "reply 14", "edit …" - within the story.
  draft(story: string, place: string): string {
    return this.get(`draft ${story} ${place}`);
  }
  keepDraft(story: string, place: string, text: string): void {
    this.set(`draft ${story} ${place}`, text);
  }

  // Removes everything that is remembered for this site on this device.
  forget(): void {
    const kept = storage();
    for (const key of [...kept.keys(), ...memory.keys()]) {
      if (!key.startsWith(this.prefix)) continue;
      kept.removeItem(key);
      memory.delete(key);
    }
  }

  private get(name: string): string {
    return storage().getItem(this.prefix + name) ?? memory.get(this.prefix + name) ?? '';
  }
  private set(name: string, value: string): void {
    const key = this.prefix + name;
    memory.delete(key);
    try {
      if (value) storage().setItem(key, value);
      else storage().removeItem(key);
    } catch {
      memory.set(key, value); // the quota is used up: it lives as long as the page
    }
  }
}
