/** The receipt of one visit, in the words of its state at this moment. */

import { $, say, show } from "../../parts/dom.mjs";
import { t } from "../../parts/i18n.mjs";
import { shown } from "../../parts/code.mjs";
import { clock, date, moment } from "../../parts/moment.mjs";
import { initials } from "../../parts/person.mjs";
import { identity, registration } from "../../parts/presence.mjs";
import { isPhoneUsed, sentence } from "../../parts/problem.mjs";
import { showReceipt } from "../../parts/receipt.mjs";
import { store } from "../../parts/store.mjs";
import { isOpen, mayLeave, mayVoid, overAt, startOf } from "../../parts/visits.mjs";

/** @typedef {import("../../parts/visits.mjs").Visit} Visit */

const WORDS = { waiting: "receipt.waiting", sent: "receipt.sent", refused: "receipt.refused", void: "receipt.void" };

/** @param {Visit} visit @param {any} pending a registration not yet told */
function waiting(visit, pending) {
  if (pending?.state === "refused") return `${t("receipt.register-refused")} ${sentence(pending.problem)}`;
  if (visit.failure === "identity") return t("receipt.identity");
  if (isPhoneUsed(pending)) return t("problem.phone-used");
  const { failure, problem } = visit.failure ? visit : (pending ?? visit);
  if (failure === "server") return t("receipt.busy");
  if (failure === "unclear") return sentence(problem);
  if (!navigator.onLine || failure) return t("receipt.no-network");
  return t("receipt.sending");
}

/** @param {Visit} visit */
function sent(visit) {
  if (visit.leaving === "refused") return sentence(visit.problem);
  if (visit.left_at && (visit.leaving === "kept" || visit.leaving === "carried")) return t("receipt.left-kept");
  if (visit.skew) return t("receipt.clock-wrong");
  return "";
}

/** @param {Visit} visit @param {any} pending */
const why = (visit, pending) =>
  ({
    waiting: () => waiting(visit, pending),
    sent: () => sent(visit),
    refused: () => sentence(visit.problem),
    void: () => t("receipt.void-why"),
  })[visit.state]();

/** @param {Visit} visit */
export async function receiptOf(visit) {
  const kept = await store();
  const [who, pending, venue] = await Promise.all([identity(), registration(), kept.get("venues", visit.code)]);
  const now = Date.now();
  const known = visit.answer?.until || venue?.default_stay_minutes;
  const open = isOpen(visit, now, venue);
  const counts = visit.state === "waiting" || visit.state === "sent";
  const from = startOf(visit);
  const over = moment(overAt(visit, venue), from);
  const ended = counts && !open;
  showReceipt({
    icon: ended ? "waiting" : visit.state === "void" ? "refused" : visit.state,
    tone: ended || visit.state === "void" ? "over" : visit.state,
    word: ended ? t(visit.left_at ? "receipt.left" : "receipt.ended", { when: over }) : t(WORDS[visit.state]),
    why: why(visit, pending),
    place: venue?.name ?? t("c.venue", { code: shown(visit.code) }),
    person: initials((who ?? pending?.body)?.full_name ?? ""),
    arrived: clock(from),
    date: date(from),
    until: open && known ? over : "",
    running: open && !visit.skew,
  });
  show("leave", open);
  show("leave-why", open);
  show("again", !open);
  const signedOut = visit.failure === "identity";
  show("retry", visit.state === "waiting" && !signedOut && Boolean(visit.failure || pending?.failure));
  show("recover", signedOut || isPhoneUsed(pending));
  const late = ended && mayLeave(visit, now, venue);
  show("mend", kept.lasting && (late || mayVoid(visit, now)));
  say("mend", t(late ? "c.leave-late" : "c.void"));
  /** @type {HTMLAnchorElement} */ ($("mend")).hash = `visit-${visit.answer?.visit_id ?? visit.id}`;
  show("lives", Boolean(who?.unit_assumed));
  say("lives", t("c.lives", { unit: who?.unit?.name ?? "" }));
}
