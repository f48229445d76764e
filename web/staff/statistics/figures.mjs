/** Sums over days. Pure. */

/** @typedef {{date: string, check_ins: number, venues_created: number,
 *   check_ins_by_category?: Record<string, number>, venues_created_by_category?: Record<string, number>}} Day */

/** @param {Day[]} days @param {"check_ins" | "venues_created"} what */
const sum = (days, what) => days.reduce((total, day) => total + day[what], 0);

/**
 * A day that is still running is neither averaged nor compared: until its evening it is always less than a whole one.
 * @param {Day[]} days oldest first @param {string} today `2021-11-21`
 */
export function totals(days, today) {
  const whole = days.filter((day) => day.date < today);
  const last = days.at(-1);
  const running = last !== undefined && last.date >= today;
  const [compared, before] = [whole.at(-1), whole.at(-8)];
  return {
    check_ins: sum(days, "check_ins"),
    venues_created: sum(days, "venues_created"),
    mean: whole.length ? sum(whole, "check_ins") / whole.length : null,
    last: last?.check_ins ?? 0,
    lastVenues: last?.venues_created ?? 0,
    running,
    week: !running && compared && before && before.check_ins > 0 ? compared.check_ins / before.check_ins - 1 : null,
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
