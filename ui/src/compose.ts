// A form to write in: a new comment, a reply, or a change. It keeps what is typed on this device until the server
// has taken it, and never throws a text away.
import {type Context, button, citedClause, note, problemText} from './context.ts';
import {h} from './dom.ts';
import {type Draft, type Posted, Problem} from './wire.ts';

const longest = 10_000; // code points; schema/openapi.yaml, NewComment

export interface ComposeOptions {
  place: string; // of the draft: "new", "reply 14", "edit …"
  title: string;
  submit: string;
  text?: string; // to begin with, when there is no draft
  withName: boolean;
  lead?: Node | undefined; // above the fields
  send(draft: Draft, attempt: string): Promise<Posted>;
  done(posted: Posted): void;
  cancel?: () => void;
}

let forms = 0;

export class Compose {
  readonly element: HTMLElement;
  private readonly name: HTMLInputElement;
  private readonly text: HTMLTextAreaElement;
  private readonly said: HTMLElement;
  private readonly buttons: HTMLElement;
  private readonly status: HTMLElement;
  private sending = false;
  private advised: string | undefined;
  private attempt = '';
  private attempted = '';

  constructor(
    private readonly context: Context,
    private readonly options: ComposeOptions,
  ) {
    const {messages, guest, storyKey} = context;
    const id = `comity-form-${++forms}`;
    const stored = guest.draft(storyKey, options.place);
    this.name = h('input', {id: `${id}-name`, autocomplete: 'nickname', required: true, 'aria-describedby': `${id}-name-help`});
    this.name.value = guest.name;
    this.text = h('textarea', {id: `${id}-text`, rows: 5, required: true, dir: 'auto', 'aria-describedby': `${id}-text-help`});
    this.text.value = stored || options.text || '';
    this.said = h('div', {class: 'cd-said', tabindex: -1, hidden: true});
    this.status = h('p', {class: 'cd-help', role: 'status'});
    this.buttons = h('p', {class: 'cd-submit'});
    this.showButtons();
    this.text.addEventListener('input', () => this.changed());
    const form = h('form', {
      class: 'cd-form', 'aria-labelledby': `${id}-title`, novalidate: true, onsubmit: (event) => {
        event.preventDefault();
        void this.send({});
      },
    },
    options.withName && h('p', {class: 'cd-field'},
      h('label', {for: this.name.id}, messages.text('form.name')), this.name,
      h('span', {class: 'cd-help', id: `${id}-name-help`}, messages.text('form.name_help'))),
    h('p', {class: 'cd-field'},
      h('label', {for: this.text.id}, messages.text('form.text')), this.text,
      h('span', {class: 'cd-help', id: `${id}-text-help`}, messages.text('form.text_help', {n: longest, quote: '>'}))),
    this.said, this.buttons, this.status);
    this.element = h('section', {class: 'cd-write', 'aria-labelledby': `${id}-title`},
      h('h3', {class: 'cd-write-title', id: `${id}-title`}, options.title), options.lead, form);
    form.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void this.send({});
      if (event.key === 'Escape' && options.cancel) options.cancel();
    });
  }

  focus(): void {
    (this.options.withName && !this.name.value ? this.name : this.text).focus();
  }

  // After everything here was forgotten.
  clear(): void {
    this.name.value = '';
    this.text.value = '';
    this.say();
  }

  private changed(): void {
    this.context.guest.keepDraft(this.context.storyKey, this.options.place, this.text.value);
    if (this.advised !== undefined) {
      // An advice is about the words it was given for.
      this.advised = undefined;
      this.showButtons(this.context.messages.text('advise.change'));
    }
  }

  private showButtons(submit = this.options.submit, ...more: HTMLButtonElement[]): void {
    const {cancel} = this.options;
    this.buttons.replaceChildren(h('button', {type: 'submit', class: 'cd-button'}, submit), ...more,
      ...(cancel ? [button(this.context.messages.text('widget.cancel'), cancel, true)] : []));
  }

  // What stands between the text and the buttons; nothing hides it.
  private say(...children: HTMLElement[]): void {
    this.said.hidden = children.length === 0;
    this.said.replaceChildren(...children);
    if (children.length > 0) this.said.focus({preventScroll: false});
  }

  private fault(field: HTMLInputElement | HTMLTextAreaElement | undefined, text: string): void {
    for (const one of [this.name, this.text]) one.toggleAttribute('aria-invalid', false);
    field?.setAttribute('aria-invalid', 'true');
    this.said.hidden = false;
    this.said.replaceChildren(h('div', {class: 'cd-note cd-note-error', role: 'alert'}, h('p', {}, text)));
    field?.focus();
  }

  private async send(extra: Partial<Draft>): Promise<void> {
    if (this.sending) return;
    const {messages, guest, storyKey} = this.context;
    const name = this.name.value.trim();
    const text = this.text.value;
    if (this.options.withName && !name) return this.fault(this.name, messages.text('error.name'));
    if (!text.trim()) return this.fault(this.text, messages.text('error.text_empty'));
    if (Array.from(text).length > longest) return this.fault(this.text, messages.text('error.text_long', {n: longest}));

    const draft: Draft = {text, ...(this.options.withName ? {name} : {}), advised: this.advised, ...extra};
    // A try that was cut off is repeated under its name, so that it cannot become two comments.
    const what = JSON.stringify(draft);
    if (what !== this.attempted) {
      this.attempted = what;
      this.attempt = crypto.getRandomValues(new Uint32Array(4)).join('-');
    }
    this.busy(true);
    try {
      const posted = await this.options.send(draft, this.attempt);
      if (posted.guest_key) guest.key = posted.guest_key;
      if (this.options.withName) guest.name = name;
      if (posted.outcome === 'advised') this.advise(posted);
      else if (posted.outcome === 'correction_offered') this.offerCorrection(posted);
      else {
        guest.keepDraft(storyKey, this.options.place, '');
        this.text.value = '';
        this.attempted = '';
        this.advised = undefined;
        this.say();
        this.showButtons();
        this.options.done(posted);
      }
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      this.fault(undefined, problemText(messages, problem));
    } finally {
      this.busy(false);
    }
  }

  // Not `disabled`: that would take the focus away.
  private busy(sending: boolean): void {
    this.sending = sending;
    for (const one of this.buttons.querySelectorAll('button')) one.setAttribute('aria-disabled', String(sending));
    this.status.textContent = sending ? this.context.messages.text('widget.sending') : '';
  }

  private advise(posted: Posted): void {
    const {messages} = this.context;
    this.advised = posted.advice_id;
    this.say(note('', h('p', {class: 'cd-rule'}, messages.text('advise.title')),
      h('ul', {class: 'cd-cited'}, ...posted.cited.map((clause) => citedClause(messages, clause))),
      h('p', {}, messages.text('advise.calm'))));
    this.showButtons(messages.text('advise.change'), button(messages.text('advise.send'), () => void this.send({advised: posted.advice_id}), true));
  }

  private offerCorrection(posted: Posted): void {
    const {messages} = this.context;
    const number = posted.corrects?.number;
    const answer = (correction: 'accept' | 'decline') => () => void this.send({correction, advised: posted.advice_id || this.advised});
    this.say(note('', h('p', {class: 'cd-rule'}, messages.text('correction.title')),
      h('p', {}, number ? messages.text('correction.text', {number: String(number)}) : messages.text('correction.text_waiting')),
      h('p', {class: 'cd-submit'}, button(messages.text('correction.accept'), answer('accept')),
        button(messages.text('correction.decline'), answer('decline'), true))));
  }
}
