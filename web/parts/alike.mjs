/** Venues that look like the one just registered: asked about, not decided. */

import { categoryName } from "./categories.mjs";
import { shown } from "./code.mjs";
import { $, h, show } from "./dom.mjs";
import { t } from "./i18n.mjs";

/** @typedef {{venue_id: string, code: string, name: string, category: string, address: string}} Brief */

/**
 * Fills `#alike`, or empties it where nothing looks alike.
 * @param {{name: string, alike?: Brief[]}} venue
 * @param {{link: (other: Brief) => string, same: () => void}} page `same`: it is one place, so that the new one goes
 */
export function askAlike(venue, { link, same }) {
  const others = venue.alike ?? [];
  show("alike", others.length > 0);
  if (!others.length) return $("alike").replaceChildren();
  const gone = () => {
    show("alike", false);
    $("alike").replaceChildren();
  };
  $("alike").replaceChildren(
    h("h2", {}, t("alike.title")),
    h("p", {}, t("alike.text", { name: venue.name })),
    h("ul", {}, ...others.map((other) => h("li", {},
      h("a", { href: link(other), target: "_blank", rel: "noopener" }, other.name, h("span", { class: "quiet" }, ` ${t("alike.new-tab")}`)),
      ` · ${[categoryName(other.category), other.address].filter(Boolean).join(" · ")} · `, h("span", { class: "code" }, shown(other.code))))),
    h("div", { class: "actions" },
      h("button", { type: "button", class: "button", onclick: gone }, t("alike.other")),
      h("button", { type: "button", class: "button", onclick: same }, t("alike.same"))));
}
