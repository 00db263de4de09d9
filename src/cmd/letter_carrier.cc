#include "cmd/letter_carrier.h"

namespace comity::cmd {

LetterCarrier::LetterCarrier(http::Postman& postman, std::chrono::milliseconds every)
    : postman_(postman), every_(every), thread_([this] { run(); }) {}

LetterCarrier::~LetterCarrier() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  woken_.notify_all();
  thread_.join();
}

void LetterCarrier::run() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    lock.unlock();
    postman_.round();
    lock.lock();
    woken_.wait_for(lock, every_, [this] { return stopping_; });
  }
}

}  // namespace comity::cmd
