/** What the server finds odd about a case: said with its numbers, each looked at and ticked before the same request goes again. */

import { Refusal } from "./api.mjs";
import { $, focusOn, h, show } from "./dom.mjs";
import { inLanguage, t } from "./i18n.mjs";

/** Warnings are shown in `#warnings` of the page, in front of the button that sends. */
export function warnings() {
  /** @type {string[]} */
  let codes = [];
  let about = "";
  const boxes = () => [...$("warnings").querySelectorAll("input")];
  const forget = () => {
    codes = [];
    about = "";
    show("warnings", false);
  };
  /** Other facts take the confirmation back. @param {object} facts */
  const compare = (facts) => {
    if (about && about !== JSON.stringify(facts)) forget();
  };
  /** @param {Refusal["errors"][number]} warning @param {number} place */
  const row = ({ text }, place) =>
    h("li", {}, h("p", { id: `warning-${place}` }, inLanguage(text)),
      h("label", { class: "tick" }, h("input", { type: "checkbox", id: `warned-${place}`, "aria-describedby": `warning-${place}`, onchange: () => show("warnings-open", false) }),
        h("span", {}, t("warnings.checked"))));

  return {
    forget,
    compare,
    /** Whether everything shown for these facts has been ticked; if not, the first that was not is gone to. @param {object} facts */
    checked: (facts) => {
      compare(facts);
      const open = codes.length ? boxes().find((box) => !box.checked) : undefined;
      if (!open) return true;
      show("warnings-open");
      open.focus();
      return false;
    },
    /** What a request says besides. @returns {{confirm_warnings?: string[]}} */
    confirmed: () => (codes.length ? { confirm_warnings: codes } : {}),
    /** Whether a refusal asks for nothing but a second look, which is shown then. @param {unknown} error @param {object} facts */
    shows: (error, facts) => {
      if (!(error instanceof Refusal) || error.code !== "warnings") return false;
      codes = [...new Set(error.errors.map(({ rule }) => rule))];
      about = JSON.stringify(facts);
      $("warnings").replaceChildren(
        h("p", {}, h("b", {}, t("warnings.heading"))),
        h("ul", { class: "list" }, ...error.errors.map(row)),
        h("p", { class: "fault", id: "warnings-open", role: "alert", hidden: true }, t("warnings.open")),
        h("p", { class: "small" }, t("warnings.again")),
      );
      show("warnings");
      focusOn("warnings");
      return true;
    },
  };
}
