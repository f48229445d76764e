/** The switch for push: what it is now, in words, and the one thing that can be done about it. */

import { Refusal, Unreachable } from "../../parts/api.mjs";
import { $, say, show } from "../../parts/dom.mjs";
import { busy } from "../../parts/form.mjs";
import { t } from "../../parts/i18n.mjs";
import { reason } from "../../parts/problem.mjs";
import { keepInStep, pushState, turnOff, turnOn } from "../../parts/push.mjs";
import { store } from "../../parts/store.mjs";

/** @typedef {import("../../parts/push.mjs").PushState} PushState */

/** @type {Record<PushState, string>} */
const WORDS = { unsupported: "push.unsupported", denied: "push.denied", on: "push.on", off: "push.off" };

export async function wirePush() {
  const button = /** @type {HTMLButtonElement} */ ($("push"));
  /** @type {PushState} */
  let state = "off";
  /** @param {PushState} next */
  const draw = (next) => {
    state = next;
    say("push-state", t(WORDS[state]));
    show(button, state === "on" || state === "off");
    say("push", t(state === "on" ? "push.turn-off" : "push.turn-on"));
  };
  /** @param {string} text */
  const fault = (text) => {
    say("push-fault", text);
    show("push-fault", Boolean(text));
  };
  button.addEventListener("click", () => {
    fault("");
    void busy(button, async () => draw(await (state === "on" ? turnOff() : turnOn()))).catch((error) =>
      fault(error instanceof Refusal || error instanceof Unreachable ? reason(error) : t("push.failed")));
  });
  draw(await pushState());
  // the worker rings without a page, and should speak the language of the last one
  await (await store()).put("settings", { name: "language", value: document.documentElement.lang });
  void keepInStep().catch(() => undefined);
}
