/** The page's parts as tabs: arrows move, the address remembers which is open. */

import { $, show } from "../../parts/dom.mjs";

const NAMES = ["contacts", "graph", "file"];

/** @param {(name: string) => void} opened */
export function wireTabs(opened) {
  /** @param {string} name @param {boolean} [focus] */
  const open = (name, focus = false) => {
    for (const each of NAMES) {
      const tab = $(`tab-${each}`);
      tab.setAttribute("aria-selected", String(each === name));
      tab.tabIndex = each === name ? 0 : -1;
      show(each, each === name);
    }
    if (focus) $(`tab-${name}`).focus();
    opened(name);
  };
  /** @param {string} name @param {boolean} focus */
  const go = (name, focus) => {
    const asked = new URLSearchParams(location.search);
    if (name === "contacts") asked.delete("tab");
    else asked.set("tab", name);
    history.replaceState(null, "", `${location.pathname}${asked.size ? `?${asked}` : ""}${location.hash}`);
    open(name, focus);
  };
  NAMES.forEach((name, place) => {
    $(`tab-${name}`).addEventListener("click", () => go(name, false));
    $(`tab-${name}`).addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      go(NAMES[(place + step + NAMES.length) % NAMES.length] ?? name, true);
    });
  });
  const first = new URLSearchParams(location.search).get("tab") ?? "";
  return { start: () => open(NAMES.includes(first) ? first : "contacts"), open: go };
}
