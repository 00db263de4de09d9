// What this browser remembers of a reader, per server and site: the guest's key, the name, drafts. Nothing of it
// is ever part of an address. Where storage is refused (a private window, a strict setting, a full quota) it lives as
// long as the page.

const memory = new Map<string, string>();

// Runs `task` with the browser's storage; nothing where that is refused.
function stored<T>(task: (storage: Storage) => T): T | undefined {
  try {
    return task(localStorage);
  } catch {
    return undefined;
  }
}

export interface Guest {
  key: string; // proves authorship, 22 letters; '' before the first post
  name: string;
  // An unfinished text. `what` it is for - "new", "reply 14", "edit …" - within the story.
  draft(story: string, what: string): string;
  keepDraft(story: string, what: string, text: string): void;
  forget(): void; // removes everything that is remembered for this site on this device
}

export function makeGuest(server: string, site: string): Guest {
  const prefix = `comity ${server} ${site} `;
  const get = (name: string): string => memory.get(prefix + name) ?? stored((storage) => storage.getItem(prefix + name)) ?? '';
  const set = (name: string, value: string): void => {
    const key = prefix + name;
    memory.delete(key);
    const kept = stored((storage) => (value ? storage.setItem(key, value) : storage.removeItem(key), true));
    if (!kept && value) memory.set(key, value);
  };
  return {
    get key() {
      return get('key');
    },
    set key(value) {
      set('key', value);
    },
    get name() {
      return get('name');
    },
    set name(value) {
      set('name', value);
    },
    draft: (story, what) => get(`draft ${story} ${what}`),
    keepDraft: (story, what, text) => set(`draft ${story} ${what}`, text),
    forget() {
      for (const key of [...memory.keys(), ...(stored(Object.keys) ?? [])]) if (key.startsWith(prefix)) set(key.slice(prefix.length), '');
    },
  };
}
