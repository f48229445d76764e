/** Filters of a list that stand in its address: what a colleague is sent shows the same. No filter says who anybody is. */

import { h, select } from "./dom.mjs";
import { t } from "./i18n.mjs";

/**
 * @param {Record<string, string>} boxes name in the address → id of its select
 * @param {() => void} changed
 */
export function wireFilters(boxes, changed) {
  const asked = new URLSearchParams(location.search);
  for (const [name, id] of Object.entries(boxes)) {
    const box = select(id);
    const wanted = asked.get(name);
    if (wanted !== null) {
      if (![...box.options].some((option) => option.value === wanted)) box.append(h("option", { value: wanted }, wanted));
      box.value = wanted;
    }
    box.addEventListener("change", () => {
      const next = new URLSearchParams(location.search);
      for (const [each, at] of Object.entries(boxes)) {
        const first = select(at).options[0]?.value;
        if (select(at).value !== first) next.set(each, select(at).value);
        else next.delete(each);
      }
      history.replaceState(null, "", `${location.pathname}${next.size ? `?${next}` : ""}${location.hash}`);
      changed();
    });
  }
  return {
    /** What is chosen, without what is not. */
    chosen: () => Object.fromEntries(Object.entries(boxes).map(([name, id]) => [name, select(id).value]).filter(([, value]) => value)),
    /** Whether anything but the first of each is chosen. */
    any: () => Object.values(boxes).some((id) => select(id).selectedIndex > 0),
    /** Adds choices that the list has shown. @param {string} id @param {Iterable<[string, string]>} found value and text */
    learn: (id, found) => {
      const box = select(id);
      for (const [value, text] of found) {
        if (!value) continue;
        const known = [...box.options].find((option) => option.value === value);
        if (!known) box.append(h("option", { value }, text));
        else if (known.textContent !== text) known.textContent = text;
      }
    },
  };
}

/** `41 cần gọi · 3 quá hạn · 2 chưa có cách báo`. @param {import("./contact-rows.mjs").Counts} counts */
export const workText = (counts) =>
  [
    t(counts.more ? "work.to-call-bound" : "work.to-call", { count: counts.to_call }),
    counts.overdue > 0 && t("work.overdue", { count: counts.overdue }),
    counts.unreachable > 0 && t("work.unreachable", { count: counts.unreachable }),
  ].filter(Boolean).join(" · ");
