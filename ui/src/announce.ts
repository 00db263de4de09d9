// Says things to people who listen instead of look, politely and not too often: what is said within half a minute of
// the last is kept, and only the latest of it is said.

export interface Timer {
  set(callback: () => void, ms: number): number;
  clear(id: number): void;
  now(): number;
}

export const realTimer: Timer = {
  set: (callback, ms) => window.setTimeout(callback, ms),
  clear: (id) => clearTimeout(id),
  now: () => performance.now(),
};

export const gapMs = 30_000; // at most twice a minute

export interface Announcer {
  announce(text: string): void;
  hush(): void; // forgets what waits to be said
}

export function makeAnnouncer(say: (text: string) => void, timer: Timer): Announcer {
  let last = -Infinity;
  let waiting = 0;
  const announcer: Announcer = {
    announce(text) {
      announcer.hush();
      const left = last + gapMs - timer.now();
      if (left > 0) waiting = timer.set(() => announcer.announce(text), left);
      else {
        last = timer.now();
        say(text);
      }
    },
    hush: () => timer.clear(waiting),
  };
  return announcer;
}
