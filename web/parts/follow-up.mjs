/** What may be done next for a contact. The server's moves, known earlier so that no button leads nowhere. */

/** @typedef {"to_call" | "reached" | "quarantined" | "closed"} State */
/** @typedef {"answered" | "no_answer" | "wrong_number" | "refused"} Outcome */
/** @typedef {{word: string, status: State, outcome?: Outcome}} Act */

/** @type {Record<State, State[]>} */
const MOVES = {
  to_call: ["reached", "quarantined", "closed"],
  reached: ["to_call", "quarantined", "closed"],
  quarantined: ["reached", "closed"],
  closed: ["to_call"],
};

/** @type {Record<State, string>} */
export const STATES = { to_call: "status.to-call", reached: "status.reached", quarantined: "status.quarantined", closed: "status.closed" };

/**
 * The buttons for a contact in this state, the usual ones first. A try that reached nobody leaves the state as it is.
 * @param {State} state @returns {Act[]}
 */
export function acts(state) {
  if (state === "closed") return [{ word: "act.reopen", status: "to_call" }];
  /** @type {Act[]} */
  const all = [
    { word: "act.answered", status: "reached", outcome: "answered" },
    { word: "act.no-answer", status: state, outcome: "no_answer" },
    { word: "act.quarantined", status: "quarantined" },
    { word: "act.close", status: "closed" },
    { word: "act.wrong-number", status: state, outcome: "wrong_number" },
    { word: "act.refused", status: state === "to_call" ? "reached" : state, outcome: "refused" },
  ];
  return all.filter(({ status, outcome }) => (status === state ? outcome !== undefined : MOVES[state].includes(status)));
}

/** Whether anything is left to do: an F0 is followed up as such, in their own case. @param {{status: State, became_case_id?: string}} row */
export const isOpen = (row) => row.status !== "closed" && !row.became_case_id;

/**
 * Whether a call from here makes sense: there is a number, and nobody else has taken the person over.
 * @param {{status: State, became_case_id?: string, theirs?: boolean, phone_masked: string}} row
 */
export const mayBeCalled = (row) => isOpen(row) && !row.theirs && row.phone_masked !== "";
