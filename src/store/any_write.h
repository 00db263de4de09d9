// Every kind of write there is, for the few files that look into one. A new kind is added here and, as one line, in
// write.cc.
#pragma once

#include <variant>

#include "store/change.h"

namespace comity::store {

struct AnyWrite {
  std::variant<PutSite, PublishPolicy, AddStory, SetStory, AddAuthor, RevokeAuthor, AddComment, AddRevision, SetState,
               SetRevisionState, Supersede, AddDecision, SetShadow, StopClause, ReleaseClause, AddPerson, SetPerson,
               Invite, SetPassword, SetTotp, TakeTotpStep, TakeRecoveryCode, NoteFailure, AddSession, TouchSession,
               EndSessions, RemovePerson, AddPasskey, RenamePasskey, UsePasskey, DoubtPasskey, RemovePasskey,
               LogEarlier, BeginLog, KeepCheckpoint, DropSalts, FileAppeal, AnswerAppeal, AddBlock, LiftBlock,
               AddContact, ConfirmContact, SetContact, RemoveContact, QueueLetter, TryLetter, PostponeLetter,
               LetterSent, GiveUpLetter, UseLetter, TidyLetters, Erase, EmptyWords, EraseQuotes, EraseAuthor,
               FinishErasing, FileReport, AnswerReports, ReopenReports, ForgetReporter, EraseReportWords, RecordOrder,
               NoteDanger, EndDanger, SetStoryText, SwitchCorrection, Propose, DropProposal, AddAccount, OpenAccount,
               SetReaderPassword, AddReaderSession, TouchReaderSession, EndReaderSessions, Mute, Unmute, ForgetAccounts,
               RenameAccount>
      of;
};

// `write`, if it is a W; else null.
template <class W>
const W* as(const Write& write) {
  return std::get_if<W>(&write.any().of);
}
template <class W>
W* as(Write& write) {
  return std::get_if<W>(&write.any().of);
}

}  // namespace comity::store
