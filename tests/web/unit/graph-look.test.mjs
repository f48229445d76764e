import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const { look } = await import("../../../web/tracer/case/graph-look.mjs");

const css = readFileSync(new URL("../../../web/parts/base.css", import.meta.url), "utf8");
const [light, dark] = [...css.matchAll(/:root \{([^}]*)\}/g)].map(([, rules]) => Object.fromEntries([...rules.matchAll(/--([\w-]+): (#\w+)/g)].map(([, name, value]) => [name, value])));
const SCHEMES = { light: { mark: "#c2500a", ...light }, dark: { mark: "#f0883e", ...light, ...dark } };

/** @param {string} colour */
function luminance(colour) {
  const hex = colour.length === 4 ? colour.replace(/[^#]/g, "$&$&") : colour;
  const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
const contrast = (one, other) => {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
};

for (const [scheme, colours] of Object.entries(SCHEMES)) {
  const rules = look(colours);
  const of = (selector) => Object.assign({}, ...rules.filter((rule) => rule.selector.split(", ").includes(selector)).map((rule) => rule.style));

  test(`names can be read, ${scheme}`, () => {
    for (const ground of [colours.paper, colours.ground]) assert.ok(contrast(of("node").color, ground) >= 4.5);
    assert.equal(of("node")["text-background-color"], colours.paper);
  });

  test(`marks, boxes and lines stand out from their ground, ${scheme}`, () => {
    for (const drawn of [of("node")["border-color"], of("node.box")["border-color"], of("edge")["line-color"], of("node.F0")["border-color"], of("edge.picked")["line-color"]])
      for (const ground of [colours.paper, colours.ground]) assert.ok(contrast(drawn, ground) >= 3, `${drawn} on ${ground}`);
  });
}

test("every colour of the drawing is one that it was given", () => {
  const named = new Proxy({}, { get: (_, name) => `given-${String(name)}` });
  const used = look(named).flatMap((rule) => Object.entries(rule.style).filter(([name]) => /color$/.test(name)));
  assert.ok(used.length > 10);
  for (const [name, value] of used) assert.match(String(value), /^given-/, name);
});

test("names are at least 13 px where the graph opens", () => {
  const view = readFileSync(new URL("../../../web/tracer/case/graph-view.mjs", import.meta.url), "utf8");
  const readable = Number(/READABLE = ([\d.]+)/.exec(view)?.[1]);
  for (const rule of look(SCHEMES.light)) if (rule.style["font-size"]) assert.ok(rule.style["font-size"] * readable >= 13, rule.selector);
});
