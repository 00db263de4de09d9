// Server-sent events out of a byte stream. EventSource would do the same but hides the comment lines that tell a
// quiet stream from a dead one, and the status of an answer that was refused.
//
// Source: HTML Living Standard, section 9.2.6 "Interpreting an event stream".

export interface ServerEvent {
  type: string; // 'message' when the server named none
  data: string;
  id: string; // the last one seen so far
  retry: number | undefined; // milliseconds, when this block set it
}

// `next` gives the events that its text completes; what is left waits for the next call.
export function eventParser(): {next(text: string): ServerEvent[]} {
  let rest = '';
  let started = false;
  let id = '';
  let type: string | undefined;
  let data: string | undefined;
  let retry: number | undefined;
  return {
    next(text) {
      rest += text;
      // "One leading U+FEFF BYTE ORDER MARK character is ignored if any are present."
      if (!started && rest) rest = rest.replace(/^\uFEFF/, '');
      started ||= text !== '';
      const events: ServerEvent[] = [];
      for (;;) {
        // A CR at the very end may be half of a CRLF.
        const line = /^([^\r\n]*)(?:\r\n|\n|\r(?!$))/.exec(rest);
        if (!line) return events;
        rest = rest.slice(line[0].length);
        const [, field, value] = /^([^:]*):? ?([^]*)$/.exec(line[1]!)!;
        if (!line[1]) {
          if (type !== undefined || data !== undefined || retry !== undefined) events.push({type: type || 'message', data: data ?? '', id, retry});
          type = data = retry = undefined;
        } else if (field === 'event') type = value;
        else if (field === 'data') data = data === undefined ? value : `${data}\n${value}`;
        else if (field === 'id' && !value!.includes('\0')) id = value!;
        else if (field === 'retry' && /^\d+$/.test(value!)) retry = Number(value);
      }
    },
  };
}
