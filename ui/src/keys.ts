// The texts that the widget shows. build.mjs sends readers these and no others; a key that is not here does not
// compile.
export const keys = [
  'meta.direction', 'meta.list_separator', 'meta.locale', 'meta.quote',
  'discussion.title', 'discussion.count', 'discussion.closed', 'discussion.empty',
  'discussion.sort', 'discussion.sort.threads', 'discussion.sort.oldest', 'discussion.sort.newest',
  'discussion.next', 'discussion.foot.waiting', 'discussion.foot.refused', 'discussion.foot.item',
  'discussion.foot.separator', 'discussion.to_form', 'discussion.policy_link',
  'comment.label', 'comment.label_reply', 'comment.label_notice', 'comment.label_notice_reply', 'comment.number',
  'comment.in_reply_to', 'comment.edited', 'comment.edited_after', 'comment.staff', 'comment.name_erased',
  'comment.reply', 'comment.reply_to', 'comment.report', 'comment.report_label', 'comment.removed', 'comment.removed_plain',
  'comment.removed_by_moderator', 'comment.removed_by_program', 'comment.removed_why', 'comment.withdrawn', 'comment.superseded',
  'form.title', 'form.title_reply', 'form.name', 'form.name_help', 'form.text', 'form.text_help', 'form.submit',
  'form.submit_reply', 'form.rules_title', 'form.forget',
  'clause.rule', 'clause.inline', 'clause.words', 'clause.unknown',
  'advise.title', 'advise.calm', 'advise.change', 'advise.send', 'advise.send_held',
  'correction.title', 'correction.text', 'correction.text_waiting', 'correction.accept', 'correction.decline',
  'notice.held.what', 'notice.held.who', 'notice.held.can', 'notice.held_edit.what', 'notice.published.what',
  'notice.published.changed', 'notice.returned.what', 'notice.returned.can', 'notice.refused.what',
  'notice.refused.scope', 'notice.refused_edit.what', 'notice.refused_program.what', 'notice.refused_program.can',
  'notice.withdrawn.unseen', 'notice.reason',
  'receipt.see', 'receipt.edit', 'receipt.edit_submit', 'receipt.withdraw', 'receipt.withdraw_help',
  'receipt.withdraw_confirm', 'receipt.withdraw_submit', 'receipt.state.held',
  'receipt.state.refused', 'receipt.state.returned',
  'forget.text', 'story.no_such_comment',
  'error.name', 'error.name_taken', 'error.text_empty', 'error.text_long', 'error.text_bytes', 'error.reply_gone', 'error.closed',
  'error.revoked', 'error.blocked', 'error.edit_over',
  'widget.cancel', 'widget.case', 'widget.edit', 'widget.edit_label', 'widget.error.busy',
  'widget.error.offline', 'widget.error.origin', 'widget.error.other', 'widget.error.unavailable',
  'widget.guest_note', 'widget.more_shown',  'widget.new_go', 'widget.new_mark', 'widget.new_said', 'widget.new_show',
  'widget.own', 'widget.own_label', 'widget.receipt', 'widget.sending', 'widget.withdraw_label',
] as const;

export type Key = (typeof keys)[number];
