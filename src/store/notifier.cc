#include "store/notifier.h"

#include <utility>

namespace comity::store {

Notifier::~Notifier() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  told_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Notifier::listen(std::function<void(const StoryTouched&)> listener) {
  const std::lock_guard lock(mutex_);
  listener_ = std::move(listener);
  if (!thread_.joinable()) thread_ = std::thread([this] { run(); });
}

void Notifier::tell(const std::vector<StoryTouched>& touched) {
  if (touched.empty()) return;
  {
    const std::lock_guard lock(mutex_);
    if (!listener_) return;
    waiting_.insert(waiting_.end(), touched.begin(), touched.end());
  }
  told_.notify_one();
}

void Notifier::run() {
  std::unique_lock lock(mutex_);
  while (true) {
    told_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
    if (stopping_) return;
    const std::vector<StoryTouched> now = std::exchange(waiting_, {});
    const auto listener = listener_;
    lock.unlock();
    for (const StoryTouched& touched : now) listener(touched);
    lock.lock();
  }
}

}  // namespace comity::store
