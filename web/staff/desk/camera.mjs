/** The desk's camera: personal codes and cards, one after another; the same card within a minute is one person. */

import { $, show, say } from "../../parts/dom.mjs";
import { t } from "../../parts/i18n.mjs";
import { kindOf } from "../../parts/qr-kinds.mjs";
import { camera, keepAlive } from "../../parts/scanner.mjs";

const AGAIN = 60_000;

/** @param {{personal: (code: string) => void, identity: (number: string) => void, other: (text: string) => void}} told */
export function wireCamera(told) {
  /** @type {Map<string, number>} */
  const last = new Map();

  /** @param {string} text */
  const read = (text) => {
    if (Date.now() - (last.get(text) ?? 0) < AGAIN) return;
    last.set(text, Date.now());
    const found = kindOf(text);
    if (found.kind === "personal") told.personal(found.code);
    else if (found.kind === "identity") told.identity(found.number);
    else told.other(t(found.kind === "venue" ? "desk.venue-code" : found.kind === "masked" ? "desk.masked" : "desk.foreign"));
  };
  const live = keepAlive({ start: () => camera(/** @type {HTMLVideoElement} */ ($("video")), { read }) });

  /** @param {boolean} on */
  const screen = (on) => {
    show("view", on);
    $("camera").setAttribute("aria-pressed", String(on));
    say("camera", t(on ? "desk.camera-off" : "desk.camera"));
  };
  const off = () => {
    live.off();
    screen(false);
  };
  $("camera").addEventListener("click", () => {
    if ($("camera").getAttribute("aria-pressed") === "true") return off();
    screen(true);
    live.on().catch((error) => {
      off();
      told.other(t(error?.name === "NotAllowedError" ? "scan.denied" : "scan.no-camera"));
    });
  });
  return { off };
}
