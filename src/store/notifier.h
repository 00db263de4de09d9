// Tells one listener what was touched, on a thread of its own and in the order it was told, so that a slow
// listener never holds up a commit and one that waits for a commit cannot lock the store up.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "store/store.h"

namespace comity::store {

class Notifier {
 public:
  Notifier() = default;
  ~Notifier();
  Notifier(const Notifier&) = delete;
  Notifier& operator=(const Notifier&) = delete;

  // The thread starts with the first listener; what was told before is lost.
  void listen(std::function<void(const StoryTouched&)> listener);
  void tell(const std::vector<StoryTouched>& touched);

 private:
  void run();
  std::mutex mutex_;
  std::condition_variable told_;
  std::vector<StoryTouched> waiting_;
  std::function<void(const StoryTouched&)> listener_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace comity::store
