import assert from 'node:assert/strict';
import {test} from 'node:test';
import {FakeTimer} from './fake_timer.ts';
import {type Live, makeLive} from './live.ts';
import type {ServerEvent} from './sse.ts';

// A server whose streams a test opens, feeds and cuts; and the browser around one widget.
class Bench {
  readonly timer = new FakeTimer();
  readonly events: ServerEvent[] = [];
  readonly asked: string[] = [];
  readonly open = new Set<ReadableStreamDefaultController<Uint8Array>>();
  polls = 0;
  news = false;
  visible = true;
  position = 5;
  answer: (signal: AbortSignal) => Promise<Response> = (signal) => Promise.resolve(this.quietStream(signal));
  locks: Pick<LockManager, 'request'> | undefined;
  #made: Live | undefined;

  get live(): Live {
    return (this.#made ??= makeLive(
      {
        streamUrl: () => `/events?from=${this.position}`,
        event: (event) => void this.events.push(event),
        poll: () => (++this.polls, Promise.resolve(this.news)),
      },
      {
        fetch: (url, init) => (this.asked.push(String(url)), this.answer(init!.signal!)),
        timer: this.timer,
        random: () => 0.5,
        visible: () => this.visible,
        locks: this.locks,
      },
    ));
  }

  quietStream(signal: AbortSignal, first = ': hello\n\n'): Response {
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.open.add(controller);
        if (first) controller.enqueue(new TextEncoder().encode(first));
        signal.addEventListener('abort', () => {
          this.open.delete(controller);
          controller.error(new Error('aborted'));
        });
      },
    });
    return new Response(body, {headers: {'Content-Type': 'text/event-stream'}});
  }

  send(text: string): void {
    for (const controller of this.open) controller.enqueue(new TextEncoder().encode(text));
  }
  hide(hidden: boolean): void {
    this.visible = !hidden;
    this.live.visibilityChanged();
  }
  // Lets everything happen that is already due, then `ms` more, in steps.
  async pass(ms = 0): Promise<void> {
    for (let left = ms; ; left -= 1000) {
      for (let turn = 0; turn < 20; ++turn) await new Promise((done) => setImmediate(done));
      if (left <= 0) return;
      this.timer.pass(Math.min(left, 1000));
    }
  }
}

test('events arrive from the position that the screen stands for', async () => {
  const bench = new Bench();
  bench.live.start();
  await bench.pass();
  assert.deepEqual(bench.asked, ['/events?from=5']);
  bench.send('id: 6\nevent: published\ndata: {"number": 3}\n\n');
  await bench.pass();
  assert.deepEqual(bench.events.map((event) => [event.type, event.data]), [['published', '{"number": 3}']]);
});

test('a hidden page holds no stream and no timer, and goes on where it was when shown', async () => {
  const bench = new Bench();
  bench.live.start();
  await bench.pass();
  assert.equal(bench.open.size, 1);
  bench.hide(true);
  await bench.pass();
  assert.equal(bench.open.size, 0);
  assert.equal(bench.timer.count, 0);
  assert.equal(bench.live.mode(), 'off');
  await bench.pass(300_000);
  assert.equal(bench.asked.length, 1);
  bench.position = 9;
  bench.hide(false);
  await bench.pass();
  assert.deepEqual(bench.asked, ['/events?from=5', '/events?from=9']);
});

test('a page that is hidden from the start asks for nothing', async () => {
  const bench = new Bench();
  bench.visible = false;
  bench.live.start();
  await bench.pass(60_000);
  assert.deepEqual([bench.asked.length, bench.polls, bench.timer.count], [0, 0, 0]);
});

test('a stream that the server ends is opened again after the time it named, with jitter', async () => {
  const bench = new Bench();
  bench.live.start();
  await bench.pass();
  bench.send('retry: 8000\n\n');
  await bench.pass();
  for (const controller of bench.open) controller.close();
  await bench.pass(5000);
  assert.equal(bench.asked.length, 1);
  await bench.pass(2000); // 8 s × 0.75
  assert.equal(bench.asked.length, 2);
});

test('a stream that falls silent is given up and opened again', async () => {
  const bench = new Bench();
  bench.live.start();
  await bench.pass(40_000);
  bench.send(': still here\n');
  await bench.pass(40_000);
  assert.equal(bench.asked.length, 1);
  await bench.pass(10_000);
  assert.equal(bench.asked.length, 2);
});

test('where streams are held back or refused, it polls with growing pauses, and tries a stream again later', async () => {
  for (const answer of [
    (bench: Bench) => (signal: AbortSignal) => Promise.resolve(bench.quietStream(signal, '')),
    () => () => Promise.resolve(new Response('no', {status: 502})),
    () => () => Promise.reject(new TypeError('network')),
    () => () => Promise.resolve(new Response('<html>', {headers: {'Content-Type': 'text/html'}})),
  ]) {
    const bench = new Bench();
    bench.answer = answer(bench);
    bench.live.start();
    await bench.pass(90_000);
    assert.equal(bench.live.mode(), 'poll');
    assert.equal(bench.asked.length, 3);
    assert.ok(bench.polls >= 2, `${bench.polls} polls`);
    const early = bench.polls;
    await bench.pass(480_000);
    assert.ok(bench.polls - early < 10, `${bench.polls - early} polls in eight minutes`);
    bench.answer = (signal) => Promise.resolve(bench.quietStream(signal));
    await bench.pass(240_000);
    assert.equal(bench.live.mode(), 'stream');
  }
});

test('polling is quicker again when there is something new', async () => {
  const bench = new Bench();
  bench.answer = () => Promise.reject(new TypeError('network'));
  bench.live.start();
  await bench.pass(400_000);
  bench.news = true;
  await bench.pass(120_000);
  const before = bench.polls;
  await bench.pass(60_000);
  assert.ok(bench.polls - before >= 4);
});

test('a page polls while others of the same browser hold the streams', async () => {
  const bench = new Bench();
  const request = (_name: string, _options: unknown, callback: (lock: null) => unknown): Promise<unknown> => Promise.resolve(callback(null));
  bench.locks = {request} as unknown as Pick<LockManager, 'request'>;
  bench.live.start();
  await bench.pass(60_000);
  assert.equal(bench.asked.length, 0);
  assert.ok(bench.polls >= 2);
});

test('stopping ends the stream and every timer', async () => {
  const bench = new Bench();
  bench.live.start();
  await bench.pass();
  bench.live.stop();
  await bench.pass();
  assert.deepEqual([bench.open.size, bench.timer.count], [0, 0]);
});
