/** The moment of a press, kept while nobody knows what became of it: pressing again is the same visit, not a second one. */

const KEPT = 10 * 60_000; // as long as it can be taken back; whoever comes later comes anew

export function pressing() {
  /** @type {{what: string, at: number} | undefined} */
  let open;
  return {
    /** @param {string} what venue and person @param {number} now @returns {number} when it was pressed first */
    at: (what, now) => {
      if (open?.what !== what || now - open.at > KEPT) open = { what, at: now };
      return open.at;
    },
    /** It was answered. */
    done: () => void (open = undefined),
  };
}
