/** Files that a page made: saved, or handed on where the device asks to whom. */

import { h } from "./dom.mjs";

/** @param {File} file */
export function save(file) {
  const url = URL.createObjectURL(file);
  h("a", { href: url, download: file.name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** @param {File} [file] */
export const canShare = (file = new File([""], "a.png", { type: "image/png" })) => Boolean(navigator.canShare?.({ files: [file] }));

/**
 * A phone asks to whom, any other saves.
 * @param {File} file @param {string} title
 * @returns {Promise<boolean>} false where the browser wants another tap, because it has let go of this one
 */
export async function handOn(file, title) {
  if (!canShare(file)) {
    save(file);
    return true;
  }
  return navigator.share({ files: [file], title }).then(
    () => true,
    (error) => {
      if (!["NotAllowedError", "AbortError"].includes(error.name)) save(file);
      return error.name !== "NotAllowedError";
    },
  );
}
