// A clock for tests: time passes when it is told to.
import type {Timer} from './announce.ts';

export class FakeTimer implements Timer {
  #time = 0;
  #next = 1;
  readonly #waiting = new Map<number, {at: number; callback: () => void}>();

  now(): number {
    return this.#time;
  }
  set(callback: () => void, ms: number): number {
    this.#waiting.set(this.#next, {at: this.#time + ms, callback});
    return this.#next++;
  }
  clear(id: number): void {
    this.#waiting.delete(id);
  }
  get count(): number {
    return this.#waiting.size;
  }

  // Lets `ms` pass and calls what falls due, in order.
  pass(ms: number): void {
    const end = this.#time + ms;
    for (;;) {
      const due = [...this.#waiting].filter(([, item]) => item.at <= end).sort((a, b) => a[1].at - b[1].at || a[0] - b[0])[0];
      if (!due) break;
      this.#waiting.delete(due[0]);
      this.#time = Math.max(this.#time, due[1].at);
      due[1].callback();
    }
    this.#time = end;
  }
}
