// Compiles ICU MessageFormat texts into the small form that src/messages.ts speaks, so that readers' browsers
// get no parser. data/languages/README.md says what a text may hold.
//
//   a text without arguments       "Post comment"
//   otherwise a list of parts      ["by ", ["name"], ", ", ["n", {"one": [0, " reply"], "other": [0, " replies"]}]]
//
//   part: string                   itself
//         [name]                   the argument as it is; a number is written as the language writes it
//         [name, cases]            plural: chosen by number, exact cases are "=0"
//         [name, cases, 1]         select: chosen by word
//         0                        '#' of the innermost plural
import {TYPE, parse} from '@formatjs/icu-messageformat-parser';

function parts(elements, where) {
  const refuse = () => {
    throw new Error(`${where}: only plain arguments, plural and select are used in texts (data/languages/README.md)`);
  };
  return elements.map((element) => {
    switch (element.type) {
      case TYPE.literal: return element.value;
      case TYPE.argument: return [element.value];
      case TYPE.pound: return 0;
      case TYPE.select: return [element.value, cases(element, where), 1];
      case TYPE.plural:
        return element.offset || element.pluralType === 'ordinal' ? refuse() : [element.value, cases(element, where)];
      default: return refuse();
    }
  });
}

function cases(element, where) {
  return Object.fromEntries(Object.entries(element.options).map(([name, option]) => [name, parts(option.value, where)]));
}

export function compileText(text, where = 'text') {
  let elements;
  try {
    elements = parse(text, {ignoreTag: true, requiresOtherClause: true});
  } catch (error) {
    throw new Error(`${where}: ${error.message}`);
  }
  const compiled = parts(elements, where);
  if (compiled.length === 0) return '';
  return compiled.length === 1 && typeof compiled[0] === 'string' ? compiled[0] : compiled;
}

// The texts `keys` of `catalogue`, compiled. Throws for one that is not there.
export function compileCatalogue(catalogue, keys, file) {
  const out = {};
  for (const key of keys) {
    if (catalogue[key] === undefined) throw new Error(`${file}: no text for ${key}`);
    out[key] = compileText(catalogue[key], `${file}: ${key}`);
  }
  return out;
}
