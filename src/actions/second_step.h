// The second step of a sign-in: a code of an authenticator app, or a recovery code.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "actions/world.h"
#include "discussion/staff.h"

namespace comity::actions {

inline constexpr std::size_t recovery_codes = 10;

// Takes the code, so that it serves once, and answers which it was. A wrong one is counted against the person.
// Errors: `forbidden` - not now's code, used already, or no recovery code that is left.
Result<discussion::Way> take_code(World& world, const discussion::Person& person, std::string_view typed);

// New ones as they are shown, and the form in which the store knows one, whatever blanks, hyphens and capitals it was
// typed with.
std::vector<std::string> new_recovery_codes(World& world);
Key128 recovery_hash(const World& world, const discussion::Person& person, std::string_view typed);

// A secret that is the same for the same `seed` and person: a form carries the seed, never the server a draft.
std::string secret_of(const World& world, const discussion::Person& person, const Key128& seed);

// Turns the second step on once the app shows its code; answers the recovery codes, which are kept as hashes only.
// Ends the person's sessions but `keep`. Errors: `forbidden` - not the code of that secret.
Result<std::vector<std::string>> set_second_step(World& world, const discussion::Person& person, const Key128& seed,
                                                 std::string_view typed, const std::optional<Key128>& keep);

}  // namespace comity::actions
