// The interface's texts at run time: fills arguments into what compile_messages.mjs compiled. The form of a
// compiled text is described there.

import type {Key} from './keys.ts';

export type Part = string | 0 | [string] | [string, Cases] | [string, Cases, 1];
export type Cases = Record<string, Part[]>;
export type Compiled = string | Part[];
export type Catalogue = Record<string, Compiled>;
export type Arguments = Record<string, string | number>;

export class Messages {
  private readonly numbers: Intl.NumberFormat;
  private readonly plurals: Intl.PluralRules;
  private readonly times: Intl.DateTimeFormat;

  // `language`: a BCP 47 tag. Digits are 0-9 in every language, as on the server's pages.
  constructor(
    readonly language: string,
    private readonly catalogue: Catalogue,
  ) {
    const locale = catalogue['meta.locale'];
    const latin = `${typeof locale === 'string' ? locale : language}-u-nu-latn`;
    this.numbers = new Intl.NumberFormat(latin);
    this.plurals = new Intl.PluralRules(language);
    this.times = new Intl.DateTimeFormat(latin, {dateStyle: 'long', timeStyle: 'short'});
  }

  // The text `key` with its arguments; the key itself when the language has no such text, so that a gap is seen.
  text(key: Key, given: Arguments = {}): string {
    const compiled = this.catalogue[key];
    if (compiled === undefined) return key;
    return typeof compiled === 'string' ? compiled : this.fill(compiled, given, 0);
  }

  // A point in time (RFC 3339) in words, in the reader's own time zone.
  time(rfc3339: string): string {
    return this.times.format(new Date(rfc3339));
  }

  private fill(parts: Part[], given: Arguments, count: number): string {
    return parts.map((part) => {
      if (typeof part === 'string') return part;
      return part === 0 ? this.numbers.format(count) : this.argument(part, given, count);
    }).join('');
  }

  private argument([name, cases, select]: [string, Cases?, 1?], given: Arguments, count: number): string {
    const value = given[name] ?? '';
    if (!cases) return typeof value === 'number' ? this.numbers.format(value) : value;
    if (select) return this.fill(cases[value] ?? cases['other']!, given, count);
    const n = Number(value);
    return this.fill(cases[`=${n}`] ?? cases[this.plurals.select(n)] ?? cases['other']!, given, n);
  }
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
