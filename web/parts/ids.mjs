/** Names that this device makes up. */

/** A random UUID, also where a browser makes none of its own. */
export const newId = () =>
  crypto.randomUUID?.() ??
  "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (digit) =>
    (Number(digit) ^ (/** @type {number} */ (crypto.getRandomValues(new Uint8Array(1))[0]) & (15 >> (Number(digit) / 4)))).toString(16));
