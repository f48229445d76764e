/** Sums over days. Pure. */

/** @typedef {{date: string, check_ins: number, venues_created: number,
 *   check_ins_by_category?: Record<string, number>, venues_created_by_category?: Record<string, number>}} Day */

/** @param {Day[]} days @param {"check_ins" | "venues_created"} what */
const sum = (days, what) => days.reduce((total, day) => total + day[what], 0);

/** @param {Day[]} days oldest first */
export function totals(days) {
  const last = days.at(-1);
  const week = days.at(-8);
  return {
    check_ins: sum(days, "check_ins"),
    venues_created: sum(days, "venues_created"),
    mean: days.length ? sum(days, "check_ins") / days.length : 0,
    last: last?.check_ins ?? 0,
    lastVenues: last?.venues_created ?? 0,
    week: last && week && week.check_ins > 0 ? last.check_ins / week.check_ins - 1 : null,
  };
}

/** @param {Day[]} days @returns {{category: string, check_ins: number, venues_created: number}[]} most check-ins first */
export function byCategory(days) {
  /** @type {Map<string, {category: string, check_ins: number, venues_created: number}>} */
  const kinds = new Map();
  /** @param {Record<string, number> | undefined} counts @param {"check_ins" | "venues_created"} what */
  const add = (counts, what) => {
    for (const [category, number] of Object.entries(counts ?? {})) {
      const kind = kinds.get(category) ?? { category, check_ins: 0, venues_created: 0 };
      kinds.set(category, { ...kind, [what]: kind[what] + number });
    }
  };
  for (const day of days) {
    add(day.check_ins_by_category, "check_ins");
    add(day.venues_created_by_category, "venues_created");
  }
  return [...kinds.values()].sort((a, b) => b.check_ins - a.check_ins || b.venues_created - a.venues_created || a.category.localeCompare(b.category));
}
