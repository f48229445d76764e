/** The devices that use the citizen's record, read from the server when the citizen asks; signing out a lost one, or all others. */

import { $, h, say, show } from "../../parts/dom.mjs";
import { busy, note } from "../../parts/form.mjs";
import { t } from "../../parts/i18n.mjs";
import { date, moment } from "../../parts/moment.mjs";
import { citizen } from "../../parts/outbox.mjs";
import { otherwise } from "../../parts/signed-out.mjs";
import { store } from "../../parts/store.mjs";
import { sure } from "../../parts/sure.mjs";

/** @typedef {{device_id: string, kind?: string, since: string, seen_at: string, is_this_one?: boolean}} Device */

/** @param {Device} device */
const named = (device) => device.kind || t("devices.unknown");
/** @param {string} iso */
const when = (iso) => moment(Date.parse(iso), Date.now());

/** @param {Device} device @param {(device: Device) => void} signOut */
const line = (device, signOut) =>
  h("li", {},
    h("div", { class: "top" }, h("b", {}, named(device)), device.is_this_one && h("span", { class: "badge yes" }, t("devices.this"))),
    h("span", {}, t("devices.seen", { when: when(device.seen_at) })),
    h("span", {}, t("devices.since", { day: date(Date.parse(device.since)) })),
    !device.is_this_one && h("button", { class: "link", type: "button", onclick: () => signOut(device) }, t("devices.out"),
      h("span", { class: "quiet" }, ` ${named(device)}, ${when(device.seen_at)}`)));

/** This device goes on with the token it got in place of its own. @param {string} device_token */
const goOn = async (device_token) =>
  (await store()).change("settings", "identity", (who) => who && { ...who, device_token, signed_out: undefined });

export function wireDevices() {
  const box = /** @type {HTMLDetailsElement} */ ($("devices"));
  let asked = false;

  /** @param {string} [done] what was just done */
  const load = async (done) => {
    show("devices-again", false);
    say("devices-state", done ?? t("access.loading"));
    const { devices } = await citizen("/me/devices", { has: "devices" });
    asked = true;
    $("devices-list").replaceChildren(...devices.map((/** @type {Device} */ each) => line(each, (device) => void signOut(device).catch(fault))));
    say("devices-state", done ?? "");
    show("devices-all");
  };
  /** @param {unknown} error */
  const fault = (error) => {
    say("devices-state", "");
    note("devices-fault", otherwise(error));
    show("devices-again", !asked);
  };
  /** @param {Device} device */
  const signOut = async (device) => {
    note("devices-fault", "");
    const answer = await sure({ title: t("devices.sure-one", { kind: named(device) }), text: t("devices.sure-text"), yes: t("devices.out"), danger: true });
    if (!answer?.yes) return;
    await citizen("/me/device-revocations", { body: { device_id: device.device_id }, has: "" });
    await load(t("devices.gone", { kind: named(device) }));
  };
  const everywhere = async () => {
    note("devices-fault", "");
    const answer = await sure({ title: t("devices.sure-all"), text: t("devices.sure-text"), yes: t("devices.everywhere"), danger: true });
    if (!answer?.yes) return;
    const { device_token } = await citizen("/me/device-revocations", { body: { everywhere: true }, has: "device_token" });
    await goOn(device_token);
    await load(t("devices.all-gone"));
  };
  const all = /** @type {HTMLButtonElement} */ ($("devices-all"));
  all.addEventListener("click", () => void busy(all, everywhere).catch(fault));
  const first = () => {
    note("devices-fault", "");
    void load().catch(fault);
  };
  $("devices-again").addEventListener("click", first);
  box.addEventListener("toggle", () => box.open && !asked && first());
}
