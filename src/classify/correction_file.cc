// The correction's file, written and read. It may come from anywhere: every size is checked before anything is read.
#include <algorithm>
#include <cstring>
#include <tuple>

#include "base/crypto.h"
#include "classify/correction.h"

namespace comity::classify {
namespace {

constexpr std::string_view magic = "COMITYC1";
constexpr std::size_t hash_at = 8, hashed_from = 40, head_size = 88, language_size = 8;

using Parts = CorrectionParts;

tl::unexpected<Error> bad(std::string detail) { return fail(Error::Code::corrupt, "correction: " + std::move(detail)); }

template <class T>
void put(std::string& out, T value) {  // little-endian
  for (std::size_t i = 0; i < sizeof(T); ++i)
    out += static_cast<char>((static_cast<std::uint64_t>(value) >> (8 * i)) & 0xFF);
}

class Bytes {
 public:
  Bytes(std::string_view bytes, std::size_t at) : bytes_(bytes), at_(at) {}
  bool has(std::size_t n) const { return bytes_.size() - at_ >= n; }
  bool at_end() const { return at_ == bytes_.size(); }

  template <class T>
  T number() {
    std::uint64_t v = 0;
    for (std::size_t i = 0; i < sizeof(T); ++i)
      v |= std::uint64_t{static_cast<unsigned char>(bytes_[at_ + i])} << (8 * i);
    at_ += sizeof(T);
    return static_cast<T>(v);
  }
  std::string_view take(std::size_t n) {
    at_ += n;
    return bytes_.substr(at_ - n, n);
  }

