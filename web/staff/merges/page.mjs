/** Records that are one human: those that wait for a second person, and those that can still be taken apart. */

import { Refusal } from "../../parts/api.mjs";
import { askReason } from "../../parts/ask.mjs";
import { $, focusOn, inTurn, say, show } from "../../parts/dom.mjs";
import { t } from "../../parts/i18n.mjs";
import { reason } from "../../parts/problem.mjs";
import { staffAsk } from "../../parts/session.mjs";
import { announce, startStaff } from "../../parts/staff.mjs";
import { mergeRow } from "./row.mjs";

/** @typedef {import("./row.mjs").Merge} Merge */

/** @param {unknown} error */
function fault(error) {
  say("fault", error ? reason(error) : "");
  show("fault", Boolean(error));
}

/** Asks why, does it, and shows what is there now; somebody else may have been faster. @param {string} path @param {Parameters<typeof askReason>[0]} question @param {string} done */
async function act(path, question, done) {
  fault(null);
  announce("");
  const why = await askReason(question);
  if (why === null) return;
  try {
    await staffAsk(path, { body: { reason: why }, has: "merge_id" });
    announce(done);
    focusOn("told");
  } catch (error) {
    fault(error);
    focusOn("fault");
    if (!(error instanceof Refusal) || error.passing) return;
  }
  await draw();
}

/** @param {Merge} merge */
const names = (merge) => ({ keep: merge.keep.display_name, join: merge.join.display_name });

const acts = {
  /** @param {Merge} merge */
  approve: (merge) =>
    void act(`/merges/${merge.merge_id}/approve`,
      { title: t("merge.approve-title"), text: t("merge.approve-text", names(merge)), yes: t("merge.approve-yes") }, t("merge.approved", names(merge))),
  /** @param {Merge} merge */
  undo: (merge) => {
    const joined = merge.state === "joined";
    const question = joined
      ? { title: t("merge.undo-title"), text: t("merge.undo-text", names(merge)), yes: t("merge.undo-yes"), danger: true }
      : { title: t("merge.refuse-title"), text: t("merge.refuse-text"), yes: t("merge.refuse-yes") };
    void act(`/merges/${merge.merge_id}/undo`, question, t(joined ? "merge.undone" : "merge.refused", names(merge)));
  },
};

const draw = inTurn(async () => {
  try {
    /** @type {{merges: Merge[]}} */
    const { merges } = await staffAsk("/merges", { has: "merges" });
    for (const state of /** @type {const} */ (["waiting", "joined", "parted"])) {
      const rows = merges.filter((merge) => merge.state === state);
      $(`${state}-rows`).replaceChildren(...rows.map((merge) => mergeRow(merge, acts)));
      show(state, rows.length > 0);
    }
    show("empty", merges.length === 0);
  } catch (error) {
    fault(error);
  } finally {
    show("loading", false);
    $("list").removeAttribute("aria-busy");
  }
});

await startStaff();
await draw();
addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") void draw();
});
