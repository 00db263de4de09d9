// Everything that its reader writes in a discussion: new comments, replies, changes, withdrawals; what waits for
// review; and forgetting it all.
import type {CommentActions, CommentView} from './comment_view.ts';
import {type Compose, type ComposeOptions, compose} from './compose.ts';
import {type Context, button, note, problemText, quiet} from './context.ts';
import {focusedIn, h} from './dom.ts';
import {policyLead} from './frame.ts';
import {isHidden, ownView, postedText} from './own_view.ts';
import type {Draft, Mine, Own, Posted, Site} from './wire.ts';

export interface Around {
  say(sentence: string): void; // to people who listen
  view(number: number): CommentView | undefined;
  views(): Iterable<CommentView>;
  bring(number: number): Promise<void>; // shows a comment as it now is
  settled(): void; // what was sent is shown, or was not taken
}

export interface Writer {
  element: HTMLElement;
  start(): Promise<void>;
  toForm(): void;
  reply(to: CommentView): void;
  edit(own: Own, element: HTMLElement): void;
  withdraw(own: Own, element: HTMLElement): void;
  sending(): boolean;
  own(): Own[];
  loadOwn(): Promise<void>;
  mark(view: CommentView): void; // as its reader's own, or as of somebody whom they do not want to see
}

export function makeWriter(context: Context, actions: CommentActions, around: Around): Writer {
  const {t, api, guest} = context;
  let mine: Mine = {comments: []};
  let site: Site | undefined;
  let sending = 0;
  const lead = h('div');
  const ownPlace = h('section.cd-mine', {hidden: true, 'aria-labelledby': 'mine'});
  const ownList = h('div');
  ownPlace.append(h('h3.cd-write-title', {id: 'mine'}, t('widget.own')), ownList);

  const ownOf = (number: number): Own | undefined => mine.comments.find((one) => one.number === number);

  const mark = (view: CommentView): void => view.setOwn(ownOf(view.number), !!mine.muted?.includes(view.number));

  const showOwn = (): void => {
    for (const view of around.views()) mark(view);
    const hidden = mine.comments.filter(isHidden);
    ownPlace.hidden = !hidden[0];
    // What is written in one of them now stays as it is.
    if (!ownList.querySelector('form')) ownList.replaceChildren(...hidden.map((one) => ownView(context, one, actions)).reverse());
  };

  const loadOwn = async (): Promise<void> => {
    if (!api.known()) return;
    mine = await api.mine().catch(() => mine);
    guest.name = mine.account ?? guest.name;
    showOwn();
  };

  const post = async (draft: Draft, attempt: string): Promise<Posted> => {
    ++sending;
    done.replaceChildren(); // it spoke of an earlier comment
    try {
      const posted = await api.post(draft, attempt);
      // The next event brings it otherwise.
      if (posted.outcome === 'published') await around.bring(posted.comment!.number!).catch(() => 0);
      return posted;
    } finally {
      --sending;
      around.settled();
    }
  };

  // Something was sent: shows it where it now stands, and says what became of it.
  const written = async (posted: Posted, from: HTMLElement, edited = false): Promise<void> => {
    const sentence = postedText(context, posted, edited);
    const number = posted.outcome === 'published' ? posted.comment?.number : undefined;
    lead.replaceChildren(policyLead(context, site)); // the rules are for a first comment
    try {
      if (number && edited) await around.bring(number);
      await loadOwn();
    } catch {
      // It is with the server all the same.
    }
    const at = mine.comments.filter(isHidden).findIndex((one) => one.receipt === posted.comment?.receipt);
    const shown = at >= 0 ? [...ownList.children].reverse()[at] as HTMLElement : number ? around.view(number)?.element : undefined;
    if (from === form.element && number) {
      // The writer stays at the form; the new comment may be far away.
      const answer = note(h('p', {role: 'status'}, sentence), h('p', {}, actions.link(number, t('receipt.see'))));
      done.replaceChildren(answer);
      answer.focus();
      return;
    }
    around.say(sentence);
    (shown ?? from).focus();
  };

  // Opens a form below `element`, or goes to the one that is open there.
  const open = (element: HTMLElement, options: Omit<ComposeOptions, 'done' | 'cancel'>, edited = false): void => {
    const there = element.querySelector<HTMLElement>('.cd-write textarea');
    if (there) return there.focus();
    const back = focusedIn(element);
    const made: Compose = compose(context, {
      ...options,
      cancel() {
        made.element.remove();
        (back ?? element).focus({preventScroll: true});
      },
      done(posted) {
        made.element.remove();
        void written(posted, element, edited);
      },
    });
    element.append(made.element);
    made.focus();
  };

  const form: Compose = compose(context, {
    draftOf: 'new', heading: t('form.title'), submit: t('form.submit'), named: true, lead,
    send: post, done: (posted) => void written(posted, form.element),
  });
  const done = h('div.cd-done');

  const forget = async (): Promise<void> => {
    guest.forget();
    await api.forget().catch(() => 0);
    mine = {comments: []};
    showOwn();
    form.clear();
    done.replaceChildren(note(h('p', {role: 'status'}, t('forget.text'))));
  };

  return {
    element: h('div', {}, ownPlace, h('div', {}, form.element, done),
      h('p.cd-help.cd-forget', {}, t('widget.guest_note'), button(t('form.forget'), () => void forget(), quiet))),
    sending: () => sending > 0,
    own: () => mine.comments,
    loadOwn,
    mark,
    async start() {
      const loaded = loadOwn();
      site = await api.site().catch(() => undefined);
      lead.replaceChildren(policyLead(context, site));
      await loaded;
    },
    toForm() {
      form.element.scrollIntoView();
      form.focus();
    },
    reply({element, number}) {
      open(element, {
        draftOf: `reply ${number}`, heading: t('form.title_reply', {number}), submit: t('form.submit_reply'), named: true, lead: policyLead(context, site),
        send: (draft, attempt) => post({...draft, reply_to: number}, attempt),
      });
    },
    edit(one, element) {
      open(element, {
        draftOf: `edit ${one.receipt}`, heading: t('receipt.edit'), submit: t('receipt.edit_submit'), text: one.text, named: false,
        send: (draft) => api.edit(one.receipt, draft),
      }, true);
    },
    withdraw({receipt, number}, element) {
      if (element.querySelector('.cd-withdraw')) return;
      const back = focusedIn(element);
      const question = note(h('p', {}, t('receipt.withdraw_help')), h('p.cd-submit', {},
        button(t('receipt.withdraw_confirm'), async () => {
          try {
            await api.withdraw(receipt);
            question.remove();
            if (number) await around.bring(number);
            else await loadOwn();
            around.say(number ? t('comment.withdrawn', {number}) : t('notice.withdrawn.unseen'));
            if (number) element.focus({preventScroll: true});
            else form.focus();
          } catch (problem) {
            question.append(h('p', {role: 'alert'}, problemText(t, problem)));
          }
        }),
        button(t('widget.cancel'), () => {
          question.remove();
          (back ?? element).focus({preventScroll: true});
        }, quiet)));
      question.classList.add('cd-withdraw');
      element.append(question);
      question.querySelector('button')!.focus();
    },
  };
}
