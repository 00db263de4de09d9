// Reading the model file. Every size is checked before anything is read by it: the file may come from anywhere.
#include <algorithm>
#include <cstring>

#include "base/crypto.h"
#include "classify/model.h"

namespace comity::classify {
namespace {

constexpr std::string_view magic = "COMITYM1";
constexpr std::size_t hash_at = 8, hashed_from = 40, head_size = 96;
constexpr std::size_t language_size = 8, version_size = 32;

auto bad(std::string detail) { return fail(Error::Code::corrupt, "model: " + std::move(detail)); }

class Bytes {
 public:
  Bytes(std::string_view bytes, std::size_t at) : bytes_(bytes), at_(at) {}

  template <class T>
  T number() {  // little-endian
    std::uint64_t v = 0;
    for (std::size_t i = 0; i < sizeof(T); ++i)
      v |= std::uint64_t{static_cast<unsigned char>(bytes_[at_ + i])} << (8 * i);
    at_ += sizeof(T);
    return static_cast<T>(v);
  }
  template <class T>
  std::vector<T> numbers(std::size_t n) {
    std::vector<T> out(n);
    for (T& v : out) v = number<T>();
    return out;
  }
  std::string word(std::size_t size) {  // padded with zeros
    const std::string_view all = bytes_.substr(at_, size);
    at_ += size;
    return std::string(all.substr(0, all.find('\0')));
  }
  void skip_to_multiple_of(std::size_t n) { at_ = (at_ + n - 1) / n * n; }
  std::size_t at() const { return at_; }

 private:
  std::string_view bytes_;
  std::size_t at_;
};

}  // namespace

Result<std::shared_ptr<const Model>> Model::load(std::string_view bytes, Check check) {
  if (bytes.size() < head_size || !bytes.starts_with(magic)) return bad("this is no model file");
  Bytes in(bytes, hashed_from);
  const auto size = in.number<std::uint32_t>();
  auto model = std::make_shared<Model>();
  model->buckets_ = in.number<std::uint32_t>();
  model->dim_ = in.number<std::uint16_t>();
  model->hidden_ = in.number<std::uint16_t>();
  const std::size_t languages = in.number<std::uint16_t>(), steps = in.number<std::uint16_t>();
  model->first_shift_ = in.number<std::uint8_t>();
  model->second_shift_ = in.number<std::uint8_t>();
  model->words_shift_ = in.number<std::uint8_t>();
  in.number<std::uint8_t>();
  in.number<std::uint32_t>();
  model->version_ = in.word(version_size);
  const std::size_t dim = model->dim_, hidden = model->hidden_;
  if (size != bytes.size()) return bad("its size is not the one it says");
  if (dim == 0 || dim > 64 || hidden == 0 || hidden > 128 || steps < 2 || steps > 1024 || languages > 256 ||
      model->buckets_ == 0 || model->first_shift_ > 48 || model->second_shift_ > 48 || model->words_shift_ > 48)
    return bad("a number in its head is out of range");
  std::size_t needed = head_size + languages * language_size + 8 * (hidden + label_count + 1) +
                       label_count * steps * 8 + 2 * (hidden * 2 * dim + label_count * hidden + dim);
  needed = (needed + 63) / 64 * 64;
  if (needed + std::size_t{model->buckets_} * dim != bytes.size()) return bad("its parts do not make up its size");
  if (check == Check::hash_too) {
    const Hash256 found = sha256(bytes.substr(hashed_from));
    if (std::memcmp(found.bytes.data(), bytes.data() + hash_at, found.bytes.size()) != 0)
      return bad("its hash is not the one it says: the file was changed or damaged");
  }
  std::memcpy(model->hash_.bytes.data(), bytes.data() + hash_at, model->hash_.bytes.size());
  for (std::size_t i = 0; i < languages; ++i) {
    LanguageEntry entry;
    entry.code = in.word(language_size - 1);
    entry.may_hold_alone = (in.number<std::uint8_t>() & 1) != 0;
    if (entry.code.empty()) return bad("a language has no name");
    model->languages_.push_back(std::move(entry));
  }
  model->first_bias_ = in.numbers<std::int64_t>(hidden);
  model->second_bias_ = in.numbers<std::int64_t>(label_count);
  model->words_bias_ = in.number<std::int64_t>();
  constexpr std::int64_t most = std::int64_t{1} << 55;
  const auto too_great = [](std::int64_t v) { return v < -most || v > most; };
  if (std::any_of(model->first_bias_.begin(), model->first_bias_.end(), too_great) ||
      std::any_of(model->second_bias_.begin(), model->second_bias_.end(), too_great) || too_great(model->words_bias_))
    return bad("a bias is out of range");
  for (std::vector<Step>& of_label : model->steps_) {
    for (std::size_t i = 0; i < steps; ++i) {
      Step step;
      step.logit = in.number<std::int32_t>();
      step.score = in.number<std::int32_t>();
      if (step.score < 0 || step.score > 10'000) return bad("a score is out of range");
      if (i > 0 && (step.logit <= of_label.back().logit || step.score < of_label.back().score))
        return bad("its steps do not ascend");
      of_label.push_back(step);
    }
  }
  model->first_ = in.numbers<std::int16_t>(hidden * 2 * dim);
  model->second_ = in.numbers<std::int16_t>(label_count * hidden);
  model->words_ = in.numbers<std::int16_t>(dim);
  in.skip_to_multiple_of(64);
  model->table_ = reinterpret_cast<const std::int8_t*>(bytes.data() + in.at());
  return model;
}

}  // namespace comity::classify
