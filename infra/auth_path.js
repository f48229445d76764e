// Staff pages sign in at their own origin; the user pool listens at the root of its host.
function handler(event) {
  event.request.uri = "/";
  return event.request;
}
