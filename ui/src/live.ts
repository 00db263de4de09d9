// Keeps a screen up to date: server-sent events while the page is visible, polling where they are cut.
//
// A browser opens six connections to a server; a stream takes one for as long as it lasts. So only a visible page
// holds one, at most three pages of a browser do at once (Web Locks; the others poll), and none is held while
// the page is hidden: no timer runs then either.
//
// The server writes something at once and a comment line each 20 s. Silence means that something between us holds
// the bytes back or has dropped the connection; three such tries in a row and we poll instead, trying the stream
// again every ten minutes.
import {type ServerEvent, eventParser} from './sse.ts';
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

export interface Live {
  start(): void;
  stop(): void;
  visibilityChanged(): void; // to be called when the page was hidden or shown
  mode(): 'off' | 'stream' | 'poll'; // what is going on now
}

export function makeLive(target: LiveTarget, {fetch, timer, random, visible, locks}: LiveWorld): Live {
  let stopped = true;
  let mode: 'off' | 'stream' | 'poll' = 'off';
  let round: AbortController | undefined; // what goes on now; `rest` ends it
  let waiting: number | undefined;
  let failures = 0; // streams in a row that brought nothing
  let wait = retryMs;
  let pollWait = pollMs;
  let streamAfter = 0; // not before this time

  const rest = (): void => {
    mode = 'off';
    round?.abort();
    round = undefined;
    if (waiting !== undefined) timer.clear(waiting);
    waiting = undefined;
  };

  const later = (ms: number): void => {
    round = undefined;
    // Between half and the whole: readers who lost one server do not all come back in the same second.
    waiting = timer.set(() => {
      waiting = undefined;
      void go();
    }, ms * (0.5 + random() / 2));
  };

  // Whether the stream brought anything before it ended.
  const stream = async (abort: AbortController): Promise<boolean> => {
    const {next} = eventParser();
    let heard = false;
    let watch = timer.set(() => abort.abort(), firstByteMs);
    try {
      const {ok, body, headers} = await fetch(target.streamUrl(), {
        headers: {Accept: 'text/event-stream'}, cache: 'no-store', credentials: 'omit', signal: abort.signal,
      });
      if (!ok || !body || !headers.get('Content-Type')?.startsWith('text/event-stream')) {
        wait = Math.max(wait, Number(headers.get('Retry-After')) * 1000);
        abort.abort();
        return false;
      }
      const reader = body.getReader();
      const decoder = new TextDecoder();
      for (;;) {
        const {done, value} = await reader.read();
        if (done) return heard;
        if (!heard) wait = retryMs;
        heard = true;
        failures = 0;
        timer.clear(watch);
        watch = timer.set(() => abort.abort(), silenceMs);
        for (const event of next(decoder.decode(value, {stream: true}))) {
          if (event.retry) wait = Math.max(event.retry, 500);
          if (event.type) target.event(event);
        }
      }
    } catch {
      return heard;
    } finally {
      timer.clear(watch);
    }
  };

  // Runs `task` holding one of the browser's places for a stream; nothing when all are taken.
  const withPlace = async (signal: AbortSignal, task: () => Promise<boolean>): Promise<boolean | undefined> => {
    if (!locks) return task();
    for (let place = 0; place < streamsPerBrowser && !signal.aborted; ++place) {
      const answer = await locks.request(`comity stream ${place}`, {ifAvailable: true}, (lock) => (lock ? task() : undefined));
      if (answer !== undefined) return answer;
    }
    return undefined;
  };

  const poll = async (mine: AbortController): Promise<void> => {
    mode = 'poll';
    try {
      pollWait = (await target.poll()) ? pollMs : pollWait * 1.5;
    } catch {
      pollWait *= 2;
    }
    pollWait = Math.min(pollWait, longestRetryMs);
    if (round === mine) later(pollWait);
  };

  const go = async (): Promise<void> => {
    const mine = (round = new AbortController());
    if (failures >= triesBeforePolling && timer.now() < streamAfter) return poll(mine);
    mode = 'stream';
    const heard = await withPlace(mine.signal, () => stream(mine));
    if (round !== mine) return; // hidden or stopped meanwhile
    if (heard === undefined) return poll(mine); // other pages of this browser hold the streams
    if (!heard && ++failures >= triesBeforePolling) streamAfter = timer.now() + streamAgainMs;
    later(wait);
    if (!heard) wait = Math.min(wait * 2, longestRetryMs);
  };

  const visibilityChanged = (): void => {
    if (stopped || !visible()) rest();
    else if (mode === 'off') void go();
  };

  return {
    start() {
      stopped = false;
      visibilityChanged();
    },
    stop() {
      stopped = true;
      rest();
    },
    visibilityChanged,
    mode: () => mode,
  };
}
