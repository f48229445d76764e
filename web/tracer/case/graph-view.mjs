/** What part of the graph is seen, and how large. */

import { $ } from "../../parts/dom.mjs";

const PADDING = 24;
const LARGEST = 1.3;
const READABLE = 0.87; // of the size at which names are 15 px: 13 px
const STEP = 1.35;

/** @param {() => import("cytoscape").Core | undefined} graph */
export function wireView(graph) {
  /** Everybody in sight, few people not larger than life. */
  const whole = () => {
    const drawn = graph();
    drawn?.fit(undefined, PADDING);
    if (drawn && drawn.zoom() > LARGEST) drawn.zoom(LARGEST).center();
  };
  /** @param {number} factor */
  const zoom = (factor) => {
    const drawn = graph();
    drawn?.zoom({ level: drawn.zoom() * factor, renderedPosition: { x: drawn.width() / 2, y: drawn.height() / 2 } });
  };
  $("zoom-in").addEventListener("click", () => zoom(STEP));
  $("zoom-out").addEventListener("click", () => zoom(1 / STEP));
  $("zoom-fit").addEventListener("click", whole);

  return {
    /** Names can be read; where that is more than the frame, the rest is a drag away. */
    readable: () => {
      whole();
      const drawn = graph();
      if (!drawn || drawn.zoom() >= READABLE) return;
      const f0 = drawn.getElementById("f0");
      drawn.zoom(READABLE).center(f0);
      drawn.panBy({ x: PADDING * 2 - f0.renderedPosition().x, y: 0 });
    },
    /** @param {string} id of what was folded or opened */
    centre: (id) => {
      const drawn = graph();
      drawn?.center(drawn.getElementById(id));
    },
    /** Brings somebody into sight who is not. @param {string} id */
    into: (id) => {
      const drawn = graph();
      const at = drawn?.getElementById(id).renderedPosition();
      const inside = at && at.x > 0 && at.y > 0 && at.x < (drawn?.width() ?? 0) && at.y < (drawn?.height() ?? 0);
      if (drawn && !inside) drawn.center(drawn.getElementById(id));
    },
  };
}
