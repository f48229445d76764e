/** Who looked at the citizen's record: read from the server when the citizen asks, newest first. */

import { $, h, say, show } from "../../parts/dom.mjs";
import { busy } from "../../parts/form.mjs";
import { inLanguage, t } from "../../parts/i18n.mjs";
import { moment } from "../../parts/moment.mjs";
import { citizen } from "../../parts/outbox.mjs";
import { reason } from "../../parts/problem.mjs";

/** @param {any} entry */
const line = (entry) =>
  h("li", {}, h("b", {}, inLanguage(entry.text)),
    h("span", {}, [moment(Date.parse(entry.at), Date.now()), entry.unit?.name].filter(Boolean).join(" · ")),
    entry.reason && h("span", {}, t("access.reason", { reason: entry.reason })));

export function wireAccess() {
  const box = /** @type {HTMLDetailsElement} */ ($("access"));
  const more = /** @type {HTMLButtonElement} */ ($("access-more"));
  let cursor = "";
  let asked = false;

  const load = async () => {
    if (!asked) say("access-state", t("access.loading"));
    const told = await citizen(`/me/access-log${cursor ? `?${new URLSearchParams({ cursor })}` : ""}`, { has: "entries" });
    asked = true;
    cursor = told.next_cursor ?? "";
    $("access-list").append(...told.entries.map(line));
    say("access-state", $("access-list").children.length ? "" : t("access.empty"));
    show(more, Boolean(cursor));
    say("access-more", t("access.more"));
  };
  /** @param {unknown} error */
  const fault = (error) => {
    say("access-state", reason(error));
    say("access-more", t("access.again"));
    show(more);
  };
  const open = () => {
    if (box.open && !asked) void load().catch(fault);
  };
  more.addEventListener("click", () => void busy(more, load).catch(fault));
  box.addEventListener("toggle", open);
}
