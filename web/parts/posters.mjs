/** Posters of venues: to print, to hand on, to look at. The caller brings the call that carries its token. */

import { h } from "./dom.mjs";
import { folded } from "./fold.mjs";
import { canShare, handOn, save } from "./hand-on.mjs";
import { t } from "./i18n.mjs";

/** @typedef {import("./venue-acts.mjs").Call} Call */
/** @typedef {import("./venue-acts.mjs").Named} Named */

/** @type {Record<string, string>} */
const FILES = { pdf: "application/pdf", svg: "image/svg+xml", png: "image/png" };

/** @param {Call} call @param {Named} venue @param {string} format @param {string} size @returns {Promise<File>} */
async function drawn(call, venue, format, size) {
  const type = FILES[format] ?? "";
  const answer = await call(`/venues/${venue.venue_id}/poster?format=${format}&size=${size}`, { gives: type });
  const name = `vung-xanh-${folded(venue.name).replace(/[^a-z0-9]+/g, "-")}-${size.toLowerCase()}.${format}`;
  return new File([await answer.blob()], name, { type });
}

/** Downloads a poster. @param {Call} call @param {Named} venue @param {string} format @param {string} size */
export const poster = async (call, venue, format, size) => save(await drawn(call, venue, format, size));

/** One file with the posters of many. @param {Call} call @param {string[]} venue_ids @param {string} size */
export async function posters(call, venue_ids, size) {
  const answer = await call("/posters", { body: { venue_ids, size }, gives: "application/pdf" });
  save(new File([await answer.blob()], `vung-xanh-${venue_ids.length}-${size.toLowerCase()}.pdf`, { type: "application/pdf" }));
}

/** @param {string} text @param {Named} venue @param {() => void} onclick @param {string} [kind] */
const button = (text, venue, onclick, kind = "button") => h("button", { type: "button", class: kind, onclick }, text, h("span", { class: "quiet" }, ` ${venue.name}`));

/**
 * Handing on: a phone asks to whom, any other saves the picture. A browser lets go of the tap while a slow network draws;
 * the picture is then kept, and the next tap hands it on at once.
 * @param {Call} call @param {Named} venue @param {(work: () => Promise<void>) => void} run @param {(text: string) => void} tell
 */
function shareButton(call, venue, run, tell) {
  /** @type {File | undefined} */
  let picture;
  return button(t(canShare() ? "poster.share" : "poster.picture"), venue, () =>
    run(async () => {
      picture ??= await drawn(call, venue, "png", "A4");
      if (!(await handOn(picture, venue.name))) tell(t("poster.again"));
    }),
  );
}

/** A look before paper is spent, drawn when it is asked for. @param {Call} call @param {Named} venue @param {(work: () => Promise<void>) => void} run */
function preview(call, venue, run) {
  const box = h("details", {}, h("summary", {}, t("poster.preview")));
  box.addEventListener("toggle", () => {
    if (!box.open || box.querySelector("img")) return;
    run(async () => {
      const src = URL.createObjectURL(await drawn(call, venue, "png", "A5"));
      box.append(h("img", { src, alt: t("poster.alt", { name: venue.name }), width: 148, height: 210 }));
    });
  });
  return box;
}

/**
 * What an owner does with a poster.
 * @param {Call} call @param {Named} venue @param {(work: () => Promise<void>) => void} run @param {(text: string) => void} tell
 */
export const posterButtons = (call, venue, run, tell) => [
  button(t("poster.a4"), venue, () => run(() => poster(call, venue, "pdf", "A4")), "button main"),
  shareButton(call, venue, run, tell),
  preview(call, venue, run),
  h(
    "details",
    {},
    h("summary", {}, t("poster.others")),
    h(
      "div",
      { class: "posters" },
      button(t("poster.a5"), venue, () => run(() => poster(call, venue, "pdf", "A5"))),
      button(t("poster.svg"), venue, () => run(() => poster(call, venue, "svg", "A4"))),
    ),
  ),
];