 private:
  std::string_view bytes_;
  std::size_t at_;
};

bool is_language(std::string_view code) {
  return code.size() >= 2 && code.size() <= 3 &&
         std::all_of(code.begin(), code.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

Done read_languages(Bytes& in, std::size_t count, Parts& parts) {
  if (!in.has(count * language_size)) return bad("it is cut short");
  for (std::size_t i = 0; i < count; ++i) {
    const std::string_view all = in.take(language_size);
    const std::string_view code = all.substr(0, std::min(all.find('\0'), all.size()));
    if (!is_language(code) || all.substr(code.size()).find_first_not_of('\0') != std::string_view::npos)
      return bad("a language has no name");
    if (!parts.languages.empty() && parts.languages.back() >= code) return bad("its languages are not in order");
    parts.languages.emplace_back(code);
  }
  return {};
}

Done read_steps(Bytes& in, Parts& parts) {
  for (std::vector<Parts::Step>& steps : parts.steps) {
    if (!in.has(2)) return bad("it is cut short");
    const std::size_t count = in.number<std::uint16_t>();
    if (count == 1 || count > max_correction_steps) return bad("a number of steps is out of range");
    if (!in.has(count * 4)) return bad("it is cut short");
    for (std::size_t i = 0; i < count; ++i) {
      Parts::Step step;
      step.from = in.number<std::uint16_t>();
      step.to = in.number<std::uint16_t>();
      if (step.from > 10'000 || step.to > 10'000 || std::abs(step.to - step.from) > most_moved)
        return bad("a step goes too far");
      if (i > 0 && (step.from <= steps.back().from || step.to < steps.back().to)) return bad("its steps do not ascend");
      steps.push_back(step);
    }
    if (count > 0 && (steps.front().from != 0 || steps.back().from != 10'000))
      return bad("its steps do not go from 0 to 1");
  }
  return {};
}

Done read_weights(Bytes& in, std::size_t count, Parts& parts) {
  if (!in.has(count * 8)) return bad("it is cut short");
  for (std::size_t i = 0; i < count; ++i) {
    Parts::Weight weight;
    weight.feature = in.number<std::uint32_t>();
    const auto label = in.number<std::uint8_t>();
    const auto nothing = in.number<std::uint8_t>();
    weight.weight = in.number<std::int16_t>();
    weight.label = static_cast<Label>(label);
    if (label >= label_count || nothing != 0) return bad("a weight is of no label");
    if (weight.weight == 0 || std::abs(int{weight.weight}) > most_weight) return bad("a weight is out of range");
    const auto place = [](const Parts::Weight& w) { return std::tuple(w.feature, w.label); };
    if (i > 0 && place(parts.weights.back()) >= place(weight)) return bad("its weights are not in order");
    parts.weights.push_back(weight);
  }
  return {};
}

}  // namespace

std::string to_bytes(const CorrectionParts& parts) {
  std::string out(magic);
  out.append(32, '\0');
  put(out, std::uint32_t{0});
  out.append(reinterpret_cast<const char*>(parts.model.bytes.data()), parts.model.bytes.size());
  put(out, parts.rows);
  put(out, static_cast<std::uint16_t>(parts.languages.size()));
  put(out, static_cast<std::uint16_t>(parts.weights.size()));
  put(out, std::uint32_t{0});
  for (const std::string& language : parts.languages) {
    out += language;
    out.append(language_size - language.size(), '\0');
  }
  for (const auto& steps : parts.steps) {
    put(out, static_cast<std::uint16_t>(steps.size()));
    for (const Parts::Step step : steps) {
      put(out, static_cast<std::uint16_t>(step.from));
      put(out, static_cast<std::uint16_t>(step.to));
    }
  }
  for (const Parts::Weight& weight : parts.weights) {
    put(out, weight.feature);
    put(out, static_cast<std::uint8_t>(weight.label));
    put(out, std::uint8_t{0});
    put(out, weight.weight);
  }
  std::string size;
  put(size, static_cast<std::uint32_t>(out.size()));
  out.replace(hashed_from, size.size(), size);
  const Hash256 hash = sha256(std::string_view(out).substr(hashed_from));
  out.replace(hash_at, hash.bytes.size(), reinterpret_cast<const char*>(hash.bytes.data()), hash.bytes.size());
  return out;
}

Result<std::shared_ptr<const Correction>> Correction::load(std::string_view bytes) {
  if (bytes.size() < head_size || !bytes.starts_with(magic)) return bad("this is no correction");
  if (bytes.size() > max_correction_bytes) return bad("it is longer than 64 kB");
  Bytes in(bytes, hashed_from);
  if (in.number<std::uint32_t>() != bytes.size()) return bad("its size is not the one it says");
  const Hash256 hash = sha256(bytes.substr(hashed_from));
  if (std::memcmp(hash.bytes.data(), bytes.data() + hash_at, hash.bytes.size()) != 0)
    return bad("its hash is not the one it says: the file was changed or damaged");
  auto made = std::make_shared<Correction>();
  made->hash_ = hash;
  Parts& parts = made->parts_;
  const std::string_view model = in.take(parts.model.bytes.size());
  std::copy(model.begin(), model.end(), parts.model.bytes.begin());
  parts.rows = in.number<std::uint32_t>();
  const std::size_t languages = in.number<std::uint16_t>(), weights = in.number<std::uint16_t>();
  if (in.number<std::uint32_t>() != 0 || languages == 0 || languages > max_correction_languages ||
      weights > max_correction_weights)
    return bad("a number in its head is out of range");
  COMITY_CHECK(read_languages(in, languages, parts));
  COMITY_CHECK(read_steps(in, parts));
  COMITY_CHECK(read_weights(in, weights, parts));
  if (!in.at_end()) return bad("something follows its last part");
  for (const Parts::Weight& weight : parts.weights) {
    if (made->entries_.empty() || made->entries_.back().feature != weight.feature)
      made->entries_.push_back({weight.feature, {}});
    made->entries_.back().weights[static_cast<std::size_t>(weight.label)] = weight.weight;
    const std::uint32_t first = first_of(weight.feature);
    made->may_have_[first / 64] |= std::uint64_t{1} << (first % 64);
  }
  return made;
}

}  // namespace comity::classify
