/** The page's sentences. Vietnamese stands in the HTML and in the bundle; English is laid over it on demand. */

/* The build puts in the Vietnamese sentences that scripts use, and the address of the page's English. */
/* global __VI__, __EN_URL__ */

/** @type {Record<string, string>} */
let texts = __VI__;

/** A sentence: `{count}` is put in, `{count|visit|visits}` is the word for one or for several (Vietnamese has one form).
    @param {string} key @param {Record<string, string | number>} [values] */
export const t = (key, values = {}) =>
  (texts[key] ?? __VI__[key] ?? key).replace(/\{(\w+)\|?(.*?)\|?([^|]*?)\}/g, (_, name, one, many) =>
    many ? (`${values[name]}` === "1" ? one : many) : String(values[name] ?? ""),
  );

/** `vi` or `en`, as chosen by `?lang=` once or by the footer's button. */
export function language() {
  const asked = new URLSearchParams(location.search).get("lang");
  try {
    if (asked === "vi" || asked === "en") localStorage.setItem("lang", asked);
    return localStorage.getItem("lang") === "en" ? "en" : "vi";
  } catch {
    return asked === "en" ? "en" : "vi";
  }
}

/** A problem document or any pair of sentences in the language of the page. @param {{vi: string, en: string}} pair */
export const inLanguage = (pair) => (document.documentElement.lang === "en" ? pair.en : pair.vi);

/** @param {Document | Element} root */
function lay(root) {
  for (const element of root.querySelectorAll("[data-t]")) {
    const text = texts[element.getAttribute("data-t") ?? ""];
    if (text) element.textContent = text;
  }
  for (const element of root.querySelectorAll("[data-t-label]")) {
    const text = texts[element.getAttribute("data-t-label") ?? ""];
    if (text) element.setAttribute("aria-label", text);
  }
}

async function english() {
  const answer = await fetch(__EN_URL__);
  return /** @type {Promise<Record<string, string>>} */ (answer.json());
}

/** Puts the page into the chosen language and wires the footer's button; waits for nothing in Vietnamese. */
export async function startLanguage() {
  const button = document.querySelector("button[data-lang]");
  button?.addEventListener("click", () => {
    const next = document.documentElement.lang === "en" ? "vi" : "en";
    try {
      localStorage.setItem("lang", next);
    } catch {
      /* storage refused: the choice lasts for this page only */
    }
    const url = new URL(location.href);
    url.searchParams.set("lang", next);
    location.replace(url);
  });
  if (language() !== "en") return;
  texts = { ...__VI__, ...(await english().catch(() => ({}))) };
  document.documentElement.lang = "en";
  lay(document);
  document.dispatchEvent(new Event("language"));
  const title = texts[document.querySelector("title")?.getAttribute("data-t") ?? ""];
  if (title) document.title = title;
  if (button) {
    button.textContent = "Tiếng Việt";
    button.setAttribute("lang", "vi");
  }
}
