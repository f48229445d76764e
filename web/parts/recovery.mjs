/** Coming back by the phone, in two steps: who somebody was registered as, then the code that came. */

import { Refusal } from "./api.mjs";
import { $, input, say, show } from "./dom.mjs";
import { busy, clearFaults, showFaults, value } from "./form.mjs";
import { t } from "./i18n.mjs";
import { newId } from "./ids.mjs";
import { clock } from "./moment.mjs";
import { anotherAt, otpIn, showOtpFault, waitFor } from "./otp.mjs";
import { nameFaults, phoneFaults, yearFaults } from "./person-faults.mjs";
import { faultsOf, reason, smallPrint } from "./problem.mjs";
import { awaitCode, leaveCode } from "./web-otp.mjs";

/** @typedef {{phone: string, full_name: string, year_of_birth: number}} Claim */
/** @typedef {{recovery_id: string, claim: Claim, until: number, again: number}} Asked until, again: when the code ends, and another may be sent */

/** @returns {Claim} */
const claimed = () => ({ phone: value("phone"), full_name: value("full_name").replace(/\s+/g, " "), year_of_birth: Number(value("year_of_birth")) });

const faults = () => [...phoneFaults("phone"), ...nameFaults("full_name"), ...yearFaults("year_of_birth")];

/** What was asked for outlives the page: a cheap phone drops it while its person reads the message. @param {string} name */
function draft(name) {
  /** @template T @param {() => T} work */
  const tried = (work) => {
    try {
      return work();
    } catch {
      return undefined; // storage refused: what was typed lasts as long as the page
    }
  };
  return {
    /** @returns {Asked | undefined} */
    read: () => JSON.parse(tried(() => sessionStorage.getItem(name)) ?? "null") ?? undefined,
    /** @param {Asked} asked */
    keep: (asked) => tried(() => sessionStorage.setItem(name, JSON.stringify(asked))),
    drop: () => tried(() => sessionStorage.removeItem(name)),
  };
}

/** @param {Partial<Claim>} claim */
export function fill(claim) {
  for (const [field, text] of Object.entries(claim)) if (text && document.getElementById(field)) input(field).value = String(text);
}

/**
 * @param {string} name of what is kept meanwhile
 * @param {(body: object, has: string) => Promise<any>} ask `recoverPerson`, and what its answer has
 * @param {(answer: any, claim: Claim) => Promise<boolean>} done with the token; false when its person thought better of it
 */
export function wireRecovery(name, ask, done) {
  const who = /** @type {HTMLFormElement} */ ($("who"));
  const proof = /** @type {HTMLFormElement} */ ($("proof"));
  const button = /** @param {string} id */ (id) => /** @type {HTMLButtonElement} */ ($(id));
  const kept = draft(name);
  let asked = kept.read();
  let second = Boolean(asked && asked.until > Date.now());
  let over = false;

  const draw = () => {
    for (const each of document.querySelectorAll("[data-first]")) show(each, !second); // what is said before the first step
    show(who, !over && !second);
    show(proof, !over && second);
    if (over || !second || !asked) return leaveCode();
    awaitCode(input("otp"));
    say("proof-sent", t("recovery.sent", { phone: asked.claim.phone, until: clock(asked.until) }));
    waitFor("proof-again", asked.again);
  };

  /** @param {Claim} claim */
  const send = async (claim) => {
    const { expires_at } = await ask(claim, "expires_at");
    const now = Date.now();
    // a repeated request is known by its id, for as long as it is about the same human
    const same = asked && JSON.stringify(asked.claim) === JSON.stringify(claim);
    asked = { recovery_id: (same && asked?.recovery_id) || newId(), claim, until: Date.parse(expires_at), again: anotherAt(now) };
    kept.keep(asked);
    if (!second) history.pushState({ asked: true }, "");
    second = true;
    draw();
    input("otp").value = "";
    $("otp").focus();
  };

  who.addEventListener("submit", (event) => {
    event.preventDefault();
    const wrong = faults();
    if (wrong.length) return showFaults(who, wrong);
    clearFaults(who);
    void busy(button("who-go"), () => send(claimed())).catch((error) =>
      showFaults(who, error instanceof Refusal ? faultsOf(error, {}) : [], { text: reason(error), small: smallPrint(error) }));
  });
  button("proof-again").addEventListener("click", () => {
    const claim = asked?.claim;
    clearFaults(proof);
    if (claim) void busy(button("proof-again"), () => send(claim)).catch((error) => showOtpFault(proof, error));
  });
  button("proof-edit").addEventListener("click", () => history.back());
  proof.addEventListener("submit", (event) => {
    event.preventDefault();
    const otp = otpIn("otp");
    const now = asked;
    if (!otp) return showFaults(proof, [{ field: "otp", text: t("me.otp-empty") }]);
    if (!now) return;
    clearFaults(proof);
    void busy(button("proof-go"), async () => {
      const answer = await ask({ ...now.claim, recovery_id: now.recovery_id, otp }, "device_token");
      if (!(await done(answer, now.claim))) return;
      over = true;
      kept.drop();
      history.replaceState(null, "");
      draw();
    }).catch((error) => showOtpFault(proof, error, t("recovery.wrong")));
  });
  addEventListener("popstate", () => {
    if (over || location.hash === "#main") return; // the skip link
    second = Boolean(asked && history.state?.asked);
    draw();
    $(second ? "otp" : "phone").focus();
  });

  if (asked) fill(asked.claim);
  if (second && !history.state?.asked) history.pushState({ asked: true }, "");
  draw();
}
