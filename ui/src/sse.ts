// Server-sent events out of our server's stream. EventSource would do the same but hides the comment lines that tell a
// quiet stream from a dead one, and the status of an answer that was refused.
//
// Source: HTML Living Standard, section 9.2.6 "Interpreting an event stream", as far as src/http/events.cc writes it:
// lines end with LF, and an event's data is one line.

export interface ServerEvent {
  type: string; // '' when the server named none
  data: string;
  retry: number; // milliseconds to wait before the next try; 0: not said
}

// `next` gives the events that its text completes; what is left waits for the next call.
export function eventParser(): {next(text: string): ServerEvent[]} {
  let rest = '';
  return {
    next(text) {
      const blocks = (rest + text).split('\n\n');
      rest = blocks.pop()!;
      return blocks.map((block) => {
        const field = (name: string): string => new RegExp(`^${name}: ?(.*)$`, 'm').exec(block)?.[1] ?? '';
        return {type: field('event'), data: field('data'), retry: Number(field('retry')) || 0};
      });
    },
  };
}
