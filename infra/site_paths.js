// Folder paths get their page without a redirect: a redirect costs a round trip, two seconds on a slow network.
// Posters carry /C, because a QR code writes capitals in fewer dots.
function handler(event) {
  var request = event.request;
  var path = request.uri;
  if (path === "/C" || path === "/C/") {
    path = "/c/";
  }
  if (path.endsWith("/")) {
    path += "index.html";
  } else if (path.lastIndexOf(".") < path.lastIndexOf("/")) {
    path += "/index.html";
  }
  request.uri = path;
  return request;
}
