#include "store/any_write.h"

namespace comity::store {

template <class W>
  requires(!std::is_same_v<W, Write>)
Write::Write(W write) : any_(std::make_unique<AnyWrite>(AnyWrite{std::move(write)})) {}
Write::Write(const Write& other) : any_(other.any_ ? std::make_unique<AnyWrite>(*other.any_) : nullptr) {}
Write::Write(Write&& other) noexcept = default;
Write& Write::operator=(Write other) noexcept {
  any_ = std::move(other.any_);
  return *this;
}
Write::~Write() = default;

template Write::Write(PutSite);
template Write::Write(PublishPolicy);
template Write::Write(AddStory);
template Write::Write(SetStory);
template Write::Write(SetStoryText);
template Write::Write(AddAuthor);
template Write::Write(RevokeAuthor);
template Write::Write(AddComment);
template Write::Write(AddRevision);
template Write::Write(SetState);
template Write::Write(SetRevisionState);
template Write::Write(Supersede);
template Write::Write(AddDecision);
template Write::Write(SetShadow);
template Write::Write(StopClause);
template Write::Write(ReleaseClause);
template Write::Write(AddPerson);
template Write::Write(SetPerson);
template Write::Write(Invite);
template Write::Write(SetPassword);
template Write::Write(SetTotp);
template Write::Write(TakeTotpStep);
template Write::Write(TakeRecoveryCode);
template Write::Write(NoteFailure);
template Write::Write(AddSession);
template Write::Write(TouchSession);
template Write::Write(EndSessions);
template Write::Write(RemovePerson);
template Write::Write(AddPasskey);
template Write::Write(RenamePasskey);
template Write::Write(UsePasskey);
template Write::Write(DoubtPasskey);
template Write::Write(RemovePasskey);
template Write::Write(LogEarlier);
template Write::Write(BeginLog);
template Write::Write(KeepCheckpoint);
template Write::Write(DropSalts);
template Write::Write(FileAppeal);
template Write::Write(AnswerAppeal);
template Write::Write(AddBlock);
template Write::Write(LiftBlock);
template Write::Write(AddContact);
template Write::Write(ConfirmContact);
template Write::Write(SetContact);
template Write::Write(RemoveContact);
template Write::Write(QueueLetter);
template Write::Write(TryLetter);
template Write::Write(PostponeLetter);
template Write::Write(LetterSent);
template Write::Write(GiveUpLetter);
template Write::Write(UseLetter);
template Write::Write(TidyLetters);
template Write::Write(Erase);
template Write::Write(EmptyWords);
template Write::Write(EraseQuotes);
template Write::Write(EraseAuthor);
template Write::Write(FinishErasing);
template Write::Write(FileReport);
template Write::Write(AnswerReports);
template Write::Write(ReopenReports);
template Write::Write(ForgetReporter);
template Write::Write(EraseReportWords);
template Write::Write(RecordOrder);
template Write::Write(NoteDanger);
template Write::Write(EndDanger);
template Write::Write(SwitchCorrection);
template Write::Write(Propose);
template Write::Write(DropProposal);
template Write::Write(AddAccount);
template Write::Write(OpenAccount);
template Write::Write(SetReaderPassword);
template Write::Write(AddReaderSession);
template Write::Write(TouchReaderSession);
template Write::Write(EndReaderSessions);
template Write::Write(Mute);
template Write::Write(Unmute);
template Write::Write(ForgetAccounts);
template Write::Write(RenameAccount);

}  // namespace comity::store
