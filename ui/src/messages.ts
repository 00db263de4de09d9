// The interface's texts at run time: fills arguments into what compile_messages.mjs compiled. The form of a
// compiled text is described there.
import type {Key} from './keys.ts';

export type Part = string | 0 | [string] | [string, Cases] | [string, Cases, 1];
export type Cases = Record<string, Part[]>;
export type Compiled = string | Part[];
// In the bundle keys are numbers and a catalogue is a list (build.mjs); here and in tests they have their names.
export type Catalogue = Partial<Record<Key, Compiled>>;
export type Arguments = Record<string, string | number>;
export type Say = (key: Key, given?: Arguments) => string;

export interface Messages {
  // The text `key` with its arguments; the key itself when the language has no such text, so that a gap is seen. A
  // number that stands by itself names a comment or a rule and is never grouped; counts are '#' and are.
  t: Say;
  // A point in time (RFC 3339) in words, in the reader's own time zone.
  time(rfc3339: string): string;
}

// `language`: a BCP 47 tag. Digits are 0-9 in every language, as on the server's pages.
export function makeMessages(language: string, catalogue: Catalogue): Messages {
  const locale = (catalogue['meta.locale'] as string | undefined) ?? language;
  const numberingSystem = 'latn';
  const numbers = new Intl.NumberFormat(locale, {numberingSystem});
  const plurals = new Intl.PluralRules(language);
  const times = new Intl.DateTimeFormat(locale, {dateStyle: 'long', timeStyle: 'short', numberingSystem});

  const fill = (parts: Part[], given: Arguments, count: number): string => parts.map((part) => {
    if (typeof part === 'string') return part;
    if (!part) return numbers.format(count);
    const [name, cases, select] = part as [string, Cases?, 1?];
    const value = given[name] ?? '';
    if (!cases) return value;
    const chosen = select ? cases[value] : (cases[`=${value}`] ?? cases[plurals.select(+value)]);
    return fill(chosen ?? cases['other']!, given, select ? count : +value);
  }).join('');

  return {
    t(key, given = {}) {
      const compiled = catalogue[key] ?? String(key);
      return typeof compiled === 'string' ? compiled : fill(compiled, given, 0);
    },
    time: (rfc3339) => times.format(new Date(rfc3339)),
  };
}

// The best of `available` for what is asked: the whole tag, then its language, then English. BCP 47; case is
// not looked at.
export function chooseLanguage(asked: readonly string[], available: readonly string[]): string {
  for (const tag of asked) {
    let rest = tag.toLowerCase();
    while (rest) {
      const found = available.find((name) => name.toLowerCase() === rest);
      if (found) return found;
      rest = rest.slice(0, Math.max(0, rest.lastIndexOf('-')));
    }
  }
  return available.includes('en') ? 'en' : (available[0] ?? 'en');
}
