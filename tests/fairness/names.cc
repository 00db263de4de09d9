// Prints ICU's names of all territories and languages in the nine languages: LANGUAGE <tab> KIND <tab> NAME.
#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <cstdio>
#include <set>
#include <string>

namespace {

void print(const char* language, const char* kind, const icu::UnicodeString& name, const std::string& code,
           std::set<std::string>& seen) {
  std::string utf8;
  name.toUTF8String(utf8);
  if (utf8.empty() || utf8 == code || !seen.insert(utf8).second) return;  // a code stands where CLDR has no name
  std::printf("%s\t%s\t%s\n", language, kind, utf8.c_str());
}

}  // namespace

int main() {
  for (const char* language : {"en", "ru", "hy", "az", "tr", "de", "fr", "es", "ar"}) {
    const icu::Locale in(language);
    std::set<std::string> seen;
    icu::UnicodeString name;
    for (const char* const* code = icu::Locale::getISOCountries(); *code; ++code) {
      print(language, "territory", icu::Locale("und", *code).getDisplayCountry(in, name), *code, seen);
    }
    for (const char* const* code = icu::Locale::getISOLanguages(); *code; ++code) {
      print(language, "language", icu::Locale(*code).getDisplayLanguage(in, name), *code, seen);
    }
  }
}
