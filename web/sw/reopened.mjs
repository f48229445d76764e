/** What an earlier version of the pages gave up wrongly, as it waits again. */

/** @param {any} record of the outbox, with a refusal that was none */
export const reopened = ({ problem, ...record }) => ({
  ...record,
  ...(record.state === "refused" && { state: "waiting" }),
  ...(record.leaving === "refused" && { leaving: "kept" }),
});
