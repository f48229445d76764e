/** The receipt of one visit, in the words of its state. */

import { show } from "../../parts/dom.mjs";
import { t } from "../../parts/i18n.mjs";
import { shown } from "../../parts/code.mjs";
import { clock, moment } from "../../parts/moment.mjs";
import { initials } from "../../parts/person.mjs";
import { identity, registration } from "../../parts/presence.mjs";
import { isPhoneUsed, sentence } from "../../parts/problem.mjs";
import { runClock, showReceipt } from "../../parts/receipt.mjs";
import { store } from "../../parts/store.mjs";
import { endOf, isOpen, mayVoid } from "../../parts/visits.mjs";

/** @typedef {import("../../parts/visits.mjs").Visit} Visit */

const WORDS = { waiting: "receipt.waiting", sent: "receipt.sent", refused: "receipt.refused", void: "receipt.void" };

let running = false;

/** @param {Visit} visit @param {any} pending a registration not yet told @param {boolean} lasting */
function waiting(visit, pending, lasting) {
  if (pending?.state === "refused") return `${t("receipt.register-refused")} ${sentence(pending.problem)}`;
  if (!lasting) return t("receipt.not-kept");
  if (visit.failure === "identity") return t("receipt.identity");
  if (isPhoneUsed(pending)) return t("problem.phone-used");
  const { failure, problem } = visit.failure ? visit : (pending ?? visit);
  if (failure === "server") return t("receipt.busy");
  if (failure === "unclear") return sentence(problem);
  if (!navigator.onLine || failure) return t("receipt.no-network");
  return t("receipt.sending");
}

/** @param {Visit} visit */
const after = (visit) => {
  if (visit.left_at && (visit.leaving === "kept" || visit.leaving === "carried")) return t("receipt.left-kept");
  return visit.leaving === "refused" ? sentence(visit.problem) : "";
};

/** @param {Visit} visit @param {any} pending @param {boolean} lasting */
const why = (visit, pending, lasting) =>
  ({
    waiting: () => waiting(visit, pending, lasting),
    sent: () => after(visit),
    refused: () => sentence(visit.problem),
    void: () => t("receipt.void-why"),
  })[visit.state]();

/** @param {Visit} visit */
export async function receiptOf(visit) {
  const kept = await store();
  const [who, pending, venue] = await Promise.all([identity(), registration(), kept.get("venues", visit.code)]);
  const now = Date.now();
  const known = visit.answer?.until || venue?.default_stay_minutes;
  const until = visit.left_at ?? (known ? endOf(visit, venue) : undefined);
  const open = isOpen(visit, now, venue);
  showReceipt({
    state: visit.state,
    word: t(WORDS[visit.state]),
    why: why(visit, pending, kept.lasting),
    place: venue?.name ?? t("c.venue", { code: shown(visit.code) }),
    person: initials((who ?? pending?.body)?.full_name ?? ""),
    arrived: moment(visit.created_at, now),
    until: until && visit.state !== "void" ? clock(until) : "",
    left: Boolean(visit.left_at),
  });
  show("leave", open);
  show("leave-why", open);
  show("again", !open);
  const signedOut = visit.failure === "identity";
  show("retry", visit.state === "waiting" && !signedOut && Boolean(visit.failure || pending?.failure));
  show("recover", signedOut || isPhoneUsed(pending));
  show("void", mayVoid(visit, now) && !visit.left_at);
  if (!running) runClock();
  running = true;
}
