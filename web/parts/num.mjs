/** Numbers as Vietnamese read them: 12.000 and 21,4. */

const whole = new Intl.NumberFormat("vi-VN", { maximumFractionDigits: 0 });
const tenth = new Intl.NumberFormat("vi-VN", { maximumFractionDigits: 1 });

/** @param {number} value */
export const count = (value) => whole.format(value);
/** @param {number} value */
export const mean = (value) => tenth.format(value);
/** With its sign, `+12 %`. @param {number} ratio */
export const change = (ratio) => `${ratio > 0 ? "+" : ratio < 0 ? "−" : "±"}${tenth.format(Math.abs(ratio) * 100)} %`;
