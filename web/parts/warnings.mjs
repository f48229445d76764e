/** What the server finds odd about a case: said with its numbers; the same tap again says that it is so. */

import { Refusal } from "./api.mjs";
import { $, focusOn, h, show } from "./dom.mjs";
import { inLanguage, t } from "./i18n.mjs";

/** Warnings are shown in `#warnings` of the page, in front of the button that sends. */
export function warnings() {
  /** @type {string[]} */
  let codes = [];
  let about = "";
  return {
    /**
     * What a request with these facts says besides: that the warnings shown are so, where they were shown for these very facts.
     * @param {object} facts @returns {{confirm_warnings?: string[]}}
     */
    confirmed: (facts) => {
      show("warnings", false);
      return codes.length && about === JSON.stringify(facts) ? { confirm_warnings: codes } : {};
    },
    /** Whether a refusal asks for nothing but a second look, which is shown then. @param {unknown} error @param {object} facts */
    shows: (error, facts) => {
      if (!(error instanceof Refusal) || error.code !== "warnings") return false;
      codes = [...new Set(error.errors.map(({ rule }) => rule))];
      about = JSON.stringify(facts);
      $("warnings").replaceChildren(
        h("p", {}, t("warnings.heading")),
        h("ul", {}, ...error.errors.map(({ text }) => h("li", {}, inLanguage(text)))),
        h("p", {}, t("warnings.again")),
      );
      show("warnings");
      focusOn("warnings");
      return true;
    },
  };
}
