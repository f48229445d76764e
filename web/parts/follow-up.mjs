/** What may be done next for a contact. The server's moves, known earlier so that no button leads nowhere. */

/** @typedef {"to_call" | "reached" | "quarantined" | "closed"} State */
/** @typedef {"answered" | "met" | "elsewhere" | "relative" | "call_later" | "no_answer" | "wrong_number" | "refused"} Outcome */
/** @typedef {{word: string, status: State, outcome?: Outcome, asks?: "time" | "reason", minor?: boolean}} Act `asks`: before it is stored */

/** @type {Record<State, State[]>} */
const MOVES = {
  to_call: ["reached", "quarantined", "closed"],
  reached: ["to_call", "quarantined", "closed"],
  quarantined: ["reached", "closed"],
  closed: ["to_call"],
};

/** @type {Record<State, string>} */
export const STATES = { to_call: "status.to-call", reached: "status.reached", quarantined: "status.quarantined", closed: "status.closed" };

/** @type {Record<string, string>} */
export const OUTCOMES = {
  answered: "act.answered", met: "act.met", elsewhere: "act.elsewhere", relative: "act.relative", call_later: "act.call-later",
  no_answer: "act.no-answer", wrong_number: "act.wrong-number", refused: "act.refused",
};

/** Why a follow-up ends, in the order in which they are asked. @type {Record<string, string>} */
export const REASONS = { term_over: "end.term-over", no_contact: "end.no-contact", moved: "end.moved", died: "end.died", other: "end.other" };

/**
 * The buttons for a contact in this state, the usual ones first. A try that reached nobody leaves the state as it is.
 * `phone`: there is a number to ring.
 * @param {State} state @param {boolean} [phone] @returns {Act[]}
 */
export function acts(state, phone = true) {
  if (state === "closed") return [{ word: "act.reopen", status: "to_call" }];
  const reached = state === "to_call" ? "reached" : state;
  /** @type {Act[]} */
  const all = [
    ...(phone ? /** @type {Act[]} */ ([
      { word: "act.answered", status: "reached", outcome: "answered" },
      { word: "act.no-answer", status: state, outcome: "no_answer" },
    ]) : []),
    { word: "act.met", status: reached, outcome: "met" },
    ...(state === "to_call" ? /** @type {Act[]} */ ([{ word: "act.call-later", status: "to_call", outcome: "call_later", asks: "time" }]) : []),
    { word: "act.quarantined", status: "quarantined" },
    { word: "act.close", status: "closed", asks: "reason" },
    { word: "act.relative", status: state, outcome: "relative", minor: true },
    { word: "act.elsewhere", status: reached, outcome: "elsewhere", minor: true },
    ...(phone ? /** @type {Act[]} */ ([{ word: "act.wrong-number", status: state, outcome: "wrong_number", minor: true }]) : []),
    { word: "act.refused", status: reached, outcome: "refused", minor: true },
  ];
  return all.filter(({ status, outcome }) => (status === state ? outcome !== undefined : MOVES[state].includes(status)));
}

/** Whether anything is left to do: an F0 is followed up as such, in their own case. @param {{status: State, became_case_id?: string}} row */
export const isOpen = (row) => row.status !== "closed" && !row.became_case_id;

/**
 * Whether a call from here makes sense: the number reaches them, and nobody elsewhere has taken the person over.
 * @param {{status: State, became_case_id?: string, theirs?: boolean, number_reaches?: boolean}} row
 */
export const mayBeCalled = (row) => isOpen(row) && !row.theirs && row.number_reaches === true;
