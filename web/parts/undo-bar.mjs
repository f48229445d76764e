/** What was just done, for ten seconds with a way back; it waits while somebody looks at it. */

import { h, show } from "./dom.mjs";
import { t } from "./i18n.mjs";

const STAYS = 10_000;

/** @type {HTMLElement | undefined} */
let bar;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

const hide = () => {
  clearTimeout(timer);
  if (bar) show(bar, false);
};

/**
 * Shows one at a time, the newest. The bar stands first in the page's main part, so that Tab soon reaches it.
 * @param {string} text @param {() => Promise<unknown>} undo what it throws is the page's to say
 */
export function undoBar(text, undo) {
  hide();
  bar?.remove();
  const words = h("span", { role: "status" });
  const back = h("button", { type: "button", class: "button", "data-t": "undo.undo", onclick: async () => {
    back.setAttribute("aria-busy", "true");
    clearTimeout(timer);
    await undo().finally(hide);
  } }, t("undo.undo"));
  const left = () => {
    clearTimeout(timer);
    timer = setTimeout(hide, STAYS);
  };
  const stays = () => clearTimeout(timer);
  bar = h("div", { class: "undo-bar screen", onpointerenter: stays, onpointerleave: left, onfocusin: stays, onfocusout: left }, words, back);
  (document.querySelector("main") ?? document.body).append(bar);
  words.textContent = text;
  left();
}
