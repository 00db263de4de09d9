// Where a comment belongs among those on the screen. The screen is one flat list; depth is only how far an entry
// is moved in, so a chain of ten thousand replies is as simple as ten thousand roots.

export type Sort = 'threads' | 'oldest' | 'newest';

export interface Entry {
  number: number;
  replyTo: number; // 0: a root
  depth: number; // as `depthIn` found it
}

export const deepest = 5; // further replies are not moved in further, and say whom they answer

// How deep a reply to `replyTo` stands; the list holds it or not.
export function depthIn(list: readonly Entry[], replyTo: number, sort: Sort): number {
  if (sort !== 'threads' || !replyTo) return 0;
  const parent = list.find((entry) => entry.number === replyTo);
  return parent ? parent.depth + 1 : 0;
}

// Index at which a comment newly given its number goes into `list`, the part of the discussion loaded so far; -1:
// its place is in a part that is not loaded yet. `whole`: nothing is left to load.
export function placeOf(list: readonly Entry[], comment: {number: number; replyTo: number}, sort: Sort, whole: boolean): number {
  if (sort === 'newest') {
    const older = list.findIndex((entry) => entry.number < comment.number);
    return older >= 0 ? older : whole ? list.length : -1;
  }
  if (sort === 'oldest' || !comment.replyTo) {
    // Roots and the plain order go by number; a root stands before the next root.
    const later = list.findIndex((entry) => (sort === 'oldest' || entry.depth === 0) && entry.number > comment.number);
    return later >= 0 ? later : whole ? list.length : -1;
  }
  const parent = list.findIndex((entry) => entry.number === comment.replyTo);
  if (parent < 0) return -1;
  // Behind the parent's replies that have smaller numbers, with all that answers them.
  const depth = list[parent]!.depth;
  let at = parent + 1;
  while (at < list.length && list[at]!.depth > depth) {
    if (list[at]!.depth === depth + 1 && list[at]!.number > comment.number) break;
    ++at;
  }
  return at === list.length && !whole ? -1 : at;
}
