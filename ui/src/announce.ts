// Says things to people who listen instead of look, politely and not too often: what is said within half a minute of
// the last is kept, and only the latest of it is said.

export interface Timer {
  set(callback: () => void, ms: number): number;
  clear(id: number): void;
  now(): number;
}

export const realTimer: Timer = {
  set: (callback, ms) => window.setTimeout(callback, ms),
  clear: (id) => window.clearTimeout(id),
  now: () => performance.now(),
};

export const gapMs = 30_000; // at most twice a minute

export class Announcer {
  private last = -Infinity;
  private waiting: number | undefined;

  constructor(
    private readonly say: (text: string) => void,
    private readonly timer: Timer = realTimer,
  ) {}

  announce(text: string): void {
    this.stop();
    const left = this.last + gapMs - this.timer.now();
    if (left > 0) {
      this.waiting = this.timer.set(() => this.announce(text), left);
      return;
    }
    this.last = this.timer.now();
    this.say(text);
  }

  // Forgets what waits to be said.
  stop(): void {
    if (this.waiting !== undefined) this.timer.clear(this.waiting);
    this.waiting = undefined;
  }
}
