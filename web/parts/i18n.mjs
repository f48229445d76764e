/** The page's sentences. Vietnamese stands in the HTML and in the bundle; English is laid over it in place, and taken off again. */

/* The build puts in the Vietnamese sentences that scripts use, and the address of all in both languages. */
/* `__RETOLD__`: whether what scripts said is said again when the language turns; where not, the page draws it anew. */
/* `__SHARED__`: whether these modules serve several pages, each of which then brings its sentences in its HTML. */
/* global __VI__, __WORDS_URL__, __RETOLD__, __SHARED__ */

/** @type {Record<string, string>} */
let texts = __SHARED__ ? JSON.parse(document.getElementById("vi")?.textContent ?? "{}") : __VI__;

/** All sentences of the page, once somebody asked for the other language. @type {any} */
let both;

/** How to say again, in another language, what was said. @type {Map<string, () => string>} */
const said = new Map();

/** @param {() => string} saying */
function remembered(saying) {
  const text = saying();
  said.set(text, saying);
  return text;
}

/** @param {string} text */
function again(text) {
  const saying = said.get(text);
  return saying && remembered(saying);
}

/** What was said, in the language of now; of parts joined by dots each. @param {string} text */
const retold = (text) => again(text) ?? text.split(" · ").map((part) => again(part) ?? part).join(" · ");

/** @param {string} key @param {Record<string, string | number | undefined>} values */
const filled = (key, values) =>
  (texts[key] ?? key).replace(/\{(\w+)\|?(.*?)\|?([^|]*?)\}/g, (_, name, one, many) => {
    const value = String(values[name] ?? "");
    return many ? (value === "1" ? one : many) : __RETOLD__ ? retold(value) : value;
  });

/** A sentence: `{count}` is put in, `{count|visit|visits}` is the word for one or for several (Vietnamese has one form).
    @param {string} key @param {Record<string, string | number | undefined>} [values] @returns {string} */
export const t = (key, values = {}) => (__RETOLD__ ? remembered(() => filled(key, values)) : filled(key, values));

/** `vi` or `en`, as chosen by `?lang=` once or by the button. */
export function language() {
  let asked = new URLSearchParams(location.search).get("lang");
  try {
    if (asked) localStorage.setItem("lang", asked);
    asked = localStorage.getItem("lang");
  } catch {
    /* storage refused: the choice lasts as long as its address */
  }
  return asked === "en" ? "en" : "vi";
}

const isEnglish = () => document.documentElement.lang === "en";

/** @param {{vi: string, en: string}} pair */
const picked = (pair) => (isEnglish() ? pair.en : pair.vi);

/** A problem document or any pair of sentences in the language of the page. @param {{vi: string, en: string}} pair */
export const inLanguage = (pair) => (__RETOLD__ ? remembered(() => picked(pair)) : picked(pair));

/** Says again what scripts said: in text, in labels that nobody sees, and in those that cells bear where a row is a card. */
function retell() {
  for (const name of ["aria-label", "data-label"])
    for (const each of document.querySelectorAll(`[${name}]`)) each.setAttribute(name, retold(each.getAttribute(name) ?? ""));
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = /** @type {Text} */ (walk.currentNode);
    const text = retold(node.data);
    if (text !== node.data) node.data = text;
  }
}

/** Puts the page into the chosen language and wires the button; waits for nothing in Vietnamese. Words that cannot be had change nothing. */
export async function startLanguage() {
  const button = /** @type {HTMLButtonElement} */ (document.querySelector("[data-lang]"));
  const other = () => (isEnglish() ? "vi" : "en");
  // in place: what was typed, chosen or drawn stays
  const turn = async () => {
    const said = (both ??= await (await fetch(__WORDS_URL__)).json());
    const lang = (document.documentElement.lang = other());
    texts = said[lang];
    button.lang = other();
    for (const each of document.querySelectorAll("[data-t]")) each.textContent = t(/** @type {string} */ (each.getAttribute("data-t")));
    for (const each of document.querySelectorAll("[data-t-label]")) each.setAttribute("aria-label", t(/** @type {string} */ (each.getAttribute("data-t-label"))));
    if (__RETOLD__) retell();
    if (__RETOLD__) document.dispatchEvent(new Event("language"));
  };
  button.onclick = async () => {
    await turn();
    const asked = new URLSearchParams(location.search);
    asked.set("lang", document.documentElement.lang);
    history.replaceState(history.state, "", `?${asked}${location.hash}`);
    language();
  };
  if (language() === "en") await turn().catch(() => undefined);
}
