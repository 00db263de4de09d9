// Passkeys of the staff, in plain containers.
#include <algorithm>
#include <tuple>

#include "store/memory_model.h"

namespace comity::store::memory {
namespace {

using discussion::Passkey;

tl::unexpected<Error> missing(std::string_view what) {
  return fail(Error::Code::not_found, "no such " + std::string(what));
}
tl::unexpected<Error> conflict(std::string what) { return fail(Error::Code::conflict, std::move(what)); }

bool is_active(const Staff& staff, PersonId id) {
  const auto found = staff.people.find(id);
  return found != staff.people.end() && !found->second.person.removed;
}

Result<Passkey*> of(Staff& staff, PersonId person, const std::string& credential) {
  if (!is_active(staff, person)) return missing("person");
  const auto found = staff.passkeys.find(credential);
  if (found == staff.passkeys.end() || found->second.person != person) return missing("passkey");
  return &found->second;
}

}  // namespace

Result<Staff> after(Staff staff, const AddPasskey& w, Time) {
  const PersonId person = w.passkey.person;
  if (!is_active(staff, person)) return missing("person");
  if (staff.passkeys.contains(w.passkey.credential)) return conflict("this passkey is there already");
  if (passkeys(staff, person).size() >= discussion::most_passkeys) return conflict("the person has ten passkeys");
  staff.passkeys.emplace(w.passkey.credential, w.passkey);
  StaffRow& row = staff.people.at(person);
  if (!w.recovery.empty()) {
    row.credentials.recovery = w.recovery;
    std::sort(row.credentials.recovery.begin(), row.credentials.recovery.end());
  }
  note(staff, row);
  end_sessions(staff, person, w.keep);
  return staff;
}

Result<Staff> after(Staff staff, const RenamePasskey& w, Time) {
  COMITY_TRY(Passkey* const passkey, of(staff, w.person, w.credential));
  passkey->name = w.name;
  return staff;
}

Result<Staff> after(Staff staff, const UsePasskey& w, Time at) {
  COMITY_TRY(Passkey* const passkey, of(staff, w.person, w.credential));
  if (!discussion::count_goes_on(passkey->count, w.count)) return conflict("the passkey's count does not go on");
  passkey->count = w.count;
  passkey->used = at;
  return staff;
}

Result<Staff> after(Staff staff, const DoubtPasskey& w, Time at) {
  COMITY_TRY(Passkey* const passkey, of(staff, w.person, w.credential));
  passkey->doubted = at;
  return staff;
}

Result<Staff> after(Staff staff, const RemovePasskey& w, Time) {
  if (!is_active(staff, w.person)) return missing("person");
  StaffRow& row = staff.people.at(w.person);
  if (w.credential) {
    COMITY_CHECK(of(staff, w.person, *w.credential));
    if (!row.person.has_password && row.person.passkeys == 1) return conflict("it is the last way in");
    staff.passkeys.erase(*w.credential);
  } else {
    std::erase_if(staff.passkeys, [&](const auto& one) { return one.second.person == w.person; });
  }
  note(staff, row);
  if (!row.person.has_second_step()) row.credentials.recovery.clear();
  note(staff, row);
  return staff;
}

std::vector<Passkey> passkeys(const Staff& staff, PersonId person) {
  std::vector<Passkey> out;
  for (const auto& [credential, passkey] : staff.passkeys)
    if (passkey.person == person) out.push_back(passkey);
  std::sort(out.begin(), out.end(), [](const Passkey& a, const Passkey& b) {
    return std::tie(a.created, a.credential) < std::tie(b.created, b.credential);
  });
  return out;
}

}  // namespace comity::store::memory
