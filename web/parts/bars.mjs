/** Bars a day as inline SVG. Its twin is a table on the same page. */

const SPACE = "http://www.w3.org/2000/svg";
const HIGH = 170;
const STEP = 56;
const LABEL = 22;

/** @param {string} tag @param {Record<string, string | number>} attributes @param {string} [text] */
function part(tag, attributes, text) {
  const made = document.createElementNS(SPACE, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  if (text) made.textContent = text;
  return made;
}

/**
 * @param {{label: string, value: number, second: number, shown: string}[]} days
 * @param {string} label what a screen reader is told
 */
export function bars(days, label) {
  const most = Math.max(1, ...days.map((day) => day.value), ...days.map((day) => day.second));
  const svg = part("svg", { viewBox: `0 0 ${days.length * STEP} ${HIGH + 2 * LABEL}`, role: "img", "aria-label": label });
  days.forEach((day, place) => {
    const x = place * STEP;
    const tall = Math.round((day.value / most) * HIGH);
    const small = Math.round((day.second / most) * HIGH);
    svg.append(
      part("rect", { class: "bar-fill", x: x + 8, y: LABEL + HIGH - tall, width: 26, height: tall }),
      part("rect", { class: "new-fill", x: x + 36, y: LABEL + HIGH - small, width: 10, height: small }),
      part("text", { x: x + 21, y: LABEL + HIGH - tall - 5, "text-anchor": "middle" }, day.shown),
      part("text", { x: x + 27, y: LABEL + HIGH + 16, "text-anchor": "middle" }, day.label),
    );
  });
  svg.append(part("line", { class: "axis", x1: 0, x2: days.length * STEP, y1: LABEL + HIGH, y2: LABEL + HIGH }));
  return svg;
}
