/** A code that the browser reads out of the message itself, asked by the person and where there is such a browser (WebOTP). */

/** @type {AbortController | undefined} */
let waiting;

/** The form is left: nobody waits for a code any more. */
export function leaveCode() {
  waiting?.abort();
  waiting = undefined;
}

/** Fills the field and sends its form when the message comes and its person lets the browser read it; else it is typed. @param {HTMLInputElement} field */
export function awaitCode(field) {
  leaveCode();
  if (!("OTPCredential" in globalThis)) return;
  const { signal } = (waiting = new AbortController());
  const asked = /** @type {CredentialRequestOptions} */ ({ otp: { transport: ["sms"] }, signal });
  navigator.credentials.get(asked).then(
    (found) => {
      if (signal.aborted || !found) return;
      field.value = /** @type {any} */ (found).code;
      field.form?.requestSubmit();
    },
    () => undefined, // left, refused, or no message in time
  );
}
