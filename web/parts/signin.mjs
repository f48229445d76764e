/** The sign-in form and its challenges: password, new password, setting up and giving a one-time code. */

import { Unreachable } from "./api.mjs";
import { $, input, say, show } from "./dom.mjs";
import { busy, clearFaults, showFaults, value } from "./form.mjs";
import { t } from "./i18n.mjs";
import { otpIn } from "./otp.mjs";
import { qrOf } from "./qr-draw.mjs";
import { SignInFault, accept, isRemembered, lastUser, pool, rememberUser } from "./session.mjs";

/** @typedef {{username: string, challenge: string, session: string}} State */

/** @type {Record<string, string>} */
const WORDS = {
  NotAuthorizedException: "sign-in.wrong",
  UserNotFoundException: "sign-in.wrong",
  PasswordResetRequiredException: "sign-in.reset",
  InvalidPasswordException: "sign-in.weak",
  CodeMismatchException: "sign-in.mismatch",
  EnableSoftwareTokenMFAException: "sign-in.mismatch",
  ExpiredCodeException: "sign-in.mismatch",
  TooManyRequestsException: "sign-in.too-many",
  LimitExceededException: "sign-in.too-many",
};
/** @type {Record<string, string[]>} */
const STEPS = { "": ["password"], NEW_PASSWORD_REQUIRED: ["new"], MFA_SETUP: ["setup", "code"], SOFTWARE_TOKEN_MFA: ["code"] };
/** @type {Record<string, string>} */
const FIRST = { "": "username", NEW_PASSWORD_REQUIRED: "new-password", MFA_SETUP: "mfa", SOFTWARE_TOKEN_MFA: "mfa" };

/** Shows what was typed as a password, until the next step. @param {boolean} on */
function reveal(on) {
  input("show-password").checked = on;
  for (const id of ["password", "new-password"]) input(id).type = on ? "text" : "password";
}

/** @param {string} challenge */
function step(challenge) {
  for (const each of document.querySelectorAll("[data-step]"))
    show(each, (each.getAttribute("data-step") ?? "").split(" ").some((name) => STEPS[challenge]?.includes(name)));
  reveal(false);
  say("sign-in-go", t(challenge ? "sign-in.next" : "sign-in.go"));
  input(challenge || !lastUser() ? FIRST[challenge] ?? "username" : "password").focus();
}

/** @param {string} username @param {string} session */
async function setUp(username, session) {
  const answer = await pool("AssociateSoftwareToken", { Session: session });
  const address = `otpauth://totp/${encodeURIComponent(`Vùng Xanh:${username}`)}?secret=${answer.SecretCode}&issuer=${encodeURIComponent("Vùng Xanh")}`;
  $("otpauth").replaceChildren(qrOf(address, t("sign-in.qr")));
  say("otp-secret", answer.SecretCode.match(/.{1,4}/g).join(" "));
  return answer.Session;
}

/** @param {State} state @param {Record<string, string>} responses */
const respond = (state, responses) =>
  pool("RespondToAuthChallenge", { ChallengeName: state.challenge, Session: state.session, ChallengeResponses: { USERNAME: state.username, ...responses } });

/** @type {Record<string, (state: State) => Promise<any>>} */
const ANSWERS = {
  "": ({ username }) =>
    pool("InitiateAuth", { AuthFlow: "USER_PASSWORD_AUTH", AuthParameters: { USERNAME: username, PASSWORD: input("password").value } }),
  NEW_PASSWORD_REQUIRED: (state) => respond(state, { NEW_PASSWORD: input("new-password").value }),
  SOFTWARE_TOKEN_MFA: (state) => respond(state, { SOFTWARE_TOKEN_MFA_CODE: otpIn("mfa") || value("mfa") }),
  MFA_SETUP: async (state) => {
    const verified = await pool("VerifySoftwareToken", { Session: state.session, UserCode: otpIn("mfa") || value("mfa"), FriendlyDeviceName: "web" });
    return respond({ ...state, session: verified.Session }, {});
  },
};

/** @param {unknown} error */
function sentenceOf(error) {
  if (error instanceof Unreachable) return t(error.busy ? "problem.server" : "problem.unreachable");
  if (error instanceof SignInFault) return t(WORDS[error.name] ?? "sign-in.fault");
  throw error;
}

/** Wires the form; `done` when somebody is signed in. @param {() => void} done */
export function signInForm(done) {
  const form = /** @type {HTMLFormElement} */ ($("sign-in"));
  const button = /** @type {HTMLButtonElement} */ ($("sign-in-go"));
  /** @type {State} */
  let state = { username: "", challenge: "", session: "" };
  const reset = () => {
    state = { username: "", challenge: "", session: "" };
    for (const id of ["password", "new-password", "mfa"]) input(id).value = "";
    input("username").value = lastUser();
    clearFaults(form);
    step("");
  };
  const go = async () => {
    clearFaults(form);
    if (!state.challenge) state.username = value("username");
    const answer = await (ANSWERS[state.challenge] ?? ANSWERS[""])?.(state);
    if (answer.AuthenticationResult) {
      accept(answer.AuthenticationResult, state.username);
      rememberUser(input("remember").checked);
      reset();
      return done();
    }
    if (!(answer.ChallengeName in STEPS)) throw new SignInFault(answer.ChallengeName);
    const session = answer.ChallengeName === "MFA_SETUP" ? await setUp(state.username, answer.Session) : answer.Session;
    state = { ...state, challenge: answer.ChallengeName, session };
    step(state.challenge);
  };
  input("remember").checked = isRemembered();
  input("show-password").addEventListener("change", () => reveal(input("show-password").checked));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const field = FIRST[state.challenge] ?? "username";
    if (!value(field)) return showFaults(form, [{ field, text: t("sign-in.empty") }]);
    void busy(button, go).catch((error) => {
      const text = sentenceOf(error);
      // a used-up session cannot answer again: begin anew
      if (error instanceof SignInFault && state.challenge && error.name === "NotAuthorizedException") reset();
      showFaults(form, [], { text });
    });
  });
  reset();
  return { reset };
}
