// A form to write in: a new comment, a reply, or a change. It keeps what is typed on this device until the server
// has taken it, and never throws a text away.
import {type Context, button, citedList, note, problemText, quiet} from './context.ts';
import {h} from './dom.ts';
import {type Draft, type Posted, Problem} from './wire.ts';

const longest = 10_000; // code points; schema/openapi.yaml, NewComment

export interface ComposeOptions {
  draftOf: string; // what the draft is for: "new", "reply 14", "edit …"
  heading: string;
  submit: string;
  text?: string; // to begin with, when there is no draft
  named: boolean; // asks for the name
  lead?: HTMLElement; // above the fields
  send(draft: Draft, attempt: string): Promise<Posted>;
  done(posted: Posted): void;
  cancel?: () => void;
}

export interface Compose {
  element: HTMLElement;
  focus(): void;
  clear(): void; // after everything here was forgotten
}

let forms = 0;

export function compose({t, guest, storyKey}: Context, options: ComposeOptions): Compose {
  const {draftOf, named, cancel} = options;
  const id = `comity-${++forms}`;
  let sending = false;
  let advised: string | undefined; // the advice that was given for these very words
  let attempt = '';
  let attempted = '';

  const field = <E extends HTMLInputElement | HTMLTextAreaElement>(made: E, key: string, label: string, help: string): [E, HTMLElement] => {
    made.id = id + key;
    made.required = true;
    made.setAttribute('aria-describedby', `${id}${key}?`);
    return [made, h('p.cd-field', {}, h('label', {for: made.id}, label), made, h('span.cd-help', {id: `${id}${key}?`}, help))];
  };
  const [name, nameField] = field(h('input', {autocomplete: 'nickname', maxlength: 2160, dir: 'auto'}), 'n', t('form.name'), t('form.name_help'));
  const [text, textField] = field(h('textarea', {rows: 5, dir: 'auto'}), 't', t('form.text'), t('form.text_help', {n: longest, quote: '>'}));
  name.value = guest.name;
  text.value = guest.draft(storyKey, draftOf) || options.text || '';
  const said = h('div');
  const buttons = h('p.cd-submit');
  const status = h('p.cd-help', {role: 'status'});

  const showButtons = (submit = options.submit, more?: HTMLElement): void => buttons.replaceChildren(
    h('button.cd-button', {type: 'submit'}, submit), more ?? '', cancel ? button(t('widget.cancel'), cancel, quiet) : '');

  // What the server has to say stands between the text and the buttons, and takes the focus: it is the answer.
  const say = (...children: HTMLElement[]): void => {
    const answer = note(...children);
    said.replaceChildren(answer);
    answer.focus();
  };

  const fault = (sentence: string, at?: HTMLElement): void => {
    for (const one of [name, text]) one.setAttribute('aria-invalid', String(one === at));
    said.replaceChildren(h('div.cd-note.cd-note-error', {role: 'alert'}, sentence));
    at?.focus();
  };

  // Not `disabled`: that would take the focus away.
  const busy = (is: boolean): void => {
    sending = is;
    for (const one of buttons.children) one.setAttribute('aria-disabled', String(is));
    status.textContent = is ? t('widget.sending') : '';
  };

  const send = async (extra: Partial<Draft>): Promise<void> => {
    if (sending) return;
    const called = name.value.trim() || guest.name; // that of the account, who is signed in
    const draft: Draft = {text: text.value, ...(named && {name: called}), advised, ...extra};
    if (named && !called) return fault(t('error.name'), name);
    if (!draft.text.trim()) return fault(t('error.text_empty'), text);
    if ([...draft.text].length > longest) return fault(t('error.text_long', {n: longest}), text);
    // A try that was cut off is repeated under its name, so that it cannot become two comments.
    const what = JSON.stringify(draft);
    if (what !== attempted) attempt = crypto.getRandomValues(new Uint32Array(4)).join('-');
    attempted = what;
    busy(true);
    try {
      const posted = await options.send(draft, attempt);
      if (posted.guest_key) guest.key = posted.guest_key;
      if (named) guest.name = called;
      if (posted.outcome === 'advised') {
        advised = posted.advice_id;
        showButtons(t('advise.change'), button(t(posted.held_as_is ? 'advise.send_held' : 'advise.send'), () => void send({advised}), quiet));
        say(h('p.cd-rule', {}, t('advise.title')), citedList(t, posted.cited) || '' as never, h('p', {}, t('advise.calm')));
      } else if (posted.outcome === 'correction_offered') {
        const number = posted.corrects?.number;
        const answer = (correction: 'accept' | 'decline') => () => void send({correction, advised: posted.advice_id ?? advised});
        say(h('p.cd-rule', {}, t('correction.title')),
          h('p', {}, number ? t('correction.text', {number}) : t('correction.text_waiting')),
          h('p.cd-submit', {}, button(t('correction.accept'), answer('accept')), button(t('correction.decline'), answer('decline'), quiet)));
      } else {
        attempted = '';
        // Whoever went on writing meanwhile keeps what they wrote.
        if (text.value === draft.text) guest.keepDraft(storyKey, draftOf, text.value = '');
        advised = undefined;
        said.replaceChildren();
        showButtons();
        options.done(posted);
      }
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      fault(problemText(t, problem));
    } finally {
      busy(false);
    }
  };

  text.addEventListener('input', () => {
    guest.keepDraft(storyKey, draftOf, text.value);
    // An advice is about the words it was given for.
    if (advised) showButtons(t('advise.change'));
    advised = undefined;
  });
  showButtons();
  const form = h('form.cd-form', {
    'aria-labelledby': id, novalidate: true,
    onsubmit: (event) => {
      event.preventDefault();
      void send({});
    },
    onfocusin: () => (name.value ||= guest.name), // given in another form meanwhile
    onkeydown: (event) => {
      const {key, ctrlKey, metaKey} = event as KeyboardEvent;
      if (key === 'Enter' && (ctrlKey || metaKey)) void send({});
      if (key === 'Escape') cancel?.();
    },
  }, named && nameField, textField, said, buttons, status);

  return {
    element: h('div.cd-write', {}, h('h3.cd-write-title', {id}, options.heading), options.lead, form),
    focus: () => (named && !name.value ? name : text).focus(),
    clear() {
      name.value = text.value = '';
      said.replaceChildren();
    },
  };
}
