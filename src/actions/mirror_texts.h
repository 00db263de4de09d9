// A policy's names exchanged in stored texts, on all cores.
#pragma once

#include "actions/stored_texts.h"
#include "policy/mirror.h"

namespace comity::actions {

// The same for any number of threads.
Result<policy::MirrorTally> mirror_texts(TextSource& source, const policy::Compiled& policy, unsigned jobs,
                                         const std::function<void(std::uint64_t)>& progress = {});

}  // namespace comity::actions
