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

export class EventParser {
  private rest = '';
  private type = '';
  private data: string[] = [];
  private id = '';
  private retry: number | undefined;
  private started = false;

  // The events that `text` completes; what is left waits for the next call.
  push(text: string): ServerEvent[] {
    // "One leading U+FEFF BYTE ORDER MARK character is ignored if any are present."
    if (!this.started && text) {
      this.started = true;
      if (text.startsWith('\uFEFF')) text = text.slice(1);
    }
    this.rest += text;
    const events: ServerEvent[] = [];
    for (;;) {
      const end = this.rest.search(/[\r\n]/);
      // A CR at the very end may be half of a CRLF.
      if (end < 0 || (this.rest[end] === '\r' && end === this.rest.length - 1)) return events;
      const line = this.rest.slice(0, end);
      this.rest = this.rest.slice(end + (this.rest.startsWith('\r\n', end) ? 2 : 1));
      const event = this.line(line);
      if (event) events.push(event);
    }
  }

  private line(line: string): ServerEvent | undefined {
    if (line === '') return this.dispatch();
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') this.type = value;
    else if (field === 'data') this.data.push(value);
    else if (field === 'id' && !value.includes('\0')) this.id = value;
    else if (field === 'retry' && /^\d+$/.test(value)) this.retry = Number(value);
    return undefined;
  }

  private dispatch(): ServerEvent | undefined {
    const event = {type: this.type || 'message', data: this.data.join('\n'), id: this.id, retry: this.retry};
    const whole = this.data.length > 0 || this.type !== '' || this.retry !== undefined;
    this.type = '';
    this.data = [];
    this.retry = undefined;
    return whole ? event : undefined;
  }
}
