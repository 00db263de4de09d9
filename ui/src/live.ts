// Keeps a screen up to date: server-sent events while the page is visible, polling where they are cut.
//
// A browser opens six connections to a server; a stream takes one for as long as it lasts. So only a visible page
// holds one, at most three pages of a browser do at once (Web Locks; the others poll), and none is held while
// the page is hidden: no timer runs then either.
//
// The server writes something at once and a comment line each 20 s. Silence means that something between us holds
// the bytes back or has dropped the connection; three such tries in a row and we poll instead, trying the stream
// again every ten minutes.
import {EventParser, type ServerEvent} from './sse.ts';
import type {Timer} from './announce.ts';

const firstByteMs = 10_000;
const silenceMs = 45_000; // two of the server's comment lines and some
const retryMs = 3_000; // until the server says otherwise
const longestRetryMs = 120_000;
const pollMs = 15_000; // while something happens; then slower, up to longestRetryMs
const streamAgainMs = 600_000;
const triesBeforePolling = 3;
const streamsPerBrowser = 3;

export interface LiveWorld {
  fetch: typeof fetch;
  timer: Timer;
  random: () => number; // 0 <= x < 1
  visible: () => boolean;
  locks: Pick<LockManager, 'request'> | undefined;
}

export interface LiveTarget {
  streamUrl(): string; // from the position that the screen stands for
  event(event: ServerEvent): void;
  // Looks for news without a stream; whether there were some. Rejects when it could not look.
  poll(): Promise<boolean>;
}

type Ending = 'hidden' | 'cut' | 'refused' | 'ended';

export class Live {
  private stopped = true;
  private abort: AbortController | undefined;
  private timer: number | undefined;
  private failures = 0; // streams in a row that brought nothing
  private wait = retryMs;
  private pollWait = pollMs;
  private streamAfter = 0; // not before this time
  mode: 'off' | 'stream' | 'poll' = 'off'; // what is going on now, for tests and for the curious

  constructor(
    private readonly target: LiveTarget,
    private readonly world: LiveWorld,
  ) {}

  start(): void {
    this.stopped = false;
    this.visibilityChanged();
  }

  stop(): void {
    this.stopped = true;
    this.rest();
  }

  // To be called when the page was hidden or shown.
  visibilityChanged(): void {
    if (this.stopped || !this.world.visible()) this.rest();
    else if (this.mode === 'off') void this.go();
  }

  private rest(): void {
    this.mode = 'off';
    this.abort?.abort();
    this.abort = undefined;
    if (this.timer !== undefined) this.world.timer.clear(this.timer);
    this.timer = undefined;
  }

  private later(ms: number, then: () => void): void {
    // Between half and the whole: readers who lost one server do not all come back in the same second.
    this.timer = this.world.timer.set(() => {
      this.timer = undefined;
      then();
    }, ms * (0.5 + this.world.random() / 2));
  }

  private async go(): Promise<void> {
    if (this.failures >= triesBeforePolling && this.world.timer.now() < this.streamAfter) return this.pollOnce();
    this.mode = 'stream';
    const abort = (this.abort = new AbortController());
    const ending = await this.withSlot(abort.signal, () => this.stream(abort));
    if (this.abort !== abort) return; // hidden or stopped meanwhile
    this.abort = undefined;
    if (ending === undefined) return this.pollOnce(); // other pages of this browser hold the streams
    this.failures = ending === 'ended' ? 0 : this.failures + 1;
    if (this.failures >= triesBeforePolling) this.streamAfter = this.world.timer.now() + streamAgainMs;
    this.later(this.wait, () => void this.go());
    this.wait = Math.min(ending === 'ended' ? this.wait : this.wait * 2, longestRetryMs);
  }

  // Runs `task` holding one of the browser's places for a stream; nothing when all are taken.
  private async withSlot(signal: AbortSignal, task: () => Promise<Ending>): Promise<Ending | undefined> {
    const locks = this.world.locks;
    if (!locks) return task();
    for (let slot = 0; slot < streamsPerBrowser && !signal.aborted; ++slot) {
      const ending = await locks.request(`comity stream ${slot}`, {ifAvailable: true}, (lock) => (lock ? task() : undefined));
      if (ending !== undefined) return ending;
    }
    return undefined;
  }

  private async stream(abort: AbortController): Promise<Ending> {
    const parser = new EventParser();
    let heard = false;
    let watch = this.world.timer.set(() => abort.abort(), firstByteMs);
    try {
      const answer = await this.world.fetch(this.target.streamUrl(), {
        headers: {Accept: 'text/event-stream'}, cache: 'no-store', credentials: 'omit', signal: abort.signal,
      });
      if (!answer.ok || !answer.body || !answer.headers.get('Content-Type')?.startsWith('text/event-stream')) {
        const seconds = Number(answer.headers.get('Retry-After'));
        if (seconds > 0) this.wait = Math.min(seconds * 1000 * 2, longestRetryMs);
        abort.abort();
        return 'refused';
      }
      const reader = answer.body.getReader();
      const decoder = new TextDecoder();
      for (;;) {
        const {done, value} = await reader.read();
        if (done) return heard ? 'ended' : 'cut';
        if (!heard) {
          heard = true;
          this.failures = 0;
          this.wait = retryMs;
        }
        this.world.timer.clear(watch);
        watch = this.world.timer.set(() => abort.abort(), silenceMs);
        for (const event of parser.push(decoder.decode(value, {stream: true}))) {
          if (event.retry !== undefined) this.wait = Math.min(Math.max(event.retry, 500), longestRetryMs);
          if (event.type !== 'message' || event.data) this.target.event(event);
        }
      }
    } catch {
      return heard ? 'ended' : 'cut';
    } finally {
      this.world.timer.clear(watch);
    }
  }

  private async pollOnce(): Promise<void> {
    this.mode = 'poll';
    const abort = (this.abort = new AbortController()); // stands for this round: `rest` ends it
    let news = false;
    try {
      news = await this.target.poll();
      this.pollWait = news ? pollMs : Math.min(this.pollWait * 1.5, longestRetryMs);
    } catch {
      this.pollWait = Math.min(this.pollWait * 2, longestRetryMs);
    }
    if (this.abort !== abort) return;
    this.abort = undefined;
    this.later(this.pollWait, () => void this.go());
  }
}
