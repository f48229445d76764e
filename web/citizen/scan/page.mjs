/** Scan or type: whatever way the code comes, it leads to the check-in page of the place. */

import { readVenue, venueFault } from "../../parts/code.mjs";
import { $, input, say, show } from "../../parts/dom.mjs";
import { clearFaults, showFaults } from "../../parts/form.mjs";
import { t } from "../../parts/i18n.mjs";
import { startPage } from "../../parts/page.mjs";
import { kindOf } from "../../parts/qr-kinds.mjs";
import { camera, keepAlive, readPhoto } from "../../parts/scanner.mjs";

const video = /** @type {HTMLVideoElement} */ ($("video"));
const form = /** @type {HTMLFormElement} */ ($("typed"));

/** @param {string} sent */
const go = (sent) => location.assign(`/c#${sent}`);

/** @param {string} text */
function fault(text) {
  say("scan-fault", text);
  show("scan-fault", Boolean(text));
}

/** @param {string} text */
function read(text) {
  const found = kindOf(text);
  if (found.kind === "venue") {
    live.off();
    return go(found.sent);
  }
  const words = { personal: "scan.personal", identity: "scan.identity", masked: "scan.identity", certificate: "scan.foreign", damaged: "scan.damaged", foreign: "scan.foreign" };
  fault(t(words[found.kind]));
}

/** @param {boolean} on */
function screen(on) {
  show("video", on);
  show("frame", on);
  show("camera", !on);
}

const live = keepAlive({
  start: async () => {
    const made = await camera(video, { read, slow: () => say("scan-state", t("scan.slow")) });
    screen(true);
    say("scan-state", t("scan.looking"));
    show("torch", Boolean(made.torch));
    $("torch").onclick = () => {
      const next = $("torch").getAttribute("aria-pressed") !== "true";
      $("torch").setAttribute("aria-pressed", String(next));
      void made.torch?.(next);
    };
    return made;
  },
});

/** @param {unknown} error */
function cameraFault(error) {
  live.off();
  screen(false);
  say("scan-state", "");
  const name = error instanceof DOMException ? error.name : "";
  fault(t(name === "NotAllowedError" ? "scan.denied" : "scan.no-camera"));
}

$("camera").addEventListener("click", () => {
  fault("");
  say("scan-state", t("scan.starting"));
  live.on().catch(cameraFault);
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearFaults(form);
  const typed = input("code").value;
  const wrong = venueFault(typed);
  const found = readVenue(typed);
  if (found) return go(found.sent);
  const words = { empty: "scan.empty", symbols: "scan.symbols", length: "scan.length", check: "scan.check" };
  const rule = wrong?.rule ?? "check";
  showFaults(form, [{ field: "code", text: t(words[rule], { symbol: wrong?.symbol ?? "", count: wrong?.count ?? 0 }) }]);
});

input("photo").addEventListener("change", async () => {
  const file = input("photo").files?.[0];
  if (!file) return;
  fault("");
  say("scan-state", t("scan.reading"));
  const text = await readPhoto(file).catch(() => undefined);
  say("scan-state", "");
  input("photo").value = "";
  if (text) read(text);
  else fault(t("scan.no-code"));
});

void startPage();
