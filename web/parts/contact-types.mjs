/** A row of a list of contacts, as the API answers it; what is empty or false it leaves out. */

/**
 * @typedef {object} Contact
 * @property {string} case_id
 * @property {string} person_id
 * @property {"F1" | "F2"} level
 * @property {string} closeness
 * @property {import("./follow-up.mjs").State} status
 * @property {number} attempts
 * @property {string} due_at
 * @property {boolean} overdue
 * @property {string} display_name
 * @property {string} phone_masked empty: there is none
 * @property {number} year_of_birth
 * @property {{scheme: string, code: string, name: string}} unit
 * @property {boolean} [unit_assumed] nobody has said yet that they live there
 * @property {boolean} [handed_over] lives elsewhere
 * @property {boolean} [theirs] the staff there follow up
 * @property {string} [accepted_at] since when they do
 * @property {number} minutes
 * @property {string} [told_at]
 * @property {import("./told.mjs").WordState} told_state
 * @property {string} [told_since]
 * @property {string} [told_by]
 * @property {string} [call_at] when the person asked to be called again
 * @property {string} [close_reason]
 * @property {string} [assigned_to] the name somebody of the staff signs in with
 * @property {boolean} [assigned_to_me]
 * @property {string} [calling] a colleague who is ringing this person now
 * @property {boolean} [number_reaches] there is a number, and nobody found it wrong
 * @property {string} [became_case_id]
 * @property {boolean} [doubtful] all the evidence is in doubt
 * @property {boolean} [predates_registration] all of it is of visits sent for a time before the registration
 * @property {number} revision
 * @property {import("./evidence.mjs").Piece[]} evidence
 */

/** What an answer leaves out, so that it takes the place of what stood there before. */
export const BLANK = {
  call_at: "", close_reason: "", calling: "", assigned_to: "", assigned_to_me: false, number_reaches: false, told_since: "", told_by: "", accepted_at: "", became_case_id: "", unit_assumed: false,
};
