/** The receipt of a visit as a picture to keep. It is paper: dated, white, and never as green as the receipt that runs. */

import { shown } from "../../parts/code.mjs";
import { handOn, save } from "../../parts/hand-on.mjs";
import { t } from "../../parts/i18n.mjs";
import { clock, date, moment } from "../../parts/moment.mjs";

/** @typedef {import("./rows.mjs").Row} Row */
/** @typedef {{text: string, size: number, bold?: boolean, soft?: boolean, gap?: number}} Line */

const WIDTH = 1080;
const EDGE = 72;
const LEADING = 1.3;
const INK = "#17212b";
const SOFT = "#47545f";
/** The ground of the head, and the words on it. */
const TONES = { here: ["#0b5a3c", "#fff"], waiting: ["#ffc94d", "#2b1d00"], over: ["#47545f", "#fff"] };

/** Only of what counts: a picture of a refused visit would be shown as one that was taken. @param {Row} row */
export const hasPicture = (row) => (row.state === "sent" || row.state === "waiting") && row.dispute !== "disputed" && row.dispute !== "void";

/** @param {Row} row @returns {keyof typeof TONES} */
const toneOf = (row) => (row.open ? (row.state === "waiting" ? "waiting" : "here") : "over");

/** @param {Row} row */
function headOf(row) {
  const state = t(row.state === "waiting" ? "visits.waiting" : "visits.sent");
  if (row.open) return state;
  const over = t("receipt.ended", { when: row.until ? moment(row.until, row.from) : "" }).trim();
  return row.state === "waiting" ? `${over} · ${state}` : over;
}

/** @param {Row} row @param {string} person initials alone @param {number} now @returns {Line[]} */
const bodyOf = (row, person, now) => [
  { text: row.name, size: 60, bold: true },
  ...(row.address ? [{ text: row.address, size: 38, soft: true, gap: 8 }] : []),
  { text: t("receipt.arrived"), size: 38, soft: true, gap: 48 },
  { text: clock(row.from), size: 132, bold: true },
  { text: date(row.from), size: 60, bold: true },
  ...(row.open && row.until ? [{ text: `${t("receipt.until")}: ${moment(row.until, row.from)}`, size: 44, gap: 24 }] : []),
  { text: `${t("receipt.person")}: ${person}`, size: 44, gap: 48 },
  ...(row.code ? [{ text: t("picture.code", { code: shown(row.code) }), size: 44, gap: 8 }] : []),
  { text: t("picture.made", { when: `${clock(now)} ${date(now)}` }), size: 34, soft: true, gap: 56 },
];

/** @param {CanvasRenderingContext2D} pen @param {Line} line */
const take = (pen, { size, bold }) => void (pen.font = `${bold ? 700 : 400} ${size}px system-ui, sans-serif`);

/** A line in as many as it needs. @param {CanvasRenderingContext2D} pen @param {Line} line @returns {Line[]} */
function wrapped(pen, line) {
  take(pen, line);
  const rows = [""];
  for (const word of line.text.split(" ")) {
    const longer = `${rows.at(-1)} ${word}`.trim();
    if (pen.measureText(longer).width <= WIDTH - 2 * EDGE || !rows.at(-1)) rows[rows.length - 1] = longer;
    else rows.push(word);
  }
  return rows.map((text, place) => ({ ...line, text, gap: place ? 0 : line.gap }));
}

/** @param {Line[]} lines */
const heightOf = (lines) => lines.reduce((sum, { size, gap = 0 }) => sum + gap + size * LEADING, 0);

/** @param {CanvasRenderingContext2D} pen @param {Line[]} lines @param {number} top @param {(line: Line) => string} ink */
function write(pen, lines, top, ink) {
  let y = top;
  for (const line of lines) {
    take(pen, line);
    pen.fillStyle = ink(line);
    y += (line.gap ?? 0) + line.size;
    pen.fillText(line.text, EDGE, y, WIDTH - 2 * EDGE); // a word that is longer stands narrower
    y += line.size * (LEADING - 1);
  }
}

/** @param {Row} row @param {string} person @param {number} now */
function drawn(row, person, now) {
  const canvas = document.createElement("canvas");
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const brand = { text: `Vùng Xanh · ${t("c.done")}`, size: 38, bold: true };
  const head = [brand, { text: headOf(row), size: 64, bold: true, gap: 12 }].flatMap((line) => wrapped(pen, line));
  const body = bodyOf(row, person, now).flatMap((line) => wrapped(pen, line));
  const band = heightOf(head) + EDGE;
  canvas.width = WIDTH;
  canvas.height = Math.ceil(band + heightOf(body) + 1.5 * EDGE);
  const [ground, words] = TONES[toneOf(row)];
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, WIDTH, canvas.height);
  pen.fillStyle = ground ?? INK;
  pen.fillRect(0, 0, WIDTH, band);
  write(pen, head, EDGE / 2, () => words ?? INK);
  write(pen, body, band + EDGE / 2, ({ soft }) => (soft ? SOFT : INK));
  return canvas;
}

/** Saves the receipt, or hands it on where the device can. @param {Row} row @param {string} person initials alone @param {number} now */
export async function keepPicture(row, person, now) {
  const canvas = drawn(row, person, now);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  if (!blob) throw new Error("no picture");
  const name = `vung-xanh-${date(row.from).split("/").reverse().join("-")}-${clock(row.from).replace(":", "")}.png`;
  const file = new File([blob], name, { type: "image/png" });
  if (!(await handOn(file, row.name))) save(file);
}
