/** What a narrow screen folds behind a button; the style sheet says how wide is wide enough to show it always. */

import { $ } from "./dom.mjs";

/** @param {string} button @param {string} box */
export function narrowFold(button, box) {
  const opener = $(button);
  opener.addEventListener("click", () => {
    const open = opener.getAttribute("aria-expanded") !== "true";
    opener.setAttribute("aria-expanded", String(open));
    $(box).classList.toggle("open", open);
  });
}
